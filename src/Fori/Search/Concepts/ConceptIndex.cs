using System.Runtime.InteropServices;
using Fori.Search.Analysis;

namespace Fori.Search.Concepts;

/// <summary>
/// A vocabulary made ready for looking up: by name to concepts, from concepts to names in other languages, and word
/// for word over languages. Immutable; one for the installation.
/// </summary>
internal sealed class ConceptIndex
{
    private const int LongestLabel = 4;
    private const int MostConceptsOfWord = 500;
    private readonly ConceptVocabulary _vocabulary;
    private readonly Dictionary<string, LanguageLabels> _languages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _byUri = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<int>> _narrower = [];

    public ConceptIndex(ConceptVocabulary vocabulary, IReadOnlyDictionary<string, IWordAnalysis> analyses)
    {
        _vocabulary = vocabulary;
        for (var i = 0; i < vocabulary.Concepts.Count; i++)
        {
            _byUri[vocabulary.Concepts[i].Uri] = i;
        }

        for (var i = 0; i < vocabulary.Concepts.Count; i++)
        {
            foreach (var broader in vocabulary.Concepts[i].Broader)
            {
                if (_byUri.TryGetValue(broader, out var wide))
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(_narrower, wide, out _) ??= []).Add(i);
                }
            }
        }

        // The analysis of tens of thousands of labels is what an installation waits for when it starts.
        Parallel.ForEach(analyses, language =>
        {
            var labels = new LanguageLabels(language.Key, language.Value, vocabulary);
            lock (_languages)
            {
                _languages.Add(language.Key, labels);
            }
        });
    }

    /// <summary>Whether some label of the language holds the base form, by itself or as a part.</summary>
    public bool Knows(string language, string lemma) =>
        _languages.TryGetValue(language, out var labels) && labels.ByWord.ContainsKey(lemma);

    /// <summary>
    /// Known words near a word that is not known: written with one letter amiss, or of the same beginning with another
    /// ending (gravid, graviditet). At most three, with how near (0–1).
    /// </summary>
    public IReadOnlyList<(string Word, float Nearness)> Near(string language, string word)
    {
        const int Begin = 3;
        if (word.Length < 5 || !_languages.TryGetValue(language, out var labels))
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
        _languages.TryGetValue(language, out var labels) && labels.ByName.TryGetValue(key, out var concepts) ? concepts : [];

    public int? Find(string uri) => _byUri.TryGetValue(uri, out var concept) ? concept : null;

    public string Uri(int concept) => _vocabulary.Concepts[concept].Uri;

    public IEnumerable<int> Broader(int concept) =>
        _vocabulary.Concepts[concept].Broader.Select(Find).OfType<int>();

    public IEnumerable<int> Related(int concept) =>
        _vocabulary.Concepts[concept].Related.Select(Find).OfType<int>();

    public IReadOnlyList<int> Narrower(int concept) => _narrower.TryGetValue(concept, out var narrower) ? narrower : [];

    /// <summary>The names of a concept in a language that are one word: their base forms.</summary>
    public IEnumerable<string> OneWordNames(int concept, string language) =>
        _languages.TryGetValue(language, out var labels) ? labels.OneWordNames[concept] : [];

    /// <summary>
    /// Words of another language that stand in the labels of the same concepts, with how surely (0–1, Dice's
    /// coefficient): "house" stands in dozens of labels beside "talo", so it needs no label of its own.
    /// </summary>
    public IReadOnlyList<(string Word, float Strength)> Translate(string lemma, string from, string to, int most)
    {
        if (!_languages.TryGetValue(from, out var source) || !_languages.TryGetValue(to, out var target)
            || !source.ByWord.TryGetValue(lemma, out var concepts) || concepts.Count > MostConceptsOfWord)
        {
            return [];
        }

        var together = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var concept in concepts)
        {
            foreach (var word in target.WordsOf[concept])
            {
                CollectionsMarshal.GetValueRefOrAddDefault(together, word, out _)++;
            }
        }

        return
        [
            .. together
                .Select(t => (Word: t.Key, Strength: 2f * t.Value / (concepts.Count + target.ByWord[t.Key].Count), Count: t.Value))
                .Where(t => t.Strength >= 0.2f && (t.Count > 1 || concepts.Count == 1))
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
        if (!_languages.TryGetValue(language, out var labels))
        {
            yield break;
        }

        for (var start = 0; start < lemmas.Count; start++)
        {
            if (!labels.FirstWords.Contains(lemmas[start]))
            {
                continue;
            }

            for (var length = 2; length <= LongestLabel && start + length <= lemmas.Count; length++)
            {
                if (labels.ByName.TryGetValue(string.Join(' ', lemmas.Skip(start).Take(length)), out var concepts))
                {
                    foreach (var concept in concepts)
                    {
                        yield return (start, length, concept);
                    }
                }
            }
        }
    }

    private sealed class LanguageLabels
    {
        public LanguageLabels(string language, IWordAnalysis analysis, ConceptVocabulary vocabulary)
        {
            WordsOf = new string[vocabulary.Concepts.Count][];
            OneWordNames = new string[vocabulary.Concepts.Count][];
            var words = new HashSet<string>(StringComparer.Ordinal);
            var names = new List<string>();
            for (var concept = 0; concept < WordsOf.Length; concept++)
            {
                words.Clear();
                names.Clear();
                foreach (var label in Labels(vocabulary.Concepts[concept], language))
                {
                    Read(label, concept, language, analysis, words, names);
                }

                WordsOf[concept] = words.Count == 0 ? [] : [.. words];
                OneWordNames[concept] = names.Count == 0 ? [] : [.. names.Distinct()];
                foreach (var word in words)
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(ByWord, word, out _) ??= []).Add(concept);
                }
            }

            SortedWords = [.. ByWord.Keys.Order(StringComparer.Ordinal)];
        }

        /// <summary>In ordinal order.</summary>
        public string[] SortedWords { get; }

        public Dictionary<string, List<int>> ByName { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<int>> ByWord { get; } = new(StringComparer.Ordinal);

        public HashSet<string> FirstWords { get; } = new(StringComparer.Ordinal);

        public string[][] WordsOf { get; }

        public string[][] OneWordNames { get; }

        private static IEnumerable<string> Labels(Concept concept, string language)
        {
            if (concept.Labels.TryGetValue(language, out var label))
            {
                yield return label;
            }

            if (concept.AlternativeLabels.TryGetValue(language, out var others))
            {
                foreach (var other in others)
                {
                    yield return other;
                }
            }
        }

        private void Read(string label, int concept, string language, IWordAnalysis analysis, HashSet<string> words, List<string> names)
        {
            // "films (works)": what stands in brackets tells meanings apart and is no part of the name.
            var bracket = label.IndexOf('(', StringComparison.Ordinal);
            var forms = Words.OfName(bracket > 1 ? label[..bracket] : label).Take(8).Select(w => analysis.Analyze(w)).ToList();
            if (forms.Count == 0)
            {
                return;
            }

            if (forms.Count == 1)
            {
                foreach (var lemma in forms[0].Lemmas.Append(forms[0].Word).Distinct())
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(ByName, lemma, out _) ??= []).Add(concept);
                }

                names.Add(forms[0].Lemma);
            }
            else if (forms.Count <= LongestLabel)
            {
                FirstWords.Add(forms[0].Lemma);
                (CollectionsMarshal.GetValueRefOrAddDefault(ByName, string.Join(' ', forms.Select(f => f.Lemma)), out _) ??= []).Add(concept);
            }

            foreach (var form in forms.Where(f => !FunctionWords.IsEmpty(language, f.Word)))
            {
                words.Add(form.Lemma);
                words.UnionWith(form.Parts);
                words.UnionWith(form.Roots);
            }
        }
    }
}
