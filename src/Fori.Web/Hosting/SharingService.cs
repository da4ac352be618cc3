using Fori.Documents;
using Fori.Nodes;
using Fori.Sharing;
using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Tenants;

namespace Fori.Web.Hosting;

/// <summary>Makes the adapted copies of regions, on the one node that holds the lease.</summary>
internal sealed partial class SharingService(Node node, ILogger<SharingService> logger) : BackgroundService
{
    private const string Lease = "sharing";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(10);
    private readonly string _holder = Guid.NewGuid().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await FollowAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFailure(e);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        var tenants = node.Tenants;
        foreach (var adopter in tenants)
        {
            var settings = await SettingsAsync(adopter, ct);
            foreach (var upstream in tenants.Where(t => t != adopter && settings?.Adopts.Contains(t.Name) == true))
            {
                while (await node.Database.LeaseAsync(Lease, _holder, Held, ct) is { } fence
                    && await new AdaptedCopies(node).FollowAsync(upstream, adopter, fence, ct))
                {
                    ct.ThrowIfCancellationRequested();
                }
            }
        }
    }

    private Task<Municipality?> SettingsAsync(Tenant tenant, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
    {
        var found = await session.ExternalIdsAsync([(Contribution.Local, Municipality.Key)], ct);
        var rows = await session.PublishedAsync([.. found.Select(f => f.Document)], ct);
        return rows is [var row, ..] ? node.Read(tenant, row)?.Body as Municipality : null;
    }, ct);

    [LoggerMessage(Level = LogLevel.Error, Message = "The adapted copies could not be followed; trying again.")]
    private partial void LogFailure(Exception failure);
}
