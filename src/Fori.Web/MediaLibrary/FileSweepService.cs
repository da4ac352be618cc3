using Fori.Nodes;
using Fori.Store.Files;

namespace Fori.Web.MediaLibrary;

/// <summary>Forgets files that nothing names, tenant by tenant, once an hour.</summary>
internal sealed partial class FileSweepService(Node node, BlobFolder blobs, ILogger<FileSweepService> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(24);
    private readonly string _holder = Guid.NewGuid().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, node.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host ends.
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            blobs.RemoveIncoming(node.Clock.GetUtcNow() - Abandoned);
            foreach (var tenant in await node.Database.TenantsAsync(ct))
            {
                if (await FileSweep.RunAsync(node.Writer, blobs, node.Types.Kinds(), tenant.Id, _holder, ct) is { } swept && swept.Marked + swept.Removed > 0)
                {
                    LogSwept(log, tenant.Name, swept.Marked, swept.Removed);
                }
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The next hour tries again; the operator sees it in the log.
            LogFailure(log, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Files of {Tenant}: {Marked} are named by nothing, {Removed} removed")]
    private static partial void LogSwept(ILogger log, string tenant, int marked, int removed);

    [LoggerMessage(Level = LogLevel.Error, Message = "Files could not be swept")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
