namespace Fori.Nodes;

/// <summary>
/// Memory that the caches of a node's tenants share: one tenant alone may fill it, many have an even share each. Whoever
/// holds more than its share gives way when it next keeps something, so at most twice the room is ever held.
/// </summary>
/// <param name="bytes">Sum of the weights.</param>
public sealed class CacheRoom(long bytes)
{
    private long _held;
    private int _sharers;

    /// <summary>Weight of all that is held, in bytes.</summary>
    public long Held => Volatile.Read(ref _held);

    internal void Join() => Interlocked.Increment(ref _sharers);

    internal void Leave() => Interlocked.Decrement(ref _sharers);

    internal void Take(long weight) => Interlocked.Add(ref _held, weight);

    /// <summary>Whether a cache that holds so much has to give way.</summary>
    internal bool IsTooFullFor(long weight) => Held > bytes && weight > bytes / Math.Max(1, Volatile.Read(ref _sharers));
}
