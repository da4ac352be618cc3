using Fori.Admin;
using Fori.Content.Upkeep;
using Fori.Integration.Fetching;
using Fori.Nodes;
using Fori.Web.Admin;
using Fori.Web.Hosting;

namespace Fori.Web.Content;

/// <summary>Looks every minute whether outside links are to be asked, on the one node that holds the lease.</summary>
internal sealed partial class LinkCheckService(Node node, LinkChecker checker, ForiSettings settings, ILogger<LinkCheckService> logger) : BackgroundService
{
    private const string Lease = "link-checks";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(5);
    private readonly string _holder = Guid.NewGuid().ToString("N");

    public bool IsOn => settings.CheckLinks ?? !settings.Demonstration;

    /// <summary>Looks once at every municipality. What fails in one does not keep the others waiting.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        foreach (var tenant in node.Tenants)
        {
            if (await node.Database.LeaseAsync(Lease, _holder, Held, ct) is null)
            {
                return;
            }

            try
            {
                await checker.LookAsync(tenant, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailure(e, tenant.Name);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        try
        {
            while (IsOn && await timer.WaitForNextTickAsync(stoppingToken))
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
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Outside links of {Tenant} could not be checked; trying again.")]
    private partial void LogFailure(Exception failure, string tenant);
}

internal static class LinkCheckServices
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static void AddLinkChecks(this IServiceCollection services)
    {
        // Its own limits: a page that does not answer soon is tried again another time, not now.
        services.AddSingleton(s => new LinkChecker(
            s.GetRequiredService<Node>(),
            new SourceFetcher(
                new FetchLimits { AnswerTime = Patience, Retries = 0, InternalHosts = s.GetRequiredService<ForiSettings>().FetchAllow.ToHashSet(StringComparer.OrdinalIgnoreCase) },
                s.GetRequiredService<TimeProvider>())));
        services.AddSingleton<LinkCheckService>();
        services.AddHostedService(s => s.GetRequiredService<LinkCheckService>());
        services.AddSingleton<IWorkListSource, BrokenLinksWork>();
        services.AddSingleton(new AdminNavigationItem("nav.links", LinkPages.Path, "link", 160, LinkPages.MaySee, NavigationGroup.Upkeep));
    }
}
