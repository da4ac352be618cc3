using Fori.Nodes;

namespace Fori.Web.Access;

/// <summary>Takes away each hour what of the staff has run out: sessions, links and attempts.</summary>
internal sealed partial class StaffTidying(Node node, StaffSessions sessions, ILogger<StaffTidying> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    foreach (var tenant in await node.Database.TenantsAsync(stoppingToken))
                    {
                        await sessions.TidyAsync(tenant.Id, stoppingToken);
                    }
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

    [LoggerMessage(Level = LogLevel.Error, Message = "Sessions, links and attempts that have run out could not be taken away; trying again.")]
    private partial void LogFailure(Exception failure);
}
