using System.Runtime.InteropServices;

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
public sealed class TaggedCache<T> : IDisposable
    where T : class
{
    private readonly CacheRoom _room;
    private readonly TimeProvider _clock;
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<Entry>> _byTag = [];
    private readonly Queue<Entry> _order = new();
    private readonly EvictionClock _evictions = new();
    private long _weight;

    /// <param name="room">Shared with the caches of other tenants.</param>
    public TaggedCache(CacheRoom room, TimeProvider clock)
    {
        (_room, _clock) = (room, clock);
        room.Join();
    }

    public int Count => _entries.Count;

    public long Note() => _evictions.Now;

    public T? Find(string key)
    {
        if (!_entries.TryGetValue(key, out var entry) || (entry.Until is { } until && until <= _clock.GetUtcNow()))
        {
            return null;
        }

        if (!entry.Asked)
        {
            entry.Asked = true;
        }

        return entry.Value;
    }

    /// <param name="noted">What <see cref="Note"/> said before the first read.</param>
    /// <param name="until">When it goes out of date by itself; null = never.</param>
    /// <returns>False when it was out of date already; it may be answered with, not kept.</returns>
    public bool TryPut(string key, T value, IReadOnlyCollection<string> tags, long weight, long noted, DateTimeOffset? until = null) =>
        _evictions.TryFill(noted, tags, () =>
        {
            if (_entries.TryGetValue(key, out var former))
            {
                Remove(former);
            }

            var entry = new Entry(key, value, tags, weight, until);
            _entries[key] = entry;
            Weigh(weight);
            _order.Enqueue(entry);
            if (_order.Count > (2 * _entries.Count) + 1_000)
            {
                // Those that were evicted still stand in it.
                var kept = _order.Where(e => !e.IsGone).ToList();
                _order.Clear();
                kept.ForEach(_order.Enqueue);
            }

            foreach (var tag in tags)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(_byTag, tag, out _) ??= []).Add(entry);
            }

            Shrink();
        });

    public void Evict(IReadOnlyCollection<string> tags) => _evictions.Evict(tags, () =>
    {
        foreach (var tag in tags)
        {
            if (_byTag.TryGetValue(tag, out var entries))
            {
                foreach (var entry in entries.ToArray())
                {
                    Remove(entry);
                }
            }
        }
    });

    public void EvictAll() => _evictions.EvictAll(() =>
    {
        _entries.Clear();
        _byTag.Clear();
        _order.Clear();
        Weigh(-_weight);
    });

    /// <summary>Gives its share of the room back, once nobody asks it any more.</summary>
    public void Dispose()
    {
        EvictAll();
        _room.Leave();
    }

    private void Weigh(long weight)
    {
        _weight += weight;
        _room.Take(weight);
    }

    private void Shrink()
    {
        while (_room.IsTooFullFor(_weight) && _order.TryDequeue(out var oldest))
        {
            if (oldest.IsGone)
            {
                continue;
            }

            if (oldest.Asked)
            {
                oldest.Asked = false;
                _order.Enqueue(oldest);
            }
            else
            {
                Remove(oldest);
            }
        }
    }

    private void Remove(Entry entry)
    {
        if (entry.IsGone)
        {
            return;
        }

        entry.IsGone = true;
        _entries.TryRemove(entry.Key, out _);
        Weigh(-entry.Weight);
        foreach (var tag in entry.Tags)
        {
            if (_byTag.TryGetValue(tag, out var entries) && entries.Remove(entry) && entries.Count == 0)
            {
                _byTag.Remove(tag);
            }
        }
    }

    private sealed class Entry(string key, T value, IReadOnlyCollection<string> tags, long weight, DateTimeOffset? until)
    {
        public string Key { get; } = key;

        public T Value { get; } = value;

        public IReadOnlyCollection<string> Tags { get; } = tags;

        public long Weight { get; } = weight;

        public DateTimeOffset? Until { get; } = until;

        public volatile bool Asked;

        /// <summary>Removed; to be changed under the lock of the evictions only.</summary>
        public bool IsGone;
    }
}
