using System.Text;
using System.Text.RegularExpressions;
using Fori.Documents;

namespace Fori.Registers.Ptv;

/// <summary>
/// Between PTV's plain texts and the sanitised HTML of rich text fields: a blank line parts paragraphs, a line break is
/// a break, everything else is text.
/// </summary>
internal static partial class PtvText
{
    public static LocalizedText FromPlain(LocalizedText plain) => plain.Select((_, text) => FromPlain(text));

    public static LocalizedText ToPlain(LocalizedText html) => html.Select((_, text) => ToPlain(text));

    public static string FromPlain(string plain)
    {
        var html = new StringBuilder();
        foreach (var paragraph in BlankLines().Split(plain.ReplaceLineEndings("\n")))
        {
            if (!string.IsNullOrWhiteSpace(paragraph))
            {
                html.Append("<p>").Append(Encoded(paragraph.Trim()).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</p>");
            }
        }

        return html.ToString();
    }

    /// <summary>The words of the HTML: items of lists as lines with an asterisk, as PTV's own editor writes them.</summary>
    public static string ToPlain(string html)
    {
        var text = Tags().Replace(html, tag => tag.Groups["name"].Value.ToLowerInvariant() switch
        {
            "br" => "\n",
            "li" when tag.Groups["end"].Length == 0 => "* ",
            "li" => "\n",
            "p" or "ul" or "ol" or "h2" or "h3" or "h4" or "blockquote" or "table" when tag.Groups["end"].Length > 0 => "\n\n",
            _ => "",
        });
        return Decoded(BlankLines().Replace(text, "\n\n").Trim());
    }

    /// <summary>Only what would be taken for markup is encoded, so that letters of every language stay as they are.</summary>
    public static string Encoded(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Decoded(string text) => System.Net.WebUtility.HtmlDecode(text);

    [GeneratedRegex("\n[ \t]*(?:\n[ \t]*)+")]
    private static partial Regex BlankLines();

    [GeneratedRegex("<(?<end>/?)(?<name>[A-Za-z][A-Za-z0-9]*)[^<>]*>")]
    private static partial Regex Tags();
}
