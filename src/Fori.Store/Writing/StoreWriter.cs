using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;
using Fori.Store.Sql;

namespace Fori.Store.Writing;

/// <summary>Who is served first: a person who waits, or a batch that has all night.</summary>
public enum WriteLane
{
    People,
    Bulk,
}

/// <summary>
/// The only way to write. Each tenant (on SQLite: the one file) has a queue with two lanes: waiting people's writes are
/// committed together before the next slice of bulk. A failed group runs again one by one, so that nobody fails for
/// another's fault.
/// </summary>
public sealed class StoreWriter(StoreDatabase database) : IAsyncDisposable
{
    private const int LargestGroup = 64;
    private readonly ConcurrentDictionary<int, WriteQueue> _queues = new();
    private readonly ConcurrentDictionary<TenantId, SemaphoreSlim> _doors = new();
    private int _stopped;

    /// <summary>Told after each commit that moved heads, before the writers are answered. Must not throw or wait.</summary>
    public event Action<TenantId, LogCursor>? Committed;

    /// <summary>Waited for before each slice of bulk, so that imports go no faster than readers can follow.</summary>
    public Func<TenantId, CancellationToken, Task>? BulkGate { get; set; }

    public StoreDatabase Database { get; } = database;

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction under the tenant's lock and commits. When it answers a refusal
    /// (<see cref="IRefusable"/>), what it gathered is dropped.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The writer has been stopped.</exception>
    public async Task<T> WriteAsync<T>(TenantId tenant, WriteLane lane, Func<TenantUnit, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _stopped) != 0, this);
        var item = new WriteItem<T>(tenant, work, ct);
        if (lane == WriteLane.Bulk && BulkGate is { } gate)
        {
            // Two slices of one run may wait at the gate at once; they go through in the order in which they came, which a
            // semaphore keeps for waiters without a thread. Else a checkpoint would speak of records that are not written.
            var door = _doors.GetOrAdd(tenant, static _ => new SemaphoreSlim(1, 1));
            await door.WaitAsync(ct);
            try
            {
                await gate(tenant, ct);
                Queue(item, lane);
            }
            finally
            {
                door.Release();
            }
        }
        else
        {
            Queue(item, lane);
        }

        return await item.Answer.Task;
    }

    private void Queue(WriteItem item, WriteLane lane)
    {
        var tenant = item.Tenant;
        var queue = _queues.GetOrAdd(Database.WritesOneAtATime ? 0 : tenant.Number, _ => new WriteQueue(this));
        var queued = (lane == WriteLane.People ? queue.People : queue.Bulk).Writer.TryWrite(item);
        ObjectDisposedException.ThrowIf(!queued, this);

        queue.Signal();
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _stopped, 1);
        foreach (var queue in _queues.Values)
        {
            await queue.DisposeAsync();
        }
    }

    private async Task RunGroupAsync(IReadOnlyList<WriteItem> group)
    {
        try
        {
            await CommitAsync(group);
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var item in group)
            {
                await RunGroupAsync([item]);
            }
        }
        catch (Exception e)
        {
            group[0].Fail(e);
        }
    }

    private async Task CommitAsync(IReadOnlyList<WriteItem> group)
    {
        var units = new Dictionary<TenantId, (TenantUnit Unit, long Before)>();
        await using (var transaction = await Database.BeginAsync(CancellationToken.None))
        {
            foreach (var item in group)
            {
                if (!units.TryGetValue(item.Tenant, out var open))
                {
                    var session = await transaction.OpenAsync(item.Tenant, CancellationToken.None);
                    var head = await session.HeadAsync(CancellationToken.None);
                    var now = Schema.Instants.WholeMicroseconds(Database.Clock.GetUtcNow());
                    open = units[item.Tenant] = (new TenantUnit(session, head, now, NewMark()), head.Head);
                }

                await item.RunAsync(open.Unit);
                await open.Unit.FlushAsync(CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }

        foreach (var (tenant, (unit, before)) in units)
        {
            if (unit.Head != before)
            {
                Committed?.Invoke(tenant, unit.Cursor);
            }
        }

        foreach (var item in group)
        {
            item.Succeed();
        }
    }

    private static long NewMark() => BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));

    private sealed class WriteQueue : IAsyncDisposable
    {
        private readonly StoreWriter _writer;
        private readonly SemaphoreSlim _signal = new(0);
        private readonly Task _loop;
        private volatile bool _stopping;

        public WriteQueue(StoreWriter writer)
        {
            _writer = writer;
            _loop = Task.Run(RunAsync);
        }

        public Channel<WriteItem> People { get; } = Channel.CreateUnbounded<WriteItem>();

        public Channel<WriteItem> Bulk { get; } = Channel.CreateUnbounded<WriteItem>();

        public void Signal() => _signal.Release();

        public async ValueTask DisposeAsync()
        {
            People.Writer.TryComplete();
            Bulk.Writer.TryComplete();
            _stopping = true;
            _signal.Release();
            await _loop;
            _signal.Dispose();
        }

        private async Task RunAsync()
        {
            var group = new List<WriteItem>(LargestGroup);
            while (true)
            {
                group.Clear();
                while (group.Count < LargestGroup && People.Reader.TryRead(out var item))
                {
                    if (item.Begin())
                    {
                        group.Add(item);
                    }
                }

                if (group.Count == 0 && Bulk.Reader.TryRead(out var bulk) && bulk.Begin())
                {
                    group.Add(bulk);
                }

                if (group.Count > 0)
                {
                    await _writer.RunGroupAsync(group);
                }
                else if (People.Reader.Count == 0 && Bulk.Reader.Count == 0)
                {
                    if (_stopping)
                    {
                        return;
                    }

                    await _signal.WaitAsync();
                }
            }
        }
    }

    private abstract class WriteItem(TenantId tenant, CancellationToken ct)
    {
        public TenantId Tenant { get; } = tenant;

        protected CancellationToken Cancellation { get; } = ct;

        /// <returns>False when its caller gave up before its turn.</returns>
        public bool Begin()
        {
            if (!Cancellation.IsCancellationRequested)
            {
                return true;
            }

            Fail(new OperationCanceledException(Cancellation));
            return false;
        }

        public abstract Task RunAsync(TenantUnit unit);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class WriteItem<T>(TenantId tenant, Func<TenantUnit, CancellationToken, Task<T>> work, CancellationToken ct) : WriteItem(tenant, ct)
    {
        private T? _result;

        public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task RunAsync(TenantUnit unit)
        {
            _result = await work(unit, CancellationToken.None);
            if (_result is IRefusable { Refused: true })
            {
                unit.Discard();
            }
        }

        public override void Succeed() => Answer.TrySetResult(_result!); // RunAsync has set it.

        public override void Fail(Exception exception) => Answer.TrySetException(exception);
    }
}
