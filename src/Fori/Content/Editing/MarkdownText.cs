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
public static partial class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().DisableHtml().Build();

    /// <summary>The text in the stored subset of HTML.</summary>
    public static string ToHtml(string markdown) => RichText.Sanitise(Markdown.ToHtml(markdown.ReplaceLineEndings("\n"), Pipeline));

    /// <summary>The Markdown of a stored text.</summary>
    /// <param name="html">As <see cref="RichText.Sanitise"/> leaves it.</param>
    /// <returns>Null when it holds what Markdown cannot say, as parts in another language: then it is edited as HTML.</returns>
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
                text.Append('#', block.LocalName[1] - '0').Append(' ').Append(Inline(block)).Append("\n\n");
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
                text.Append(Inline(block)).Append("\n\n");
                break;
        }
    }

    private static void WriteList(StringBuilder text, IElement list, string indent)
    {
        var number = 1;
        foreach (var item in list.Children)
        {
            var mark = list.LocalName == "ol" ? $"{number++}. " : "- ";
            text.Append(indent).Append(mark);
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
        IElement other => Inside(other),
        _ => "",
    };

    private static string Address(string url) => url.AsSpan().IndexOfAny(" ()<>") < 0 ? url : $"<{url}>";

    private static string Inside(IElement element) => string.Concat(element.ChildNodes.Select(Inline));

    // What would be read as a mark: within a line, and at its beginning.
    [GeneratedRegex(@"[\\*_\[\]<>&|`#~]|^[-+](?=\s)", RegexOptions.Multiline)]
    private static partial Regex Special();

    [GeneratedRegex(@"^(\d+)([.)])(?=\s)", RegexOptions.Multiline)]
    private static partial Regex Numbered();
}
