using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Fori.Documents;
using Markdig;

namespace Fori.Content.Editing;

/// <summary>
/// Running text as people write it in a plain field: CommonMark with tables. What the browser's script makes nicer remains
/// this field without it.
/// </summary>
/// <remarks>
/// Words in another language are written <c>[Bonjour]{lang=fr}</c>; a whole paragraph, heading or item begins with <c>{lang=fr}</c>
/// (as Pandoc writes spans, and Markdown has nothing of its own).
/// </remarks>
public static partial class MarkdownText
{
    private const char Begin = '\ue000';
    private const char Named = '\ue001';
    private const char End = '\ue002';
    private const string EndText = "\ue002";
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>The text in the stored subset of HTML.</summary>
    public static string ToHtml(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var text = Marks().Replace(markdown.ReplaceLineEndings("\n"), "");
        if (!text.Contains("{lang=", StringComparison.Ordinal))
        {
            return RichText.Sanitise(Markdown.ToHtml(text, Pipeline));
        }

        // Marked by characters that no text has, so that what stands between is read as any other text.
        var html = Markdown.ToHtml(Words().Replace(text, $"{Begin}$2{Named}$1{End}"), Pipeline);
        html = Whole().Replace(AllMarked().Replace(html, "<$1 lang=\"$2\">$3</$1>"), "<$1 lang=\"$2\">");
        return RichText.Sanitise(Marked().Replace(html, "<span lang=\"$1\">").Replace(EndText, "</span>", StringComparison.Ordinal));
    }

    /// <summary>The Markdown of a stored text.</summary>
    /// <param name="html">As <see cref="RichText.Sanitise"/> leaves it.</param>
    /// <returns>Null when it holds what Markdown cannot say, as a list in another language: then it is edited as HTML.</returns>
    public static string? From(string html)
    {
        var body = new HtmlParser().ParseDocument(html).Body!; // The parser makes a body for every document.
        var text = new StringBuilder();
        foreach (var block in body.Children)
        {
            WriteBlock(text, block);
        }

        var markdown = text.ToString().Trim('\n');
        return ToHtml(markdown) == html ? markdown : null;
    }

    private static void WriteBlock(StringBuilder text, IElement block)
    {
        switch (block.LocalName)
        {
            case "h2" or "h3" or "h4":
                text.Append('#', block.LocalName[1] - '0').Append(' ').Append(LanguageOf(block)).Append(Inline(block)).Append("\n\n");
                break;
            case "ul" or "ol":
                WriteList(text, block, "");
                text.Append('\n');
                break;
            case "blockquote":
                var quoted = new StringBuilder();
                foreach (var inner in block.Children)
                {
                    WriteBlock(quoted, inner);
                }

                foreach (var line in quoted.ToString().Trim('\n').Split('\n'))
                {
                    text.Append("> ").Append(line).Append('\n');
                }

                text.Append('\n');
                break;
            case "table":
                WriteTable(text, block);
                break;
            default:
                text.Append(LanguageOf(block)).Append(Inline(block)).Append("\n\n");
                break;
        }
    }

    private static void WriteList(StringBuilder text, IElement list, string indent)
    {
        var number = 1;
        foreach (var item in list.Children)
        {
            var mark = list.LocalName == "ol" ? $"{number++}. " : "- ";
            text.Append(indent).Append(mark).Append(LanguageOf(item));
            var inline = string.Concat(item.ChildNodes.Where(n => n is not IElement { LocalName: "ul" or "ol" }).Select(Inline));
            text.Append(inline.Trim()).Append('\n');
            foreach (var inner in item.Children.Where(c => c.LocalName is "ul" or "ol"))
            {
                WriteList(text, inner, indent + new string(' ', mark.Length));
            }
        }
    }

    private static void WriteTable(StringBuilder text, IElement table)
    {
        var first = true;
        foreach (var row in table.QuerySelectorAll("tr"))
        {
            text.Append('|').AppendJoin('|', row.Children.Select(c => $" {Inline(c)} ")).Append("|\n");
            if (first)
            {
                text.Append('|').Append(string.Concat(Enumerable.Repeat(" --- |", row.Children.Length))).Append('\n');
                first = false;
            }
        }

        text.Append('\n');
    }

    private static string Inline(INode node) => node switch
    {
        IText plain => Numbered().Replace(Special().Replace(plain.Data, "\\$0"), "$1\\$2"),
        IElement { LocalName: "br" } => "\\\n",
        IElement { LocalName: "strong" } strong => $"**{Inside(strong)}**",
        IElement { LocalName: "em" } emphasis => $"*{Inside(emphasis)}*",
        IElement { LocalName: "a" } link => $"[{Inside(link)}]({Address(link.GetAttribute("href") ?? "")})",
        IElement { LocalName: "span" } phrase when phrase.GetAttribute("lang") is { } language => $"[{Inside(phrase)}]{{lang={language}}}",
        IElement other => Inside(other),
        _ => "",
    };

    private static string LanguageOf(IElement block) => block.GetAttribute("lang") is { } language ? $"{{lang={language}}} " : "";

    private static string Address(string url) => url.AsSpan().IndexOfAny(" ()<>") < 0 ? url : $"<{url}>";

    private static string Inside(IElement element) => string.Concat(element.ChildNodes.Select(Inline));

    // What would be read as a mark: within a line, and at its beginning.
    [GeneratedRegex(@"[\\*_\[\]<>&|`#~]|^[-+](?=\s)", RegexOptions.Multiline)]
    private static partial Regex Special();

    [GeneratedRegex(@"^(\d+)([.)])(?=\s)", RegexOptions.Multiline)]
    private static partial Regex Numbered();

    // What stands in brackets may hold a link, and brackets that are escaped.
    [GeneratedRegex(@"(?<!\\)\[((?:\\.|[^\[\]\\\n]|\[(?:\\.|[^\[\]\\\n])*\])+)\]\{lang=([A-Za-z][A-Za-z0-9-]{1,34})\}")]
    private static partial Regex Words();

    [GeneratedRegex("<(p|h[2-4]|li)>\\{lang=([A-Za-z][A-Za-z0-9-]{1,34})\\} ?")]
    private static partial Regex Whole();

    [GeneratedRegex("<(p|h[2-4]|li)>\ue000([A-Za-z0-9-]+)\ue001([^\ue000-\ue002]*)\ue002</\\1>")]
    private static partial Regex AllMarked();

    [GeneratedRegex("\ue000([A-Za-z0-9-]+)\ue001")]
    private static partial Regex Marked();

    [GeneratedRegex("[\ue000-\ue002]")]
    private static partial Regex Marks();
}
