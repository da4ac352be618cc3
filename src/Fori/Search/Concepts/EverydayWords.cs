using System.Runtime.InteropServices;
using Fori.Search.Analysis;

namespace Fori.Search.Concepts;

/// <summary>
/// Everyday words beside the words of the office: synonyms (leffa, elokuva), and what a thing belongs to (tennis,
/// liikunta), for no open vocabulary says which municipal service a thing is looked for in. The lines are in
/// <c>EverydayWords.Lines.cs</c>.
/// </summary>
internal sealed partial class EverydayWords
{
    private readonly Dictionary<(string Language, string Lemma), List<string>> _synonyms = [];
    private readonly Dictionary<(string Language, string Lemma), List<string>> _topics = [];

    public EverydayWords(IReadOnlyDictionary<string, IWordAnalysis> analyses)
    {
        foreach (var (language, lines) in (ReadOnlySpan<(string, string)>)[("fi", Finnish), ("sv", Swedish), ("en", English)])
        {
            foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                Read(line, language, analyses[language]);
            }
        }
    }

    /// <summary>Words that mean the same; base forms.</summary>
    public IReadOnlyList<string> Synonyms(string language, string lemma) =>
        _synonyms.TryGetValue((language, lemma), out var words) ? words : [];

    /// <summary>Words under which a municipality offers it; base forms.</summary>
    public IReadOnlyList<string> Topics(string language, string lemma) =>
        _topics.TryGetValue((language, lemma), out var words) ? words : [];

    /// <summary>Every word of a language's lines as written.</summary>
    public static IEnumerable<string> Of(string language) =>
        (language switch { "fi" => Finnish, "sv" => Swedish, "en" => English, _ => "" }).Split((char[])[' ', '\n', '<'], StringSplitOptions.RemoveEmptyEntries);

    private static string[] Lemmas(string words, IWordAnalysis analysis) =>
        [.. Words.OfName(words).Select(w => analysis.Analyze(w).Lemma).Distinct()];

    private void Read(string line, string language, IWordAnalysis analysis)
    {
        var sides = line.Split('<');
        if (sides.Length == 1)
        {
            var words = Lemmas(line, analysis);
            foreach (var word in words)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_synonyms, (language, word), out _) ??= []).AddRange(words.Where(w => w != word));
            }

            return;
        }

        var topics = Lemmas(sides[0], analysis);
        foreach (var word in Lemmas(sides[1], analysis))
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(_topics, (language, word), out _) ??= []).AddRange(topics.Where(t => t != word));
        }
    }
}
