using Microsoft.AspNetCore.Components;

namespace Fori.Ui;

/// <summary>
/// Icons of the sprite (<c>icons.svg</c>; Lucide, ISC licence). An icon never stands alone: there is always a text
/// beside it, so it is hidden from assistive technology.
/// </summary>
public static class Icon
{
    private static readonly string Sprite = UiAssets.Url("icons.svg");

    // Built once each: a page has dozens of them.
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, MarkupString> Made = new();

    /// <summary>Names in the sprite.</summary>
    public static IReadOnlySet<string> Names { get; } = ReadNames();

    /// <param name="name">As <c>search</c>; an unknown one (from a setting) shows nothing.</param>
    public static MarkupString Of(string? name) =>
        name is not null && Names.Contains(name) ? Made.GetOrAdd(name, Make) : default;

    // What points along the line is turned where lines run from right to left.
    private static MarkupString Make(string name) =>
        new($"<svg class=\"{(name.EndsWith("-left", StringComparison.Ordinal) || name.EndsWith("-right", StringComparison.Ordinal) ? "icon along" : "icon")}\" aria-hidden=\"true\" width=\"24\" height=\"24\"><use href=\"{Sprite}#{name}\"/></svg>");

    private static HashSet<string> ReadNames()
    {
        const string mark = "<symbol id=\"";
        var sprite = System.Text.Encoding.UTF8.GetString(UiAssets.Find("icons.svg")!.Content.Span); // Sprite above made sure.
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var at = sprite.IndexOf(mark, StringComparison.Ordinal); at >= 0; at = sprite.IndexOf(mark, at, StringComparison.Ordinal))
        {
            at += mark.Length;
            names.Add(sprite[at..sprite.IndexOf('"', at)]);
        }

        return names;
    }
}
