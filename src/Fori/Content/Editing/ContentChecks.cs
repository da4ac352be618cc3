using System.Globalization;
using System.Text.RegularExpressions;
using Fori.Content.Blocks;
using Fori.Documents;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>What must be mended before a language goes out. Each problem names its place, so that the form can lead there.</summary>
public static partial class ContentChecks
{
    private const int TitleLevel = 1;
    private const int LongestTitle = 120;
    private const int LongestSummary = 300;

    /// <param name="languages">Those that are to be published.</param>
    /// <returns>Codes <c>text.too-long</c>, <c>text.heading-skipped</c> and <c>text.table-header</c>, at paths as <c>body.fi[0]</c>.</returns>
    public static IReadOnlyList<Problem> Of(DocumentType type, DocumentBody body, IReadOnlyCollection<string> languages)
    {
        var problems = new List<Problem>();
        foreach (var field in type.Fields)
        {
            switch (field.ValueOf(body))
            {
                case LocalizedText text when field.Rule.Title || field.Rule.Summary:
                    var most = field.Rule.Title ? LongestTitle : LongestSummary;
                    problems.AddRange(text.Where(t => languages.Contains(t.Key) && t.Value.Length > most).Select(t => Problem.Of(
                        "text.too-long", $"{field.Name}.{t.Key}", ("max", Number(most)), ("length", Number(t.Value.Length)))));
                    break;
                case LocalizedText text when field.Rule.Kind == FieldKind.RichText:
                    foreach (var (language, html) in text.Where(t => languages.Contains(t.Key)))
                    {
                        Check(html, $"{field.Name}.{language}", TitleLevel, problems);
                    }

                    break;
                case IReadOnlyDictionary<string, IReadOnlyList<Block>> rows:
                    foreach (var (language, blocks) in rows.Where(r => languages.Contains(r.Key)))
                    {
                        var level = TitleLevel;
                        for (var i = 0; i < blocks.Count; i++)
                        {
                            level = blocks[i] is TextBlock { Html: { } html }
                                ? Check(html, string.Create(CultureInfo.InvariantCulture, $"{field.Name}.{language}[{i}]"), level, problems)
                                : level;
                        }
                    }

                    break;
            }
        }

        return problems;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <returns>The level of the last heading.</returns>
    private static int Check(string html, string path, int level, List<Problem> problems)
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

        problems.AddRange(Table().Matches(html).Where(t => !t.Value.Contains("<th", StringComparison.Ordinal)).Select(_ => Problem.Of("text.table-header", path)));
        return level;
    }

    // The HTML is of our own sanitiser, which writes names in lower case and leaves out links without text.
    [GeneratedRegex("<h[2-4]>")]
    private static partial Regex Heading();

    [GeneratedRegex("<table>.*?</table>", RegexOptions.Singleline)]
    private static partial Regex Table();
}
