using Fori.Search.Analysis;
using Fori.Search.Concepts;
using Fori.Search.Queries;

namespace Fori.Search;

/// <summary>
/// What every index of an installation shares: the languages' analyses, the concepts of the loaded vocabularies and
/// everyday words. Immutable and thread-safe; making it reads every label of the vocabulary, so make it once.
/// </summary>
public sealed class SearchKnowledge
{
    private readonly Dictionary<string, IWordAnalysis> _analyses;
    private readonly PlainAnalysis _plain = new();

    /// <param name="vocabulary">Concepts that link languages and words; may be empty.</param>
    /// <param name="useVoikko">False keeps to Snowball although Voikko is installed, as for comparing them.</param>
    public SearchKnowledge(ConceptVocabulary vocabulary, bool useVoikko = true)
    {
        var finnish = new CompoundSplitter(Lexicon(vocabulary, "fi", Stemmer.Finnish), ["n", "s", "in"]);
        var swedishWords = Lexicon(vocabulary, "sv", Stemmer.Swedish);
        var swedish = new CompoundSplitter(swedishWords, ["s", "e", "u", "o"]);
        _analyses = new Dictionary<string, IWordAnalysis>(StringComparer.Ordinal)
        {
            ["fi"] = useVoikko && Voikko.TryGet(out var voikko)
                ? new FinnishAnalysis(voikko, finnish)
                : new StemAnalysis("fi:snowball", Stemmer.Finnish, finnish),
            ["sv"] = new StemAnalysis("sv:snowball", Stemmer.Swedish, swedish, word => SwedishForms.Indefinite(word, swedishWords)),
            ["en"] = new StemAnalysis("en:snowball", Stemmer.English, new CompoundSplitter(Lexicon(vocabulary, "en", Stemmer.English), [], splitsKnown: false)),
        };
        HasVoikko = _analyses["fi"] is FinnishAnalysis;
        Concepts = new ConceptIndex(vocabulary, _analyses);
        Everyday = new EverydayWords(_analyses);
        Fingerprint = string.Join('|', [.. _analyses.Values.Select(a => a.Name), vocabulary.Fingerprint]);
    }

    /// <summary>Whether Finnish is analysed by Voikko here.</summary>
    public bool HasVoikko { get; }

    /// <summary>Names the rules by which words become terms; an index made by other rules must be rebuilt.</summary>
    public string Fingerprint { get; }

    internal ConceptIndex Concepts { get; }

    /// <summary>What stands for a word, by word, language and languages of the index: the same words are asked all day.</summary>
    internal BoundedCache<(string Word, string Language, string Indexed), PlanGroup> Groups { get; } = new(capacity: 1_000);

    internal EverydayWords Everyday { get; }

    /// <summary>The relatives of a word, by language and word.</summary>
    internal BoundedCache<(string Language, string Word), string[]> Families { get; } = new(capacity: 10_000);

    /// <summary>Languages with an analysis of their own.</summary>
    internal static IReadOnlyList<string> Languages { get; } = ["fi", "sv", "en"];

    internal IWordAnalysis Analysis(string language) => _analyses.TryGetValue(language, out var analysis) ? analysis : _plain;

    private static HashSet<string> Lexicon(ConceptVocabulary vocabulary, string language, Stemmer stemmer)
    {
        var lexicon = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in EverydayWords.Of(language).Concat(GenericHeads.Of(language)))
        {
            Add(word);
        }

        foreach (var concept in vocabulary.Concepts)
        {
            if (!concept.Labels.TryGetValue(language, out var label))
            {
                continue;
            }

            foreach (var word in Words.Of(label, most: 8))
            {
                Add(word.Text);
            }
        }

        return lexicon;

        void Add(string word)
        {
            if (word.Length >= 3 && word.All(char.IsLetter) && !FunctionWords.IsEmpty(language, word))
            {
                lexicon.Add(word);
                if (stemmer.Stem(word) is { Length: >= 3 } stem)
                {
                    lexicon.Add(stem);
                }
            }
        }
    }
}
