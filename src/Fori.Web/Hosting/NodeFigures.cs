using System.Diagnostics.Metrics;
using Fori.Nodes;

namespace Fori.Web.Hosting;

/// <summary>
/// How this node follows the logs of its municipalities, as figures: <c>fori.visible.lag</c> (seconds since the oldest
/// commit that is not visible here, of the one furthest behind), <c>fori.visible.changes</c> (changes that are visible
/// here, of all) and <c>fori.tenants.open</c>.
/// </summary>
internal sealed class NodeFigures : IHostedService
{
    private readonly Node _node;

    public NodeFigures(Node node, IMeterFactory meters)
    {
        _node = node;
        var meter = meters.Create("Fori.Nodes");
        meter.CreateObservableGauge("fori.visible.lag", () => _node.OpenTenants.Select(t => t.Lag.TotalSeconds).DefaultIfEmpty().Max(), "s", "Since the oldest commit that is not visible on this node");
        meter.CreateObservableCounter("fori.visible.changes", () => _node.OpenTenants.Sum(t => t.VisibleSequence), "{change}", "Changes that are visible on this node");
        meter.CreateObservableUpDownCounter("fori.tenants.open", () => _node.OpenTenants.Count(), "{tenant}", "Municipalities that are open on this node");
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
