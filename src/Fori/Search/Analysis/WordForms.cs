namespace Fori.Search.Analysis;

/// <summary>What a language's analysis says of one word. All in lower case; lists without repeats, best first.</summary>
/// <param name="Word">The word itself, in lower case, with its diacritics, without hyphens.</param>
/// <param name="Lemmas">Base forms, or the stem where there is no dictionary. Never empty.</param>
/// <param name="Parts">Base forms of the parts of a compound; empty for a simple word.</param>
/// <param name="Roots">Words it is derived from: uinti → uida. Without a dictionary empty.</param>
/// <param name="Inner">Parts of a compound that the dictionary holds as one word (salibandy → sali, bandy): weak hints.</param>
/// <param name="IsKnown">The dictionary knows the word; always false without a dictionary.</param>
internal sealed record WordForms(
    string Word,
    IReadOnlyList<string> Lemmas,
    IReadOnlyList<string> Parts,
    IReadOnlyList<string> Roots,
    IReadOnlyList<string> Inner,
    bool IsKnown)
{
    public string Lemma => Lemmas[0];

    /// <summary>The terms by which the index finds the word, kept with what they are made from; null until first written.</summary>
    public byte[]? Terms { get; set; }
}

/// <summary>Takes the words of one language apart. Thread-safe; the same word always gives the same forms.</summary>
internal interface IWordAnalysis
{
    /// <summary>Names the rules, so that an index made by others is seen to be old: <c>fi:voikko</c>.</summary>
    string Name { get; }

    /// <param name="word">In lower case.</param>
    WordForms Analyze(ReadOnlySpan<char> word);
}
