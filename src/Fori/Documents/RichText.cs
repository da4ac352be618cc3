using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Fori.Documents;

/// <summary>
/// Running text as a small, safe subset of HTML: p, h2–h4, ul, ol, li, a[href], strong, em, blockquote, br, and
/// table, thead, tbody, tr, th, td[scope], each with lang, and span[lang] for words in another language. Links go to http, https, mailto, tel or a path of this site.
/// </summary>
/// <remarks>
/// What a body stores is always the outcome of <see cref="Sanitise"/>; sanitising it again gives the same bytes, so a
/// repeated import makes no version. Nothing is ever copied from the input but text, addresses and language tags:
/// tags are written anew, so an attribute or element that is not in the subset has no way out.
/// </remarks>
public static partial class RichText
{
    // Building a tree of hostile markup costs more than linear time; nobody's running text is this long.
    internal const int LongestMarkup = 500_000;
    private const int DeepestMarkup = 200;

    private static readonly SearchValues<char> Markup = SearchValues.Create("<&");

    /// <summary>
    /// The text in the subset. h1 becomes h2, h5 and h6 become h4, b and i become strong and em, div becomes p; scripts
    /// and styles go with their contents; lines that begin with a bullet character become a list; whitespace is
    /// normalised and what is empty is left out. Text without a tag is read as plain text.
    /// </summary>
    /// <returns>Empty when nothing readable is left.</returns>
    public static string Sanitise(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        if (html.AsSpan().IndexOfAny(Markup) < 0)
        {
            return FromPlain(html);
        }

        if (!html.Contains('<', StringComparison.Ordinal))
        {
            return FromPlain(WebUtility.HtmlDecode(html));
        }

        if (WrittenText.Is(html))
        {
            return html;
        }

        return html.Length > LongestMarkup || Depth(html) > DeepestMarkup
            ? FromPlain(ToPlain(html))
            : RichTextWriter.Write(html);
    }

    /// <summary>Plain text as paragraphs: a blank line parts paragraphs, a newline is kept, bulleted lines become a list.</summary>
    public static string FromPlain(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return RichTextWriter.WritePlain(text);
    }

    /// <summary>The words alone: paragraphs parted by a blank line, items and lines by a newline, items marked with "• ".</summary>
    public static string ToPlain(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        if (html.AsSpan().IndexOfAny(Markup) < 0)
        {
            return html.Trim();
        }

        var text = new StringBuilder(html.Length);
        var at = 0;
        var lists = 0;
        while (at < html.Length)
        {
            var tag = html.IndexOf('<', at);
            if (tag < 0 || tag == html.Length - 1)
            {
                Append(text, html.AsSpan(at));
                break;
            }

            Append(text, html.AsSpan(at, tag - at));
            if (!(char.IsAsciiLetter(html[tag + 1]) || html[tag + 1] is '/' or '!' or '?'))
            {
                text.Append('<');
                at = tag + 1;
                continue;
            }

            at = html.StartsWithAt("<!--", tag) ? After(html, "-->", tag) : AfterTag(html, tag);
            var name = TagName(html, tag);
            if (html[tag + 1] == '/')
            {
                lists -= name is ("ul" or "ol") && lists > 0 ? 1 : 0;
                continue;
            }

            // A list inside of an item goes on in the next line.
            lists += name is "ul" or "ol" ? 1 : 0;
            Break(text, lists > 1 && name is ("ul" or "ol") ? "" : name);
            if (Silent.Contains(name))
            {
                at = After(html, "</" + name, at);
                at = at < html.Length ? AfterTag(html, at) : at;
            }
        }

        return ManyNewlines().Replace(SpacesAtLineEnds().Replace(WebUtility.HtmlDecode(text.ToString()), "\n"), "\n\n").Trim();
    }

    /// <summary>
    /// A summary derived from running text: its first sentence, cut at a word with "…" when longer than
    /// <paramref name="max"/> characters. It is shown, never stored as the record's own summary or pushed.
    /// </summary>
    public static string FirstSentence(string html, int max = 150)
    {
        var plain = ToPlain(html);
        var paragraph = plain.AsSpan();
        var end = paragraph.IndexOf("\n");
        paragraph = (end < 0 ? paragraph : paragraph[..end]).TrimStart("• ");
        for (var i = 0; i < paragraph.Length && i < max; i++)
        {
            if (EndsSentence(paragraph, i))
            {
                return paragraph[..(i + 1)].ToString();
            }
        }

        if (paragraph.Length <= max)
        {
            return paragraph.ToString();
        }

        var cut = paragraph[..(max - 1)];
        var word = cut.LastIndexOf(' ');
        cut = word > max / 2 ? cut[..word] : char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut;
        return string.Concat(cut.TrimEnd(" ,;:–-"), "…");
    }

    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase)
        { "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "title", "textarea", "head" };

    private static bool EndsSentence(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is not ('.' or '!' or '?'))
        {
            return false;
        }

        if (at == text.Length - 1)
        {
            return true;
        }

        // "klo 10. maaliskuuta", "esim. Aura": a full stop after a figure or a short word is not the end.
        var word = text[..at];
        word = word[(word.LastIndexOf(' ') + 1)..];
        return text[at + 1] == ' '
            && at + 2 < text.Length && (char.IsUpper(text[at + 2]) || char.IsDigit(text[at + 2]))
            && (text[at] != '.' || (word.Length > 4 && !char.IsDigit(word[^1])));
    }

    private static void Append(StringBuilder text, ReadOnlySpan<char> part)
    {
        foreach (var c in part)
        {
            // A line break in HTML is a space.
            if (c is '\n' or '\r' or '\t' or ' ')
            {
                if (text.Length > 0 && text[^1] is not (' ' or '\n'))
                {
                    text.Append(' ');
                }
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private static void Break(StringBuilder text, string name)
    {
        switch (name.ToLowerInvariant())
        {
            case "p" or "div" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "blockquote" or "ul" or "ol" or "table" when text.Length > 0:
                text.Append("\n\n");
                break;
            case "br" or "tr":
                text.Append('\n');
                break;
            case "td" or "th" when text.Length > 0:
                text.Append(' ');
                break;
            case "li":
                text.Append("\n• ");
                break;
        }
    }

    private static string TagName(string html, int tag)
    {
        var start = html[tag + 1] == '/' ? tag + 2 : tag + 1;
        var end = start;
        while (end < html.Length && char.IsAsciiLetterOrDigit(html[end]))
        {
            end++;
        }

        return html[start..end];
    }

    private static int AfterTag(string html, int tag)
    {
        var end = html.IndexOf('>', tag);
        return end < 0 ? html.Length : end + 1;
    }

    private static int After(string html, string mark, int from)
    {
        var end = html.IndexOf(mark, from, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? html.Length : end + mark.Length;
    }

    private static bool StartsWithAt(this string html, string mark, int at) =>
        string.CompareOrdinal(html, at, mark, 0, mark.Length) == 0;

    /// <summary>An upper bound of how deep elements are nested; elements that end by themselves are not counted.</summary>
    private static int Depth(string html)
    {
        var depth = 0;
        var deepest = 0;
        for (var tag = html.IndexOf('<', StringComparison.Ordinal); tag >= 0 && tag < html.Length - 1; tag = html.IndexOf('<', tag + 1))
        {
            if (html[tag + 1] == '/')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (char.IsAsciiLetter(html[tag + 1]) && !EndsByItself(html, tag))
            {
                deepest = Math.Max(deepest, ++depth);
            }
        }

        return deepest;
    }

    private static bool EndsByItself(string html, int tag) =>
        TagName(html, tag).ToLowerInvariant() is "br" or "img" or "hr" or "input" or "meta" or "link" or "wbr" or "col";

    [GeneratedRegex(@"[ \u00a0]*\n[ \u00a0]*")]
    private static partial Regex SpacesAtLineEnds();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex ManyNewlines();
}
