using System.Collections.Concurrent;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace Fori.Search.Analysis;

/// <summary>Snowball's stems of one language. Thread-safe: a Snowball program keeps the word that it works on, so they are lent from a pool.</summary>
internal sealed class Stemmer(Func<SnowballProgram> make)
{
    private readonly ConcurrentBag<SnowballProgram> _idle = [];

    public static Stemmer Finnish { get; } = new(() => new FinnishStemmer());

    public static Stemmer Swedish { get; } = new(() => new SwedishStemmer());

    public static Stemmer English { get; } = new(() => new EnglishStemmer());

    public string Stem(string word)
    {
        var program = _idle.TryTake(out var idle) ? idle : make();
        program.SetCurrent(word);
        program.Stem();
        var stem = program.Current;
        _idle.Add(program);
        return stem.Length > 0 ? stem : word;
    }
}
