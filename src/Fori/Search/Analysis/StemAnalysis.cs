namespace Fori.Search.Analysis;

/// <summary>The analysis of a language by its Snowball stems, and by compound parts where the language makes compounds.</summary>
/// <param name="name">As <c>sv:snowball</c>.</param>
/// <param name="stemmer">Snowball of the language.</param>
/// <param name="splitter">Null for a language that writes its compounds apart.</param>
/// <param name="before">What is done to a word before it is stemmed; null does nothing.</param>
internal sealed class StemAnalysis(string name, Stemmer stemmer, CompoundSplitter? splitter, Func<string, string>? before = null) : IWordAnalysis
{
    private readonly BoundedCache<string, WordForms> _cache = new(capacity: 50_000);

    public string Name => name;

    public WordForms Analyze(ReadOnlySpan<char> word) => _cache.TryGet(word, out var known) ? known : _cache.GetOrAdd(word.ToString(), Read);

    private WordForms Read(string text)
    {
        var word = Words.Joined(text);
        if (!word.All(char.IsLetter))
        {
            return new WordForms(word, [word], [], [], [], IsKnown: false);
        }

        var stem = stemmer.Stem(before?.Invoke(word) ?? word);
        var parts = splitter?.Split(word) ?? [];
        if (parts.Count == 0 && stem != word && splitter is not null)
        {
            parts = splitter.Split(stem);
        }

        return new WordForms(word, [stem], [.. parts.Select(stemmer.Stem).Distinct()], [], [], IsKnown: false);
    }
}

/// <summary>The analysis of a language of which nothing is known: the word is its only form.</summary>
internal sealed class PlainAnalysis : IWordAnalysis
{
    public string Name => "plain";

    public WordForms Analyze(ReadOnlySpan<char> word)
    {
        var joined = Words.Joined(word.ToString());
        return new WordForms(joined, [joined], [], [], [], IsKnown: false);
    }
}
