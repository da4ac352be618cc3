using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace Fori.Documents;

/// <summary>
/// Writes the subset anew from a parsed tree. Blocks come out one after another; inline content goes through
/// <see cref="InlineLines"/>, which parts it into lines with balanced tags, so that the outcome reads back as itself.
/// </summary>
internal sealed class RichTextWriter
{
    private static readonly HashSet<string> Dropped =
        ["script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "head", "title", "textarea", "select", "button", "audio", "video", "canvas", "noembed", "noframes", "xmp", "plaintext"];

    private static readonly HashSet<string> Blocks =
        ["p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
            "section", "article", "header", "footer", "main", "nav", "aside", "figure", "figcaption", "address", "pre", "hr", "form", "fieldset", "center", "details", "summary"];

    private static readonly HtmlSanitizer Sanitizer = MakeSanitizer();

    // A parser makes all services of a browser when it is made, which costs more than a short text.
    [ThreadStatic]
    private static HtmlParser? _parser;

    private readonly System.Text.StringBuilder _out = new();
    private bool _bulletListOpen;

    public static string Write(string html)
    {
        var document = (_parser ??= new HtmlParser()).ParseDocument("");
        var body = document.Body!; // The parser makes a body for every document.
        body.InnerHtml = html;
        foreach (var element in body.QuerySelectorAll("*").Where(e => Dropped.Contains(e.LocalName)).ToList())
        {
            element.Remove();
        }

        Sanitizer.SanitizeDom(document, body);
        var writer = new RichTextWriter();
        writer.WriteBlocks(body, null);
        writer.CloseBulletList();
        return writer._out.ToString();
    }

    public static string WritePlain(string text)
    {
        var lines = new InlineLines();
        var rows = text.ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < rows.Length; i++)
        {
            if (i > 0)
            {
                lines.Break();
            }

            // A dash or asterisk is a bullet only in company; alone it is a dash.
            var row = rows[i].AsSpan().Trim();
            lines.Text(IsDashed(row) && ((i > 0 && IsDashed(rows[i - 1].AsSpan().Trim())) || (i + 1 < rows.Length && IsDashed(rows[i + 1].AsSpan().Trim())))
                ? string.Concat("• ", row[1..])
                : row);
        }

        var writer = new RichTextWriter();
        writer.WriteRun(lines, null);
        writer.CloseBulletList();
        return writer._out.ToString();
    }

    private static bool IsDashed(ReadOnlySpan<char> row) => row.Length > 2 && row[0] is '-' or '*' or '–' && row[1] is ' ' or '\t';

    private static HtmlSanitizer MakeSanitizer()
    {
        var sanitizer = new HtmlSanitizer { KeepChildNodes = true };
        sanitizer.AllowedTags.Clear();
        sanitizer.AllowedTags.UnionWith(Blocks);
        sanitizer.AllowedTags.UnionWith(["a", "strong", "b", "em", "i", "br", "span", "body", "html"]);
        sanitizer.AllowedAttributes.Clear();
        sanitizer.AllowedAttributes.UnionWith(["href", "scope", "lang"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto", "tel"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
        return sanitizer;
    }

    private void WriteBlocks(INode parent, string? lang)
    {
        var run = new InlineLines();
        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement element && IsBlock(element))
            {
                WriteRun(run, lang);
                run = new InlineLines();
                WriteBlock(element, Lang(element) ?? lang);
            }
            else
            {
                WriteInline(node, run);
            }
        }

        WriteRun(run, lang);
    }

    private void WriteBlock(IElement element, string? lang)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2":
                WriteHeading("h2", element, lang);
                break;
            case "h3":
                WriteHeading("h3", element, lang);
                break;
            case "h4" or "h5" or "h6":
                WriteHeading("h4", element, lang);
                break;
            case "ul" or "ol":
                CloseBulletList();
                WriteList(element, lang);
                break;
            case "blockquote":
                CloseBulletList();
                Enclose("blockquote", lang, () =>
                {
                    WriteBlocks(element, null);
                    CloseBulletList();
                });
                break;
            case "table":
                CloseBulletList();
                WriteTable(element, lang);
                break;
            default:
                WriteBlocks(element, lang);
                break;
        }
    }

    private void WriteHeading(string tag, IElement element, string? lang)
    {
        var lines = new InlineLines();
        WriteFlat(element, lines);
        if (lines.Join(" ") is { Length: > 0 } text)
        {
            CloseBulletList();
            Enclose(tag, lang, () => _out.Append(text));
        }
    }

    private void WriteList(IElement list, string? lang) =>
        Enclose(list.LocalName, lang, () =>
        {
            foreach (var child in list.ChildNodes)
            {
                if (child is IElement { LocalName: "li" } item)
                {
                    Enclose("li", Lang(item), () => WriteItem(item));
                }
                else if (child is IElement { LocalName: "ul" or "ol" } nested)
                {
                    Enclose("li", null, () => WriteList(nested, Lang(nested)));
                }
                else if (child is IElement or IText)
                {
                    var lines = new InlineLines();
                    WriteFlatNode(child, lines);
                    Enclose("li", null, () => _out.Append(lines.Join("<br>")));
                }
            }
        });

    /// <summary>Inside of an item or a cell: lines, and lists between them.</summary>
    private void WriteItem(IElement item)
    {
        var lines = new InlineLines();
        WriteItemNodes(item, ref lines);
        _out.Append(lines.Join("<br>"));
    }

    private void WriteItemNodes(INode parent, ref InlineLines lines)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IElement { LocalName: "ul" or "ol" } list)
            {
                _out.Append(lines.Join("<br>"));
                lines = new InlineLines();
                WriteList(list, Lang(list));
            }
            else if (node is IElement element && IsBlock(element))
            {
                lines.Break();
                WriteItemNodes(element, ref lines);
                lines.Break();
            }
            else
            {
                WriteInline(node, lines);
            }
        }
    }

    private void WriteTable(IElement table, string? lang)
    {
        foreach (var caption in table.Children.Where(c => c.LocalName == "caption"))
        {
            WriteBlocks(caption, lang);
        }

        CloseBulletList();
        Enclose("table", lang, () =>
        {
            foreach (var part in table.Children.Where(c => c.LocalName is "thead" or "tbody" or "tfoot"))
            {
                Enclose(part.LocalName == "thead" ? "thead" : "tbody", null, () =>
                {
                    foreach (var row in part.Children.Where(c => c.LocalName == "tr"))
                    {
                        WriteRow(row);
                    }
                });
            }
        });
    }

    private void WriteRow(IElement row)
    {
        var start = _out.Length;
        var filled = false;
        _out.Append("<tr>");
        foreach (var cell in row.Children.Where(c => c.LocalName is "td" or "th"))
        {
            _out.Append('<').Append(cell.LocalName);
            if (cell.GetAttribute("scope")?.ToLowerInvariant() is "row" or "col" or "rowgroup" or "colgroup")
            {
                _out.Append(" scope=\"").Append(cell.GetAttribute("scope")!.ToLowerInvariant()).Append('"'); // Just seen to be there.
            }

            AppendLang(Lang(cell)).Append('>');
            var inside = _out.Length;
            WriteItem(cell);
            filled |= _out.Length > inside;
            _out.Append("</").Append(cell.LocalName).Append('>');
        }

        _out.Append("</tr>");
        if (!filled)
        {
            _out.Length = start;
        }
    }

    private void WriteRun(InlineLines run, string? lang)
    {
        List<string>? paragraph = null;
        foreach (var (html, bullet) in run.Finish())
        {
            if (bullet)
            {
                EndParagraph(ref paragraph, lang);
                if (!_bulletListOpen)
                {
                    _out.Append("<ul>");
                    _bulletListOpen = true;
                }

                _out.Append("<li>").AppendJoin("", InlineLines.Unwrapped([html])).Append("</li>");
            }
            else if (html.Length == 0)
            {
                EndParagraph(ref paragraph, lang);
            }
            else
            {
                CloseBulletList();
                (paragraph ??= []).Add(html);
            }
        }

        EndParagraph(ref paragraph, lang);
    }

    private void EndParagraph(ref List<string>? paragraph, string? lang)
    {
        if (paragraph is not null)
        {
            var lines = paragraph;
            Enclose("p", lang, () => _out.AppendJoin("<br>", InlineLines.Unwrapped(lines)));
            paragraph = null;
        }
    }

    private void CloseBulletList()
    {
        if (_bulletListOpen)
        {
            _out.Append("</ul>");
            _bulletListOpen = false;
        }
    }

    private static void WriteFlat(INode parent, InlineLines lines)
    {
        foreach (var node in parent.ChildNodes)
        {
            WriteFlatNode(node, lines);
        }
    }

    private static void WriteFlatNode(INode node, InlineLines lines)
    {
        if (node is IElement element && IsBlock(element))
        {
            lines.Break();
            WriteFlat(element, lines);
            lines.Break();
        }
        else
        {
            WriteInline(node, lines);
        }
    }

    private static void WriteInline(INode node, InlineLines lines)
    {
        switch (node)
        {
            case IText text:
                lines.Text(text.Data);
                break;
            case IElement { LocalName: "br" }:
                lines.Break();
                break;
            case IElement { LocalName: "strong" or "b" } strong:
                WriteInside("strong", "", strong, lines);
                break;
            case IElement { LocalName: "em" or "i" } emphasis:
                WriteInside("em", "", emphasis, lines);
                break;
            case IElement { LocalName: "span" } phrase when Lang(phrase) is not null:
                WriteInside("span", "", phrase, lines);
                break;
            case IElement { LocalName: "a" } link when LinkTarget.Clean(link.GetAttribute("href")) is { } href:
                WriteInside("a", $" href=\"{href}\"", link, lines);
                break;
            case IElement other:
                WriteFlat(other, lines);
                break;
        }
    }

    private static void WriteInside(string tag, string attributes, IElement element, InlineLines lines)
    {
        var lang = Lang(element);
        var opened = lines.Open(tag, lang is null ? attributes : $"{attributes} lang=\"{lang}\"");
        WriteFlat(element, lines);
        if (opened)
        {
            lines.Close(tag);
        }
    }

    /// <summary>A block, or an inline element around one (a link or bold text around paragraphs), whose wrapper then goes.</summary>
    private static bool IsBlock(IElement element) =>
        Blocks.Contains(element.LocalName) || (element.LocalName is not "br" && element.Children.Any(IsBlock));

    private void Enclose(string tag, string? lang, Action content)
    {
        var start = _out.Length;
        _out.Append('<').Append(tag);
        AppendLang(lang).Append('>');
        var inside = _out.Length;
        content();
        if (_out.Length == inside)
        {
            _out.Length = start;
            return;
        }

        _out.Append("</").Append(tag).Append('>');
    }

    private System.Text.StringBuilder AppendLang(string? lang) =>
        lang is null ? _out : _out.Append(" lang=\"").Append(lang).Append('"');

    private static string? Lang(IElement element)
    {
        var lang = element.GetAttribute("lang");
        return lang is { Length: >= 2 and <= 35 }
            && char.IsAsciiLetter(lang[0])
            && lang.Split('-').All(p => p.Length is >= 1 and <= 8 && p.All(char.IsAsciiLetterOrDigit))
            ? lang
            : null;
    }
}
