// One tenant on one node. After a commit everything here follows in one order: document cache → search index → pages →
// visible sequence. Whoever waits for a sequence therefore never sees anything older.
using System.Diagnostics;
using Fori.Documents;
using Fori.Search;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;

namespace Fori.Nodes;

/// <summary>What this node keeps of a tenant to answer from: documents, the index, pages; and how far it has followed the log.</summary>
public sealed partial class TenantNode : IAsyncDisposable
{
    private static readonly TimeSpan CommitEvery = TimeSpan.FromSeconds(2);
    private readonly Node _node;
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedDictionary<long, List<TaskCompletionSource>> _waiters = [];
    private readonly TaskCompletionSource _caughtUp = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LinkedList<Guid> _fanOut = new();
    private readonly HashSet<Guid> _inFanOut = [];
    private Task _loop = Task.CompletedTask;
    private LogCursor _applied;
    private long _visible;
    private long _lagSince;
    private int _hurried;
    private long _committed;
    private bool _uncommitted;

    private TenantNode(Node node, Tenant tenant, SearchIndex index)
    {
        _node = node;
        Tenant = tenant;
        Index = index;
        Documents = new TaggedCache<LoadedDocument>(node.DocumentRoom, node.Clock);
        Pages = new TaggedCache<CachedPage>(node.PageRoom, node.Clock);
    }

    public Tenant Tenant { get; }

    public SearchIndex Index { get; private set; }

    public TaggedCache<CachedPage> Pages { get; }

    internal TaggedCache<LoadedDocument> Documents { get; }

    /// <summary>Everything up to this change is in documents, index and pages of this node.</summary>
    public long VisibleSequence => Volatile.Read(ref _visible);

    public int Epoch => _applied.Epoch;

    /// <summary>How long the oldest change that this node has heard of has waited to become visible.</summary>
    public TimeSpan Lag => Volatile.Read(ref _lagSince) is > 0 and var since ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The failure that keeps it from following, retried every second; null while all is well.</summary>
    public Exception? Failure { get; private set; }

    internal static TenantNode Open(Node node, Tenant tenant)
    {
        var self = new TenantNode(node, tenant, node.OpenIndex(tenant.Id));
        self._loop = Task.Run(self.RunAsync);
        return self;
    }

    /// <summary>Ends when the node has followed the log to where it stood at opening.</summary>
    public Task CaughtUp => _caughtUp.Task;

    /// <summary>Says that the head may have moved.</summary>
    public void Poke()
    {
        Interlocked.CompareExchange(ref _lagSince, Stopwatch.GetTimestamp(), 0);
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already and looks again before it sleeps.
        }
    }

    /// <summary>Waits until a change is visible here, which is hurried for it.</summary>
    /// <returns>False when it took longer than <paramref name="patience"/>.</returns>
    public async Task<bool> WaitForAsync(long sequence, TimeSpan patience, CancellationToken ct)
    {
        Interlocked.Increment(ref _hurried);
        try
        {
            return await WaitPatientlyAsync(sequence, patience, ct);
        }
        finally
        {
            Interlocked.Decrement(ref _hurried);
        }
    }

    /// <summary>The same for who only wants to be told: changes that come one behind another are still taken together.</summary>
    public async Task<bool> WaitPatientlyAsync(long sequence, TimeSpan patience, CancellationToken ct)
    {
        if (VisibleSequence >= sequence)
        {
            return true;
        }

        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_waiters)
        {
            if (VisibleSequence >= sequence)
            {
                return true;
            }

            if (!_waiters.TryGetValue(sequence, out var list))
            {
                _waiters[sequence] = list = [];
            }

            list.Add(waiter);
        }

        Poke();
        return await Task.WhenAny(waiter.Task, Task.Delay(patience, ct)) == waiter.Task;
    }

    /// <summary>Throws the index away and makes it again from the store; searches see the old one until then.</summary>
    public async Task RebuildAsync(CancellationToken ct)
    {
        await _following.WaitAsync(ct);
        try
        {
            await FillAsync(ct);
        }
        finally
        {
            _following.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        await EndStaffAsync();
        if (_uncommitted)
        {
            CommitIndex();
        }

        Index.Dispose();
        Documents.Dispose();
        Pages.Dispose();
        _signal.Dispose();
        _following.Dispose();
        _stop.Dispose();
    }

    private readonly SemaphoreSlim _following = new(1, 1);

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await _following.WaitAsync(_stop.Token);
                TimeSpan rest;
                try
                {
                    rest = await FollowAsync(_stop.Token);
                }
                finally
                {
                    _following.Release();
                }

                Failure = null;
                if (rest == Timeout.InfiniteTimeSpan)
                {
                    _caughtUp.TrySetResult();
                    rest = _uncommitted ? CommitEvery : Timeout.InfiniteTimeSpan;
                }

                if (rest != TimeSpan.Zero)
                {
                    await _signal.WaitAsync(rest, _stop.Token);
                    if (_uncommitted && Stopwatch.GetElapsedTime(_committed) >= CommitEvery)
                    {
                        CommitIndex();
                    }
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Failure = e;
                _node.Report(Tenant, e);
                await Task.Delay(TimeSpan.FromSeconds(1), _node.Clock, CancellationToken.None);
            }
        }
    }

    private void MakeVisible(LogCursor applied, long head)
    {
        _applied = applied;
        Volatile.Write(ref _visible, applied.Sequence);
        if (applied.Sequence >= head)
        {
            Interlocked.Exchange(ref _lagSince, 0);
        }
        else
        {
            Interlocked.Exchange(ref _lagSince, Stopwatch.GetTimestamp());
        }

        List<TaskCompletionSource>? ready = null;
        lock (_waiters)
        {
            while (_waiters.Count > 0 && _waiters.First() is var (sequence, list) && sequence <= applied.Sequence)
            {
                (ready ??= []).AddRange(list);
                _waiters.Remove(sequence);
            }
        }

        ready?.ForEach(w => w.TrySetResult());
    }
}

/// <summary>A page or list as bytes, ready to be sent.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Compress">Makes the same in Brotli, or null when that is not shorter; null when it is not worth trying.</param>
public sealed record CachedPage(int Status, string ContentType, PageBody Body, Func<byte[], byte[]?>? Compress, string ETag, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Tokens of what stands on it and visitors may close: for who closed some there is another page.</summary>
    public IReadOnlyList<string> Dismissible { get; init; } = [];

    /// <summary>A search that found nothing, to be counted whenever the page is sent; null for every other page.</summary>
    public (string Language, string Words)? Missed { get; init; }

    // What it is taken to weigh compressed, before it is: text goes to about a fifth.
    private const int SmallerBy = 5;
    private byte[]? _brotli;
    private volatile bool _tried;

    /// <summary>
    /// The body compressed; null when that was not worth it. Made when it is first taken, and only then: it costs more than
    /// all else of a list, and programs seldom take Brotli.
    /// </summary>
    public byte[]? Brotli
    {
        get
        {
            // Two who ask at once may both make it; it comes out the same.
            if (!_tried && Compress is not null)
            {
                _brotli = Compress(Body.ToArray());
                _tried = true;
            }

            return _brotli;
        }
    }

    /// <summary>Bytes that it holds, with what it will hold compressed.</summary>
    public long Weight => Body.Length + (Compress is null ? 0 : Body.Length / SmallerBy);
}
