using Fori.Nodes;
using Fori.Store.Editing;
using Fori.Store.Writing;

namespace Fori.Web.Content;

/// <summary>Takes away, once a day, what was typed and never saved and is too old: also where nobody writes any more.</summary>
internal sealed partial class AutosaveSweep(Node node, ILogger<AutosaveSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, node.Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SweepAsync(stoppingToken);
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

    // Every node does it: what is gone cannot be taken away twice.
    private async Task SweepAsync(CancellationToken ct)
    {
        foreach (var tenant in node.Tenants)
        {
            await node.Writer.WriteAsync(tenant.Id, WriteLane.Bulk, async (unit, stop) =>
            {
                await unit.SweepAutosavesAsync(stop);
                return true;
            }, ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Old unsaved forms could not be taken away.")]
    private partial void LogFailure(Exception e);
}
