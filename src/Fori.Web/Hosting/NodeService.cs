using Fori.Nodes;

namespace Fori.Web.Hosting;

/// <summary>Starts the node with the host. It is closed by the container, after everything that uses it.</summary>
internal sealed class NodeService(Node node) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => node.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The tenants that are open here follow their logs.</summary>
internal sealed class NodeReadiness(Node node) : IReadiness
{
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(30);

    public string Name => "projections";

    public Task<string?> ProblemAsync(CancellationToken ct)
    {
        var failing = node.OpenTenants.FirstOrDefault(t => t.Failure is not null || t.Lag > Behind);
        return Task.FromResult(failing is null
            ? null
            : failing.Failure is { } failure
                ? $"{failing.Tenant.Name} does not follow its log: {failure.Message}"
                : $"{failing.Tenant.Name} is {failing.Lag.TotalSeconds:0} s behind its log");
    }
}
