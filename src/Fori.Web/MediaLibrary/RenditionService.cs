// The log is the queue: what is to be made is asked of it, so nothing is lost in a restart and nothing piles up in memory.
using System.Threading.Channels;
using Fori.Content.Types.MediaItems;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Sql;

namespace Fori.Web.MediaLibrary;

/// <summary>Makes the sizes of published pictures, off the requests: all that are missing at the start, then those that change, one after another.</summary>
internal sealed partial class RenditionService(Node node, Renditions renditions, ILogger<RenditionService> log) : BackgroundService
{
    private const int AtOnce = 200;
    private const int MostLooked = 100_000;
    private readonly Channel<TenantId> _moved = Channel.CreateBounded<TenantId>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Dictionary<TenantId, long> _followed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Moved(TenantId tenant, LogCursor cursor) => _moved.Writer.TryWrite(tenant);
        node.Writer.Committed += Moved;
        try
        {
            foreach (var tenant in await node.Database.TenantsAsync(stoppingToken))
            {
                _moved.Writer.TryWrite(tenant.Id);
            }

            await foreach (var tenant in _moved.Reader.ReadAllAsync(stoppingToken))
            {
                await FollowAsync(tenant, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends; what was not made is missing at the next start.
        }
        finally
        {
            node.Writer.Committed -= Moved;
        }
    }

    private async Task FollowAsync(TenantId tenant, CancellationToken ct)
    {
        try
        {
            if (!_followed.TryGetValue(tenant, out var followed))
            {
                // All of it once; then what the log says since.
                var (head, all) = await node.Database.ReadAsync(
                    tenant, async session => ((await session.HeadAsync(ct)).Head, await session.EditedAsync(nameof(Media), MostLooked, ct)), ct);
                await MakeAsync(tenant, [.. all.Where(m => m.Document.Published is not null).Select(m => m.Document.Id)], ct);
                _followed[tenant] = head;
                return;
            }

            while (true)
            {
                var changes = await node.Database.ReadAsync(tenant, session => session.ChangesAfterAsync(followed, AtOnce, ct), ct);
                if (changes.Count == 0)
                {
                    return;
                }

                await MakeAsync(tenant, [.. changes.Where(c => c.Type == nameof(Media) && c.Operation is ChangeOperation.Create or ChangeOperation.Update).Select(c => c.Id).Distinct()], ct);
                _followed[tenant] = followed = changes[^1].Sequence;
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // What is missing is made when it is asked for; the operator sees why it was not before.
            LogFailure(log, e, tenant);
        }
    }

    private async Task MakeAsync(TenantId tenant, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        foreach (var some in ids.Chunk(AtOnce))
        {
            foreach (var row in await node.Database.ReadAsync(tenant, session => session.PublishedAsync(some, ct), ct))
            {
                if (node.Types[nameof(Media)].TryRead(row.Body, out _) is Media { File: { } file } media && Rendition.AreOf(file))
                {
                    await renditions.MakeAllAsync(tenant, file, media.Focus, ct);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Sizes of pictures could not be made for tenant {Tenant}")]
    private static partial void LogFailure(ILogger log, Exception failure, TenantId tenant);
}
