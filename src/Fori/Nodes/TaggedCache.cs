namespace Fori.Nodes;

/// <summary>What a page or list was made of: it is dropped when one of these changes.</summary>
public static class Tags
{
    /// <summary>Evicted by every change of the tenant's settings and of what stands on every page.</summary>
    public const string Everything = "*";

    public static string Document(Guid id) => id.ToString("N");

    /// <summary>Any change of any document of a type.</summary>
    public static string List(string type) => "list:" + type;
}

/// <summary>
/// Made things by key, each with tags and a weight, of one tenant on this node. Filled only through its
/// <see cref="EvictionClock"/>. When it grows too heavy, what was not asked for lately goes first.
/// </summary>
/// <param name="capacity">Sum of the weights that it keeps, in bytes.</param>
public sealed class TaggedCache<T>(long capacity, TimeProvider clock)
    where T : class
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _keysByTag = [];
    private readonly Queue<string> _order = new();
    private readonly EvictionClock _evictions = new();
    private long _weight;

    public int Count => _entries.Count;

    public long Note() => _evictions.Now;

    public T? Find(string key)
    {
        if (!_entries.TryGetValue(key, out var entry) || (entry.Until is { } until && until <= clock.GetUtcNow()))
        {
            return null;
        }

        entry.Asked = true;
        return entry.Value;
    }

    /// <param name="noted">What <see cref="Note"/> said before the first read.</param>
    /// <param name="until">When it goes out of date by itself; null = never.</param>
    /// <returns>False when it was out of date already; it may be answered with, not kept.</returns>
    public bool TryPut(string key, T value, IReadOnlyCollection<string> tags, long weight, long noted, DateTimeOffset? until = null) =>
        _evictions.TryFill(noted, tags, () =>
        {
            Remove(key);
            _entries[key] = new Entry(value, tags, weight, until);
            _weight += weight;
            _order.Enqueue(key);
            if (_order.Count > (2 * _entries.Count) + 1_000)
            {
                // Keys that were evicted and made again stand in it many times.
                var kept = _order.Where(_entries.ContainsKey).Distinct().ToList();
                _order.Clear();
                kept.ForEach(_order.Enqueue);
            }

            foreach (var tag in tags)
            {
                if (!_keysByTag.TryGetValue(tag, out var keys))
                {
                    _keysByTag[tag] = keys = [];
                }

                keys.Add(key);
            }

            Shrink();
        });

    public void Evict(IReadOnlyCollection<string> tags) => _evictions.Evict(tags, () =>
    {
        foreach (var tag in tags)
        {
            if (_keysByTag.TryGetValue(tag, out var keys))
            {
                foreach (var key in keys.ToArray())
                {
                    Remove(key);
                }
            }
        }
    });

    public void EvictAll() => _evictions.EvictAll(() =>
    {
        _entries.Clear();
        _keysByTag.Clear();
        _order.Clear();
        _weight = 0;
    });

    private void Shrink()
    {
        while (_weight > capacity && _order.TryDequeue(out var oldest))
        {
            if (_entries.TryGetValue(oldest, out var entry))
            {
                if (entry.Asked)
                {
                    entry.Asked = false;
                    _order.Enqueue(oldest);
                }
                else
                {
                    Remove(oldest);
                }
            }
        }
    }

    private void Remove(string key)
    {
        if (!_entries.TryRemove(key, out var entry))
        {
            return;
        }

        _weight -= entry.Weight;
        foreach (var tag in entry.Tags)
        {
            if (_keysByTag.TryGetValue(tag, out var keys) && keys.Remove(key) && keys.Count == 0)
            {
                _keysByTag.Remove(tag);
            }
        }
    }

    private sealed class Entry(T value, IReadOnlyCollection<string> tags, long weight, DateTimeOffset? until)
    {
        public T Value { get; } = value;

        public IReadOnlyCollection<string> Tags { get; } = tags;

        public long Weight { get; } = weight;

        public DateTimeOffset? Until { get; } = until;

        public volatile bool Asked;
    }
}
