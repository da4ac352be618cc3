// The staff's index of one tenant: drafts and all that people write, beside the public's index and never mixed with it.
// It is opened by the first question of the staff, follows the log when it is asked (so an answer is never older than what
// was committed before the question), and is closed again when nobody has asked for a while.
using System.Diagnostics;
using Fori.Documents;
using Fori.Search;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Nodes;

public sealed partial class TenantNode
{
    private const int StaffChangesAtOnce = 2_000;
    private static readonly TimeSpan StaffPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StaffIdle = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan StaffCommitEvery = TimeSpan.FromSeconds(30);

    // Held while the index is asked, followed, made or closed: nobody reads what another closes. A question takes milliseconds.
    private readonly SemaphoreSlim _staffing = new(1, 1);
    private SearchIndex? _staff;
    private LogCursor _staffApplied;
    private DateTimeOffset _staffAskedAt;
    private long _staffCommitted;
    private Task? _staffFilling;
    private int _staffFilled;

    /// <summary>How many documents the index of the staff has taken up while it is being made.</summary>
    public int StaffFilled => Volatile.Read(ref _staffFilled);

    /// <summary>The staff's index is in memory here.</summary>
    public bool HasStaffIndex => _staff is not null;

    private IReadOnlyList<DocumentType> EditedTypes => field ??= [.. _node.Types.All.Where(t => t.Kind.IsEdited)];

    /// <summary>Asks the index of what the staff write, followed up to everything that was committed before.</summary>
    /// <param name="ask">Short, and keeps nothing of the index.</param>
    /// <returns>Null while the index is being made, which takes a while for a tenant of many documents: ask again.</returns>
    public async Task<T?> AskStaffAsync<T>(Func<SearchIndex, T> ask, CancellationToken ct)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(ask);
        while (true)
        {
            if (_staffFilling is { IsCompleted: false } filling)
            {
                try
                {
                    await filling.WaitAsync(StaffPatience, ct);
                }
                catch (TimeoutException)
                {
                    return null;
                }
            }

            await _staffing.WaitAsync(ct);
            try
            {
                _staffAskedAt = _node.Clock.GetUtcNow();
                if (await FollowStaffAsync(ct))
                {
                    return ask(_staff!); // Following opened it.
                }

                if (_staffFilling is null or { IsCompleted: true })
                {
                    _staffFilling = Task.Run(FillStaffAsync, CancellationToken.None);
                }
            }
            finally
            {
                _staffing.Release();
            }
        }
    }

    /// <summary>Gives the memory of the staff's index back when nobody has asked it for a while.</summary>
    internal async Task CloseIdleStaffAsync()
    {
        if (_staff is null || _node.Clock.GetUtcNow() - _staffAskedAt < StaffIdle || !await _staffing.WaitAsync(0))
        {
            return;
        }

        try
        {
            CloseStaff();
        }
        finally
        {
            _staffing.Release();
        }
    }

    /// <summary>Removes the staff's index with its files, as an erasure asks; the next question makes it anew.</summary>
    private async Task ForgetStaffAsync(CancellationToken ct)
    {
        await _staffing.WaitAsync(ct);
        try
        {
            _staff?.Dispose();
            _staff = null;
            _staffApplied = default;
            _node.DeleteStaffIndex(Tenant.Id);
        }
        finally
        {
            _staffing.Release();
        }
    }

    private async Task EndStaffAsync()
    {
        if (_staffFilling is { } filling)
        {
            // A failure of it was told when it happened.
            await filling.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await _staffing.WaitAsync();
        CloseStaff();
        _staffing.Dispose();
    }

    private void CloseStaff()
    {
        if (_staff is not { } index)
        {
            return;
        }

        if (_staffApplied != default)
        {
            CommitStaff();
        }

        index.Dispose();
        _staff = null;
        _staffApplied = default;
    }

    /// <returns>False when it must be made from the beginning.</returns>
    private async Task<bool> FollowStaffAsync(CancellationToken ct)
    {
        _staff ??= _node.OpenStaffIndex(Tenant.Id);
        if (_staffApplied == default)
        {
            if (_staff.Cursor?.Split(' ') is not [var shape, var text] || shape != StaffDocuments.Fingerprint(EditedTypes) || !LogCursor.TryParse(text, out var kept))
            {
                return false;
            }

            _staffApplied = kept.Value;
        }

        while (true)
        {
            var from = _staffApplied;
            var (head, mark, changes) = await _node.Database.ReadAsync(Tenant.Id, async session =>
            {
                var row = await session.HeadAsync(ct);
                var own = from.Sequence == 0 ? from.Mark : await session.MarkOfAsync(from.Sequence, ct);
                return (row, own, row.Head <= from.Sequence ? [] : await session.ChangesOfTypesAsync([.. EditedTypes.Select(t => t.Name)], from.Sequence, row.Head, StaffChangesAtOnce, ct));
            }, ct);
            if (head.Epoch != from.Epoch || mark != from.Mark || changes.Exists(c => c.Operation == ChangeOperation.Erase))
            {
                // What was erased must not stay in old segments, so they all go.
                _staffApplied = default;
                return false;
            }

            if (changes.Count > 0)
            {
                await IndexStaffAsync([.. changes.Select(c => c.Id).Distinct()], ct);
                _staff.Refresh();
            }

            var isWhole = changes.Count < StaffChangesAtOnce;
            _staffApplied = isWhole ? CursorOf(head) : new LogCursor(head.Epoch, changes[^1].Sequence, changes[^1].Mark);
            if (changes.Count > 0 && Stopwatch.GetElapsedTime(_staffCommitted) >= StaffCommitEvery)
            {
                CommitStaff();
            }

            if (isWhole)
            {
                return true;
            }
        }
    }

    private async Task FillStaffAsync()
    {
        var ct = _stop.Token;
        await _staffing.WaitAsync(ct);
        try
        {
            var start = CursorOf(await _node.Database.ReadAsync(Tenant.Id, session => session.HeadAsync(ct), ct));
            _staff ??= _node.OpenStaffIndex(Tenant.Id);
            _staff.Clear();
            Volatile.Write(ref _staffFilled, 0);
            foreach (var type in EditedTypes)
            {
                var after = Guid.Empty;
                while (await _node.Database.ReadAsync(Tenant.Id, session => session.IdsOfTypeAsync(type.Name, after, FilledAtOnce, ct), ct) is { Count: > 0 } ids)
                {
                    await IndexStaffAsync(ids, ct);
                    after = ids[^1];
                    Interlocked.Add(ref _staffFilled, ids.Count);
                }
            }

            _staff.Refresh();
            _staffApplied = start;
            CommitStaff();
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // Whoever waits is told too; whoever comes next tries again.
            _node.Report(Tenant, e);
            throw;
        }
        finally
        {
            _staffing.Release();
        }
    }

    private async Task IndexStaffAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        var documents = await _node.Database.ReadAsync(Tenant.Id, session => session.OverseenAsync(ids, ct), ct);
        var known = documents.Where(d => _node.Types.Find(d.Document.Type) is { Kind.IsEdited: true }).ToList();
        var languages = (await SiteSettings.LoadAsync(this, ct)).Languages;
        var entries = known.Count < 8
            ? known.ConvertAll(d => StaffDocuments.Of(_node.Types[d.Document.Type], d, languages))
            : [.. known.AsParallel().AsOrdered().WithDegreeOfParallelism(2).Select(d => StaffDocuments.Of(_node.Types[d.Document.Type], d, languages))];
        _staff!.Apply(entries, [.. ids.Except(entries.Select(e => e.Id))]); // Opened before.
    }

    private void CommitStaff()
    {
        _staff!.Commit($"{StaffDocuments.Fingerprint(EditedTypes)} {_staffApplied}"); // Opened before.
        _staffCommitted = Stopwatch.GetTimestamp();
    }

    private static LogCursor CursorOf(HeadRow head) => new(head.Epoch, head.Head, head.Head == 0 ? 0 : head.Mark);
}
