using System.Collections.Concurrent;

namespace Fori.Search.Analysis;

/// <summary>
/// Remembers the forms of words. Two generations: when the young one is full it becomes the old one, so what is used
/// stays and memory is bounded without a list of uses to lock.
/// </summary>
internal sealed class WordCache(int capacity)
{
    private ConcurrentDictionary<string, WordForms> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, WordForms> _old = new(StringComparer.Ordinal);
    private int _count;

    public WordForms GetOrAdd(string word, Func<string, WordForms> analyze)
    {
        if (_young.TryGetValue(word, out var forms))
        {
            return forms;
        }

        if (!_old.TryGetValue(word, out forms))
        {
            forms = analyze(word);
        }

        if (_young.TryAdd(word, forms) && Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Exchange(ref _count, 0);
            _old = Interlocked.Exchange(ref _young, new ConcurrentDictionary<string, WordForms>(StringComparer.Ordinal));
        }

        return forms;
    }
}
