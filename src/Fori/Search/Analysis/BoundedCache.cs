using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Fori.Search.Analysis;

/// <summary>
/// Remembers what costs to make. Two generations: when the young one is full it becomes the old one, so what is used
/// stays and memory is bounded without a list of uses to lock.
/// </summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
    where TValue : class
{
    private ConcurrentDictionary<TKey, TValue> _young = new();
    private ConcurrentDictionary<TKey, TValue> _old = new();
    private int _count;

    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        if (_young.TryGetValue(key, out var value))
        {
            return value;
        }

        if (!_old.TryGetValue(key, out value))
        {
            value = make(key);
        }

        if (_young.TryAdd(key, value) && Interlocked.Increment(ref _count) > capacity)
        {
            Interlocked.Exchange(ref _count, 0);
            _old = Interlocked.Exchange(ref _young, new ConcurrentDictionary<TKey, TValue>());
        }

        return value;
    }

    /// <summary>Looks without making a key; what is found in the old generation only counts as not found.</summary>
    public bool TryGet<TAlternate>(TAlternate key, [NotNullWhen(true)] out TValue? value)
        where TAlternate : notnull, allows ref struct =>
        _young.GetAlternateLookup<TAlternate>().TryGetValue(key, out value);
}
