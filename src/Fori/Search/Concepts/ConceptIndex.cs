using System.Runtime.InteropServices;
using Fori.Search.Analysis;

namespace Fori.Search.Concepts;

/// <summary>
/// A vocabulary made ready for looking up: by name to concepts, from concepts to names in other languages, and word
/// for word over languages. Immutable; one for the installation.
/// </summary>
internal sealed class ConceptIndex
{
    private const int MostConceptsOfWord = 500;
    private readonly AnalysedVocabulary _vocabulary;
    private readonly Dictionary<string, int> _byUri;
    private readonly Dictionary<int, List<int>> _narrower = [];

    public ConceptIndex(AnalysedVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _byUri = new Dictionary<string, int>(vocabulary.Uris.Length, StringComparer.Ordinal);
        for (var concept = 0; concept < vocabulary.Uris.Length; concept++)
        {
            _byUri[vocabulary.Uris[concept]] = concept;
            foreach (var broader in vocabulary.Broader[concept])
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_narrower, broader, out _) ??= []).Add(concept);
            }
        }
    }

    /// <summary>Whether some label of the language holds the base form, by itself or as a part.</summary>
    public bool Knows(string language, string lemma) =>
        _vocabulary.Labels.TryGetValue(language, out var labels) && labels.Knows(lemma);

    /// <summary>
    /// Known words near a word that is not known: written with one letter amiss, or of the same beginning with another
    /// ending (gravid, graviditet). At most three, with how near (0–1).
    /// </summary>
    public IReadOnlyList<(string Word, float Nearness)> Near(string language, string word)
    {
        const int Begin = 3;
        if (word.Length < 5 || !_vocabulary.Labels.TryGetValue(language, out var labels))
        {
            return [];
        }

        var near = new List<(string Word, float Nearness)>();
        var from = Array.BinarySearch(labels.SortedWords, word[..Begin], StringComparer.Ordinal);
        for (var i = from < 0 ? ~from : from; i < labels.SortedWords.Length && labels.SortedWords[i].AsSpan().StartsWith(word.AsSpan(0, Begin)); i++)
        {
            var known = labels.SortedWords[i];
            var same = known.AsSpan().CommonPrefixLength(word);
            if (word.Length >= 6 && EditDistance.IsOne(word, known))
            {
                near.Add((known, 0.7f));
            }
            else if (same >= Math.Max(5, Math.Min(word.Length - 3, word.Length * 3 / 5)) && known.Length - same <= 4)
            {
                near.Add((known, 0.5f * same / Math.Max(known.Length, word.Length)));
            }
        }

        return [.. near.OrderByDescending(n => n.Nearness).ThenBy(n => n.Word, StringComparer.Ordinal).Take(3)];
    }

    /// <summary>Concepts of which one name is exactly these base forms.</summary>
    public IReadOnlyList<int> Named(string language, string key) =>
        _vocabulary.Labels.TryGetValue(language, out var labels) ? labels.Named(key).ToArray() : [];

    public int? Find(string uri) => _byUri.TryGetValue(uri, out var concept) ? concept : null;

    public string Uri(int concept) => _vocabulary.Uris[concept];

    public IReadOnlyList<int> Broader(int concept) => _vocabulary.Broader[concept].ToArray();

    public IReadOnlyList<int> Narrower(int concept) => _narrower.TryGetValue(concept, out var narrower) ? narrower : [];

    /// <summary>The names of a concept in a language that are one word: their base forms.</summary>
    public IEnumerable<string> OneWordNames(int concept, string language) =>
        _vocabulary.Labels.TryGetValue(language, out var labels) ? labels.OneWordNames(concept) : [];

    /// <summary>
    /// Words of another language that stand in the labels of the same concepts, with how surely (0–1, Dice's
    /// coefficient): "house" stands in dozens of labels beside "talo", so it needs no label of its own.
    /// </summary>
    public IReadOnlyList<(string Word, float Strength)> Translate(string lemma, string from, string to, int most)
    {
        if (!_vocabulary.Labels.TryGetValue(from, out var source) || !_vocabulary.Labels.TryGetValue(to, out var target))
        {
            return [];
        }

        var concepts = source.WithWord(lemma);
        if (concepts.Length is 0 or > MostConceptsOfWord)
        {
            return [];
        }

        var all = concepts.Length;
        var together = new Dictionary<int, int>();
        foreach (var concept in concepts)
        {
            foreach (var word in target.WordsOf(concept))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(together, word, out _)++;
            }
        }

        return
        [
            .. together
                .Select(t => (Word: target.SortedWords[t.Key], Strength: 2f * t.Value / (all + target.ConceptsOf(t.Key)), Count: t.Value))
                .Where(t => t.Strength >= 0.2f && (t.Count > 1 || all == 1))
                .OrderByDescending(t => t.Strength)
                .ThenBy(t => t.Word, StringComparer.Ordinal)
                .Take(most)
                .Select(t => (t.Word, t.Strength)),
        ];
    }

    /// <summary>Where names of two to four words stand in the text.</summary>
    /// <param name="language">Language of the text.</param>
    /// <param name="lemmas">First base form of each word of the text, in order.</param>
    public IEnumerable<(int Start, int Length, int Concept)> NamesIn(string language, IReadOnlyList<string> lemmas)
    {
        if (!_vocabulary.Labels.TryGetValue(language, out var labels))
        {
            yield break;
        }

        for (var start = 0; start < lemmas.Count; start++)
        {
            if (!labels.BeginsName(lemmas[start]))
            {
                continue;
            }

            for (var length = 2; length <= LabelWords.LongestName && start + length <= lemmas.Count; length++)
            {
                foreach (var concept in Named(language, string.Join(' ', lemmas.Skip(start).Take(length))))
                {
                    yield return (start, length, concept);
                }
            }
        }
    }
}
