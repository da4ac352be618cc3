using Fori.Nodes;

namespace Fori.Web.Hosting;

/// <summary>After an upgrade to other merge rules: merges the documents again in the background, on the one node that holds the lease.</summary>
internal sealed partial class MergeRulesService(Node node, ILogger<MergeRulesService> logger) : BackgroundService
{
    private const string Lease = "merge-rules";
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMinutes(1);
    private readonly string _holder = Guid.NewGuid().ToString("N");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!await TryAllAsync(stoppingToken))
            {
                await Task.Delay(AgainAfter, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task<bool> TryAllAsync(CancellationToken ct)
    {
        try
        {
            foreach (var tenant in await node.RefreshTenantsAsync(ct))
            {
                if (await node.Database.LeaseAsync(Lease, _holder, Held, ct) is not { } fence)
                {
                    return false;
                }

                if (await MergeRules.FollowAsync(node, tenant, fence, ct))
                {
                    LogMerged(tenant.Name);
                }
            }

            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailure(e);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The documents of {Tenant} were merged again by the new rules")]
    private partial void LogMerged(string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "Merging by new rules failed; trying again.")]
    private partial void LogFailure(Exception failure);
}
