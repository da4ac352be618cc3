using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Fori.Content.Blocks;
using Fori.Content.Blocks.Text;
using Fori.Content.Types.MediaItems;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>What must be mended before a language goes out. Each problem names its place, so that the form can lead there.</summary>
public static partial class ContentChecks
{
    private const int TitleLevel = 1;

    /// <param name="languages">Those that are to be published.</param>
    /// <returns>
    /// Codes <c>field.required</c>, <c>text.too-long</c>, <c>text.heading-skipped</c>, <c>text.table-header</c>, <c>link.invalid</c> and what
    /// blocks find, at paths as <c>body.fi[0].html</c>.
    /// </returns>
    public static IReadOnlyList<Problem> Of(DocumentType type, DocumentBody body, IReadOnlyCollection<string> languages)
    {
        ArgumentNullException.ThrowIfNull(type);
        var problems = new List<Problem>(body is Media media ? MediaChecks.Of(media) : []);
        foreach (var field in type.Fields.Where(f => f is not { Rule.Title: true })) // That of the title has words of its own: publish.untitled.
        {
            Required(field.Name, field.Shape, field.Rule, field.ValueOf(body), languages, problems);
        }

        var level = (Row: "", Of: TitleLevel);
        foreach (var met in ShapeWalk.Of(type, body).Where(m => m.Language is null || languages.Contains(m.Language)))
        {
            switch (met)
            {
                case { Shape: TextShape { IsRich: true }, Value: string html }:
                    var row = met.Path[..Math.Max(0, met.Path.IndexOf('[', StringComparison.Ordinal))];
                    var isRunning = met.Owner is TextBlock;

                    // Only running text goes on from block to block; what stands in a box begins below the box's own heading.
                    var last = Headings(html, met.Path, isRunning && level.Row == row ? level.Of : isRunning ? TitleLevel : TitleLevel + 1, problems);
                    level = isRunning ? (row, last) : level;
                    problems.AddRange(Table().Matches(html).Where(t => !t.Value.Contains("<th", StringComparison.Ordinal)).Select(_ => Problem.Of("text.table-header", met.Path)));
                    break;
                case { Shape: TextShape { MaxLength: { } most }, Value: string text } when text.Length > most:
                    problems.Add(Problem.Of("text.too-long", met.Path, ("max", Number(most)), ("length", Number(text.Length))));
                    break;
                case { Shape: TextShape { Kind: FieldKind.Url }, Value: string url } when !WebAddress.IsAllowed(url):
                    problems.Add(Problem.Of("link.invalid", met.Path, ("url", url.Length > 100 ? url[..100] + "…" : url)));
                    break;
            }
        }

        return [.. problems.DistinctBy(p => (p.Code, p.Path))];
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Required(string path, ValueShape shape, FieldAttribute? rule, object? value, IReadOnlyCollection<string> languages, List<Problem> problems)
    {
        switch (shape)
        {
            case ByLanguageShape by:
                foreach (var language in languages)
                {
                    Required($"{path}.{language}", by.Item, rule, InLanguage(value, language), languages, problems);
                }

                return;
            case RowsShape rows when value is IEnumerable items && !IsEmpty(value):
                Each(items, (item, i) => Required(At(path, i), rows.Item, null, item, languages, problems));
                return;
            case BlocksShape when value is IEnumerable blocks:
                Each(blocks, (item, i) =>
                {
                    var (block, own) = ((Block)item, At(path, i));
                    if (block is not UnknownBlock)
                    {
                        Required(own, PartsShape.Of(block.GetType()), null, block, languages, problems);
                        problems.AddRange(block.Check(own));
                    }
                });
                return;
            case PartsShape record when value is not null:
                foreach (var part in record.Parts)
                {
                    Required($"{path}.{part.Name}", part.Shape, part.Rule, part.Property.GetValue(value), languages, problems);
                }

                return;
        }

        if (rule?.Required == true && IsEmpty(value))
        {
            problems.Add(Problem.Of("field.required", path));
        }
    }

    private static bool IsEmpty(object? value) => value is null or "" || (value is ICollection { Count: 0 }) || (value is IEnumerable and not string && !((IEnumerable)value).GetEnumerator().MoveNext());

    private static object? InLanguage(object? value, string language) => value switch
    {
        null => null,
        LocalizedText text => text.Exactly(language),
        _ => ((IEnumerable)value).Cast<object>().Where(pair => (string?)pair.GetType().GetProperty("Key")?.GetValue(pair) == language)
            .Select(pair => pair.GetType().GetProperty("Value")?.GetValue(pair)).FirstOrDefault(),
    };

    private static void Each(IEnumerable items, Action<object, int> act)
    {
        var index = 0;
        foreach (var item in items)
        {
            act(item, index++);
        }
    }

    private static string At(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <returns>The level of the last heading.</returns>
    private static int Headings(string html, string path, int level, List<Problem> problems)
    {
        foreach (Match heading in Heading().Matches(html))
        {
            var next = heading.ValueSpan[2] - '0';
            if (next > level + 1)
            {
                problems.Add(Problem.Of("text.heading-skipped", path, ("from", $"h{level}"), ("to", $"h{next}")));
            }

            level = next;
        }

        return level;
    }

    // The HTML is of our own sanitiser, which writes names in lower case and leaves out links without text.
    [GeneratedRegex("<h[2-4]>")]
    private static partial Regex Heading();

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();
}
