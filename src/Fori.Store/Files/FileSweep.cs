// A file goes in two steps: one sweep marks it when no version of any document names it and nothing touched it for a day;
// a sweep at least 24 h later removes it, when that still holds. Whoever writes a reference touches the row in the same
// transaction, under the tenant's lock, which removal holds too: so nothing that is referred to can go.
// While a backup copies (database first, then files) no sweep runs: both take one lease.
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Files;

/// <param name="Marked">Files that the next sweeps may remove.</param>
public sealed record SweptFiles(int Marked, int Removed);

/// <summary>Forgets files that nothing names any more.</summary>
public static class FileSweep
{
    private const string Lease = "file-sweep";
    private static readonly TimeSpan Waits = TimeSpan.FromHours(24);
    private static readonly TimeSpan SweepLasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BackupLasts = TimeSpan.FromHours(6);
    private static readonly TimeSpan BackupPatience = TimeSpan.FromMinutes(2);

    /// <summary>Sweeps one tenant.</summary>
    /// <param name="holder">Name of the node, for the lease.</param>
    /// <returns>Null while a backup or another node has the files.</returns>
    public static async Task<SweptFiles?> RunAsync(StoreWriter writer, BlobFolder blobs, DocumentKinds kinds, TenantId tenant, string holder, CancellationToken ct)
    {
        if (await writer.Database.LeaseAsync(Lease, holder, SweepLasts, ct) is null)
        {
            return null;
        }

        try
        {
            var (rows, named) = await writer.Database.ReadAsync(tenant, async session => (await session.FilesAsync(ct), await session.NamedFilesAsync(kinds, ct)), ct);
            var before = writer.Database.Clock.GetUtcNow() - Waits;
            var loose = rows.Where(r => !named.Contains(r.Hash) && r.TouchedAt < before && (r.MarkedAt is null || r.MarkedAt < before)).ToList();
            return loose.Count == 0 ? new SweptFiles(0, 0) : await writer.WriteAsync(tenant, WriteLane.Bulk, (unit, stop) => SweepAsync(unit, blobs, loose, before, stop), ct);
        }
        finally
        {
            await writer.Database.LeaseAsync(Lease, holder, TimeSpan.Zero, CancellationToken.None);
        }
    }

    /// <summary>Keeps sweeps away until it is disposed.</summary>
    /// <exception cref="TimeoutException">A sweep did not end in two minutes.</exception>
    public static async Task<IAsyncDisposable> RestAsync(StoreDatabase database, CancellationToken ct)
    {
        var holder = Guid.NewGuid().ToString("N");
        for (var began = database.Clock.GetTimestamp(); await database.LeaseAsync(Lease, holder, BackupLasts, ct) is null;)
        {
            if (database.Clock.GetElapsedTime(began) > BackupPatience)
            {
                throw new TimeoutException("Files have been swept for two minutes, or another backup runs.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), database.Clock, ct);
        }

        return new Rest(database, holder);
    }

    // What was touched since it was looked at has perhaps been named since.
    private static async Task<SweptFiles> SweepAsync(TenantUnit unit, BlobFolder blobs, IReadOnlyList<FileRow> loose, DateTimeOffset before, CancellationToken ct)
    {
        var (marked, removed) = (0, 0);
        foreach (var seen in loose)
        {
            if (!FileHash.TryParse(seen.Hash, out var hash) || await unit.Session.FileAsync(hash, ct) is not { } row || row != seen)
            {
                continue;
            }

            if (row.MarkedAt is { } at && at < before)
            {
                unit.Change("delete from files where tenant = @tenant and hash in (select id from {keys})", [("id", ColumnType.Text)], [[row.Hash]]);
                blobs.Remove(unit.Tenant, hash);
                removed++;
            }
            else
            {
                unit.Upsert(Tables.Files, row with { MarkedAt = unit.Now });
                marked++;
            }
        }

        return new SweptFiles(marked, removed);
    }

    private sealed class Rest(StoreDatabase database, string holder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.LeaseAsync(Lease, holder, TimeSpan.Zero, CancellationToken.None);
    }
}
