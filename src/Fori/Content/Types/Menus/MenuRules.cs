using Fori.Store;

namespace Fori.Content.Types.Menus;

/// <summary>What a menu asks beyond its fields.</summary>
internal static class MenuRules
{
    /// <returns>Codes <c>link.nowhere</c> and <c>link.unnamed</c>.</returns>
    public static Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct) =>
        Task.FromResult(Check(((Menu)check.Body).Items, "items", check.Languages));

    /// <param name="path">Where the entries stand.</param>
    public static IReadOnlyList<Problem> Check(IReadOnlyDictionary<string, IReadOnlyList<MenuItem>> items, string path, IReadOnlyList<string> languages) =>
    [
        .. items.Where(rows => languages.Contains(rows.Key)).SelectMany(rows => rows.Value.SelectMany((item, i) =>
            item.Check($"{path}.{rows.Key}[{i}]").Concat(item.Children.SelectMany((child, j) => child.Check($"{path}.{rows.Key}[{i}].children[{j}]"))))),
    ];
}
