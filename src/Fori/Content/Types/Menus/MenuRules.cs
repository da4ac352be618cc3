using Fori.Store;

namespace Fori.Content.Types.Menus;

/// <summary>What a menu asks beyond its fields.</summary>
internal static class MenuRules
{
    /// <returns>Codes <c>link.nowhere</c> and <c>link.unnamed</c>.</returns>
    public static Task<IReadOnlyList<Problem>> CheckAsync(PublishingCheck check, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Problem>>(
        [
            .. ((Menu)check.Body).Items.Where(rows => check.Languages.Contains(rows.Key)).SelectMany(rows => rows.Value.SelectMany((item, i) =>
                item.Check($"items.{rows.Key}[{i}]").Concat(item.Children.SelectMany((child, j) => child.Check($"items.{rows.Key}[{i}].children[{j}]"))))),
        ]);
}
