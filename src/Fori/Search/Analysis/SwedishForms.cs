namespace Fori.Search.Analysis;

/// <summary>What Snowball's Swedish leaves undone: the definite neuter (biblioteket), the definite -an (gatan) and nouns made of verbs (simma → simning).</summary>
internal static class SwedishForms
{
    private static readonly string[] Definite = ["ets", "et", "t", "ans", "an"];
    private static readonly string[] NounEndings = ["ning", "ing", "ande", "ende", "nad", "else", "eri", "tion", ""];

    /// <summary>The word, or its stem, without its definite article, where that gives a word of the list; else the word.</summary>
    public static string Indefinite(string word, IReadOnlySet<string> words)
    {
        if (words.Contains(word))
        {
            return word;
        }

        foreach (var ending in Definite)
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.Ordinal) && words.Contains(word[..^ending.Length]))
            {
                return word[..^ending.Length];
            }
        }

        return word;
    }

    /// <summary>Candidates of nouns that a verb's stem makes; the caller keeps those that a vocabulary knows.</summary>
    public static IEnumerable<string> FromVerb(string stem)
    {
        if (stem.Length < 3)
        {
            yield break;
        }

        foreach (var ending in NounEndings)
        {
            yield return stem + ending;
            if (stem[^1] == stem[^2])
            {
                yield return stem[..^1] + ending;
            }
        }
    }
}
