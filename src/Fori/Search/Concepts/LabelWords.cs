using System.Runtime.InteropServices;
using Fori.Search.Analysis;

namespace Fori.Search.Concepts;

/// <summary>
/// The labels of all concepts in one language, taken apart: which names and words there are and which concepts have them.
/// Concepts are numbers, by their place in the vocabulary. Plain arrays, so that they are written and read as they are.
/// </summary>
internal sealed class LabelWords
{
    /// <summary>A name of more words is not looked for in texts.</summary>
    public const int LongestName = 4;

    private const int LongestLabel = 8;
    private readonly Dictionary<string, int> _byWord;
    private readonly Dictionary<string, int> _byName;
    private readonly HashSet<string> _firstWords;
    private readonly string[] _names;
    private readonly NumberLists _conceptsOfWord;
    private readonly NumberLists _conceptsOfName;
    private readonly NumberLists _wordsOfConcept;
    private readonly NumberLists _oneWordNames;

    private LabelWords(
        string[] words, NumberLists conceptsOfWord, string[] names, NumberLists conceptsOfName, HashSet<string> firstWords, NumberLists wordsOfConcept, NumberLists oneWordNames)
    {
        SortedWords = words;
        _names = names;
        _conceptsOfWord = conceptsOfWord;
        _conceptsOfName = conceptsOfName;
        _firstWords = firstWords;
        _wordsOfConcept = wordsOfConcept;
        _oneWordNames = oneWordNames;
        _byWord = Places(words);
        _byName = Places(names);
    }

    /// <summary>Base forms that stand in labels, alone or as parts, in ordinal order.</summary>
    public string[] SortedWords { get; }

    public static LabelWords Of(string language, IWordAnalysis analysis, ConceptVocabulary vocabulary)
    {
        var byWord = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var byName = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var firstWords = new HashSet<string>(StringComparer.Ordinal);
        var wordsOf = new List<string[]>(vocabulary.Concepts.Count);
        var namesOf = new List<string[]>(vocabulary.Concepts.Count);
        for (var concept = 0; concept < vocabulary.Concepts.Count; concept++)
        {
            var words = new HashSet<string>(StringComparer.Ordinal);
            var names = new List<string>();
            foreach (var label in Labels(vocabulary.Concepts[concept], language))
            {
                Read(label, concept);
            }

            wordsOf.Add([.. words]);
            namesOf.Add([.. names.Distinct()]);
            foreach (var word in words)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(byWord, word, out _) ??= []).Add(concept);
            }

            void Read(string label, int of)
            {
                // "films (works)": what stands in brackets tells meanings apart and is no part of the name.
                var bracket = label.IndexOf('(', StringComparison.Ordinal);
                var forms = Words.OfName(bracket > 1 ? label[..bracket] : label).Take(LongestLabel).Select(word => analysis.Analyze(word)).ToList();
                if (forms.Count == 1)
                {
                    foreach (var lemma in forms[0].Lemmas.Append(forms[0].Word).Distinct())
                    {
                        (CollectionsMarshal.GetValueRefOrAddDefault(byName, lemma, out _) ??= []).Add(of);
                    }

                    names.Add(forms[0].Lemma);
                }
                else if (forms.Count is > 1 and <= LongestName)
                {
                    firstWords.Add(forms[0].Lemma);
                    (CollectionsMarshal.GetValueRefOrAddDefault(byName, string.Join(' ', forms.Select(f => f.Lemma)), out _) ??= []).Add(of);
                }

                foreach (var form in forms.Where(f => !FunctionWords.IsEmpty(language, f.Word)))
                {
                    words.Add(form.Lemma);
                    words.UnionWith(form.Parts);
                    words.UnionWith(form.Roots);
                }
            }
        }

        string[] sortedWords = [.. byWord.Keys.Order(StringComparer.Ordinal)];
        string[] sortedNames = [.. byName.Keys.Order(StringComparer.Ordinal)];
        var (placesOfWords, placesOfNames) = (Places(sortedWords), Places(sortedNames));
        return new LabelWords(
            sortedWords,
            NumberLists.Of(sortedWords.Select(w => byWord[w])),
            sortedNames,
            NumberLists.Of(sortedNames.Select(n => byName[n])),
            firstWords,
            NumberLists.Of(wordsOf.Select(words => words.Select(w => placesOfWords[w]))),
            NumberLists.Of(namesOf.Select(names => names.Select(n => placesOfNames[n]))));
    }

    public static LabelWords Read(KnowledgeReader reader) =>
        new(reader.Strings(), reader.Lists(), reader.Strings(), reader.Lists(), reader.Strings().ToHashSet(StringComparer.Ordinal), reader.Lists(), reader.Lists());

    public void Write(KnowledgeWriter writer)
    {
        writer.Strings(SortedWords);
        writer.Lists(_conceptsOfWord);
        writer.Strings(_names);
        writer.Lists(_conceptsOfName);
        writer.Strings([.. _firstWords.Order(StringComparer.Ordinal)]);
        writer.Lists(_wordsOfConcept);
        writer.Lists(_oneWordNames);
    }

    public bool Knows(string word) => _byWord.ContainsKey(word);

    /// <summary>Concepts in whose labels the word stands; empty for an unknown one.</summary>
    public ReadOnlySpan<int> WithWord(string word) => _byWord.TryGetValue(word, out var place) ? _conceptsOfWord[place] : [];

    /// <summary>Concepts of which one name is exactly this: base forms with spaces between.</summary>
    public ReadOnlySpan<int> Named(string name) => _byName.TryGetValue(name, out var place) ? _conceptsOfName[place] : [];

    /// <summary>Whether a name of several words begins so.</summary>
    public bool BeginsName(string word) => _firstWords.Contains(word);

    /// <summary>Words of a concept's labels, as places in <see cref="SortedWords"/>.</summary>
    public ReadOnlySpan<int> WordsOf(int concept) => _wordsOfConcept[concept];

    /// <summary>How many concepts have the word of a place in <see cref="SortedWords"/>.</summary>
    public int ConceptsOf(int word) => _conceptsOfWord[word].Length;

    /// <summary>The concept's names of one word: their base forms.</summary>
    public IReadOnlyList<string> OneWordNames(int concept)
    {
        var places = _oneWordNames[concept];
        var names = new string[places.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = _names[places[i]];
        }

        return names;
    }

    private static IEnumerable<string> Labels(Concept concept, string language) =>
    [
        .. concept.Labels.TryGetValue(language, out var label) ? (string[])[label] : [],
        .. concept.AlternativeLabels.TryGetValue(language, out var others) ? others : [],
    ];

    private static Dictionary<string, int> Places(string[] sorted)
    {
        var places = new Dictionary<string, int>(sorted.Length, StringComparer.Ordinal);
        for (var i = 0; i < sorted.Length; i++)
        {
            places[sorted[i]] = i;
        }

        return places;
    }
}
