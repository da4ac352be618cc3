using Fori.Content.Editing;
using Fori.Nodes;

namespace Fori.Web.Content;

/// <summary>Publishes and withdraws at the times that were planned, and empties the bin, on the one node that holds the lease.</summary>
internal sealed partial class ScheduleService(Node node, EditorDesk desk, ILogger<ScheduleService> logger) : BackgroundService
{
    private const string Lease = "content-schedule";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(15);
    private readonly string _holder = Guid.NewGuid().ToString("N");

    /// <summary>Looks once at every municipality. What fails in one does not keep the others waiting.</summary>
    /// <returns>False when another node holds the lease.</returns>
    public async Task<bool> LookAsync(CancellationToken ct)
    {
        foreach (var tenant in node.Tenants)
        {
            if (await node.Database.LeaseAsync(Lease, _holder, Held, ct) is null)
            {
                return false;
            }

            try
            {
                if (await desk.PerformDueAsync(tenant, ct) is > 0 and var done)
                {
                    LogDone(done, tenant.Name);
                }

                if (await desk.EmptyBinAsync(tenant, ct) is > 0 and var emptied)
                {
                    LogEmptied(emptied, tenant.Name);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e, tenant.Name);
            }
        }

        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            do
            {
                try
                {
                    await LookAsync(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    LogFailure(e, "");
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} planned publishings and withdrawals of {Tenant} were done or refused")]
    private partial void LogDone(int count, string tenant);

    [LoggerMessage(Level = LogLevel.Information, Message = "The texts of {Count} documents of {Tenant} were removed from the bin")]
    private partial void LogEmptied(int count, string tenant);

    [LoggerMessage(Level = LogLevel.Error, Message = "What is planned of {Tenant} could not be done; trying again.")]
    private partial void LogFailure(Exception failure, string tenant);
}
