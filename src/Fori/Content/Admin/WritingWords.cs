using System.Text.Json;
using Fori.Admin;

namespace Fori.Content.Admin;

/// <summary>What the scripts of the form say, in the language of the page: files have no words of their own.</summary>
internal static class WritingWords
{
    private const string Prefix = "writing.";

    private static readonly string[] Keys =
    [
        "writing.open", "writing.opening", "writing.open-failed", "writing.plain", "writing.plain-failed", "writing.plain-html", "writing.help",
        "writing.tools", "writing.h2", "writing.h3", "writing.h4", "writing.bold", "writing.italic", "writing.link", "writing.bullets",
        "writing.numbers", "writing.deeper", "writing.shallower", "writing.quote", "writing.table", "writing.row-add", "writing.row-remove",
        "writing.column-add", "writing.column-remove", "writing.header-row", "writing.header-column", "writing.table-remove", "writing.language",
        "writing.language-label", "writing.language-own", "writing.language-keep", "writing.undo", "writing.redo", "writing.cancel",
        "writing.link-heading", "writing.link-text", "writing.link-address", "writing.link-hint", "writing.link-keep", "writing.link-remove",
        "writing.link-no-text", "writing.link-no-address", "writing.link-vague", "writing.pasted", "writing.left-pictures", "writing.left-embedded",
        "writing.left-links", "writing.left-cells", "writing.left-headers", "writing.kept", "writing.not-kept", "writing.never-kept", "writing.lost",
        "writing.sign-in", "writing.brought", "writing.show-brought", "writing.too-long", "writing.still-left", "writing.block-up",
        "writing.block-down", "writing.block-remove", "writing.block-add", "writing.block-copy",
    ];

    // The script fills them.
    private static readonly (string, string)[] Places = [("count", "{count}"), ("time", "{time}"), ("language", "{language}")];

    /// <summary>As JSON by keys without their beginning, for an attribute.</summary>
    public static string Of(AdminWords words) => JsonSerializer.Serialize(Keys.ToDictionary(k => k[Prefix.Length..], k => words.With(k, Places)));
}
