using Fori.Search.Analysis;
using Fori.Search.Concepts;
using Fori.Search.Queries;

namespace Fori.Search;

/// <summary>
/// What every index of an installation shares: the languages' analyses, the concepts of the loaded vocabularies and
/// everyday words. Immutable and thread-safe; making it from a vocabulary takes apart every label, so make it once.
/// </summary>
public sealed class SearchKnowledge
{
    private readonly IReadOnlyDictionary<string, IWordAnalysis> _analyses;
    private readonly PlainAnalysis _plain = new();

    /// <param name="vocabulary">Concepts that link languages and words; may be empty.</param>
    /// <param name="useVoikko">False keeps to Snowball although Voikko is installed, as for comparing them.</param>
    public SearchKnowledge(ConceptVocabulary vocabulary, bool useVoikko = true)
        : this(AnalysedVocabulary.Of(vocabulary, useVoikko), useVoikko)
    {
    }

    private SearchKnowledge(AnalysedVocabulary vocabulary, bool useVoikko)
    {
        _analyses = WordAnalyses.Of(vocabulary.Lexicons, useVoikko);
        HasVoikko = _analyses["fi"] is FinnishAnalysis;
        Concepts = new ConceptIndex(vocabulary);
        Everyday = new EverydayWords(_analyses);
        Fingerprint = string.Join('|', [.. _analyses.Values.Select(a => a.Name), vocabulary.Fingerprint]);
    }

    /// <summary>
    /// The knowledge of a vocabulary that may have been taken apart before: read from a file beside it, else made and kept
    /// there. It comes out the same.
    /// </summary>
    /// <param name="file">Where it is kept. What does not match this vocabulary, these analyses or this program is replaced.</param>
    /// <param name="version">Names the vocabulary's content: what has the same name is the same.</param>
    /// <param name="vocabulary">Read only when it has to be made.</param>
    /// <param name="notKept">Told when it was made but could not be kept: it is then made again at every start.</param>
    public static SearchKnowledge Kept(string file, string version, Func<ConceptVocabulary> vocabulary, bool useVoikko, Action<Exception> notKept)
    {
        var kept = new KnowledgeFile(file);
        var key = $"{typeof(SearchKnowledge).Module.ModuleVersionId} {(useVoikko && Voikko.TryGet(out var voikko) ? voikko.Fingerprint : "")} {version}";
        if (kept.Read(key) is { } known)
        {
            return new SearchKnowledge(known, useVoikko);
        }

        var analysed = AnalysedVocabulary.Of(vocabulary(), useVoikko);
        try
        {
            kept.Write(key, analysed);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            notKept(unwritable);
        }

        return new SearchKnowledge(analysed, useVoikko);
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
}
