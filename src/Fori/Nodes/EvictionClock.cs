// No cache ever holds what was made before a change that evicted it. The rule that keeps it so: whoever makes something
// to be cached notes the clock first and is refused at the end when one of its tags was evicted since.
namespace Fori.Nodes;

/// <summary>Counts evictions of one tenant on this node, and remembers the latest ones by tag.</summary>
public sealed class EvictionClock
{
    private const int Remembered = 50_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _evictedAt = [];
    private readonly Queue<(string Tag, long At)> _order = new();
    private long _now;
    private long _forgottenUntil;

    /// <summary>To be noted before the first read of what will be cached.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>Says that everything with these tags is out of date; <paramref name="remove"/> drops it from the cache under the same lock.</summary>
    public void Evict(IReadOnlyCollection<string> tags, Action remove)
    {
        lock (_lock)
        {
            var now = ++_now;
            foreach (var tag in tags)
            {
                _evictedAt[tag] = now;
                _order.Enqueue((tag, now));
            }

            while (_order.Count > Remembered)
            {
                var (tag, at) = _order.Dequeue();
                _forgottenUntil = at;
                if (_evictedAt.TryGetValue(tag, out var last) && last == at)
                {
                    _evictedAt.Remove(tag);
                }
            }

            remove();
        }
    }

    /// <summary>Says that everything is out of date.</summary>
    public void EvictAll(Action remove)
    {
        lock (_lock)
        {
            _forgottenUntil = ++_now;
            remove();
        }
    }

    /// <summary>Runs <paramref name="put"/> unless one of the tags was evicted since <paramref name="noted"/>.</summary>
    public bool TryFill(long noted, IReadOnlyCollection<string> tags, Action put)
    {
        lock (_lock)
        {
            if (noted < _forgottenUntil)
            {
                return false;
            }

            if (noted != _now)
            {
                foreach (var tag in tags)
                {
                    if (_evictedAt.TryGetValue(tag, out var at) && at > noted)
                    {
                        return false;
                    }
                }
            }

            put();
            return true;
        }
    }
}
