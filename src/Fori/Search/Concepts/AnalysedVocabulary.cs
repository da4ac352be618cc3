using System.Security.Cryptography;
using System.Text;
using Fori.Search.Analysis;

namespace Fori.Search.Concepts;

/// <summary>
/// A vocabulary as search needs it, each label taken apart. Making it from YSO takes seconds, so it is kept in a file
/// (<see cref="KnowledgeFile"/>) and read at the next start.
/// </summary>
/// <param name="Fingerprint">Names the vocabulary and the lexicons: what words become when they are indexed hangs on both.</param>
/// <param name="Uris">Of the concepts, whose numbers are their places here.</param>
/// <param name="Broader">Of each concept.</param>
/// <param name="Lexicons">By language: simple words and stems, by which compounds are split.</param>
/// <param name="Labels">By language.</param>
internal sealed record AnalysedVocabulary(
    string Fingerprint,
    string[] Uris,
    NumberLists Broader,
    IReadOnlyDictionary<string, IReadOnlySet<string>> Lexicons,
    IReadOnlyDictionary<string, LabelWords> Labels)
{
    public static AnalysedVocabulary Of(ConceptVocabulary vocabulary, bool useVoikko)
    {
        var languages = SearchKnowledge.Languages;
        var lexicons = languages.ToDictionary(l => l, IReadOnlySet<string> (l) => Lexicon.Of(vocabulary, l));
        var analyses = WordAnalyses.Of(lexicons, useVoikko);
        var labels = languages.AsParallel().Select(l => (Language: l, Words: LabelWords.Of(l, analyses[l], vocabulary))).ToDictionary(l => l.Language, l => l.Words);
        var byUri = vocabulary.Concepts.Select((concept, number) => (concept.Uri, number)).ToDictionary(c => c.Uri, c => c.number, StringComparer.Ordinal);
        var broader = NumberLists.Of(vocabulary.Concepts.Select(c => c.Broader.Where(byUri.ContainsKey).Select(uri => byUri[uri])));
        var words = string.Join(' ', languages.SelectMany(l => lexicons[l].Order(StringComparer.Ordinal).Append("|")));
        var fingerprint = $"{vocabulary.Fingerprint}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)).AsSpan(0, 4))}";
        return new AnalysedVocabulary(fingerprint, [.. vocabulary.Concepts.Select(c => c.Uri)], broader, lexicons, labels);
    }

    public static AnalysedVocabulary Read(KnowledgeReader reader)
    {
        var fingerprint = reader.Strings()[0];
        var uris = reader.Strings();
        var broader = reader.Lists();
        var lexicons = new Dictionary<string, IReadOnlySet<string>>();
        var labels = new Dictionary<string, LabelWords>();
        foreach (var language in SearchKnowledge.Languages)
        {
            lexicons.Add(language, reader.Strings().ToHashSet(StringComparer.Ordinal));
            labels.Add(language, LabelWords.Read(reader));
        }

        return new AnalysedVocabulary(fingerprint, uris, broader, lexicons, labels);
    }

    public void Write(KnowledgeWriter writer)
    {
        writer.Strings([Fingerprint]);
        writer.Strings(Uris);
        writer.Lists(Broader);
        foreach (var language in SearchKnowledge.Languages)
        {
            writer.Strings([.. Lexicons[language].Order(StringComparer.Ordinal)]);
            Labels[language].Write(writer);
        }
    }
}
