using Fori.Search.Analysis;

namespace Fori.Search.Concepts;

/// <summary>The words of a language of which compounds are made: those of the vocabulary's labels and the everyday ones, with their stems.</summary>
internal static class Lexicon
{
    private const int ShortestWord = 3;
    private const int LongestLabel = 8;

    public static HashSet<string> Of(ConceptVocabulary vocabulary, string language)
    {
        var stemmer = language switch { "fi" => Stemmer.Finnish, "sv" => Stemmer.Swedish, _ => Stemmer.English };
        var lexicon = new HashSet<string>(StringComparer.Ordinal);
        var labels = vocabulary.Concepts.Select(c => c.Labels.GetValueOrDefault(language)).OfType<string>();
        foreach (var word in EverydayWords.Of(language).Concat(GenericHeads.Of(language)).Concat(labels.SelectMany(l => Words.Of(l, LongestLabel).Select(w => w.Text))))
        {
            if (word.Length >= ShortestWord && word.All(char.IsLetter) && !FunctionWords.IsEmpty(language, word))
            {
                lexicon.Add(word);
                if (stemmer.Stem(word) is { Length: >= ShortestWord } stem)
                {
                    lexicon.Add(stem);
                }
            }
        }

        return lexicon;
    }
}
