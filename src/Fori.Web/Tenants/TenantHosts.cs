using System.Collections.Frozen;
using Fori.Store;

namespace Fori.Web.Tenants;

/// <summary>
/// Which municipality a request is for, by its Host: its own hosts, and <c>NAME.localhost</c>. Any other host is of none
/// and shows the index of municipalities. Holds a snapshot that is at most <see cref="Fresh"/> old, and looks again at once
/// (but not more often than <see cref="BetweenMisses"/>, since anyone can send any Host) for a host that it does not know.
/// </summary>
internal sealed class TenantHosts(ITenantRegister register, TimeProvider clock) : IDisposable
{
    /// <summary>What stands behind the name of each municipality on the machine itself.</summary>
    public const string Local = ".localhost";

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenMisses = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private Snapshot? _snapshot;

    /// <param name="host">As in the Host header, without port.</param>
    /// <returns>Null on a host of no municipality.</returns>
    public async ValueTask<HostFound?> FindAsync(string host, CancellationToken ct)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        var snapshot = Volatile.Read(ref _snapshot);
        if (snapshot is not null && snapshot.ByHost.TryGetValue(name, out var entry) && clock.GetElapsedTime(snapshot.Taken) < Fresh)
        {
            return entry;
        }

        return (await RefreshAsync(ct)).ByHost.GetValueOrDefault(name);
    }

    public async Task<IReadOnlyList<TenantEntry>> AllAsync(CancellationToken ct) => (await RefreshAsync(ct)).All;

    /// <summary>The next request looks again: a municipality was added, removed or changed.</summary>
    public void Forget() => Volatile.Write(ref _snapshot, null);

    public void Dispose() => _refreshing.Dispose();

    private async Task<Snapshot> RefreshAsync(CancellationToken ct)
    {
        await _refreshing.WaitAsync(ct);
        try
        {
            if (Volatile.Read(ref _snapshot) is { } recent && clock.GetElapsedTime(recent.Taken) < BetweenMisses)
            {
                return recent;
            }

            var taken = clock.GetTimestamp();
            var all = await register.ListAsync(ct);
            var byHost = all.ToDictionary(entry => entry.Tenant.Name + Local, entry => new HostFound(entry, null), StringComparer.Ordinal);
            foreach (var (entry, host) in all.SelectMany(entry => entry.Hosts.Select(host => (entry, host))))
            {
                byHost.TryAdd(host.ToLowerInvariant(), new HostFound(entry, null));
            }

            // After every municipality's own: a section takes no host away, whoever wrote it there.
            foreach (var (entry, section) in all.SelectMany(entry => entry.Sections.Select(section => (entry, section))))
            {
                byHost.TryAdd(section.Host, new HostFound(entry, section));
            }

            var snapshot = new Snapshot(all, byHost.ToFrozenDictionary(StringComparer.Ordinal), taken);
            Volatile.Write(ref _snapshot, snapshot);
            return snapshot;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private sealed record Snapshot(IReadOnlyList<TenantEntry> All, FrozenDictionary<string, HostFound> ByHost, long Taken);
}

/// <param name="Section">Null on a host of the municipality's own.</param>
internal sealed record HostFound(TenantEntry Entry, SectionHost? Section);

/// <summary>The municipality that a request is for.</summary>
internal static class RequestTenant
{
    /// <returns>Null on a host of no municipality.</returns>
    public static TenantEntry? Tenant(this HttpContext context) => context.Features.Get<TenantEntry>();

    /// <summary>The section on whose own host the request came; null on the municipality's.</summary>
    public static Guid? Section(this HttpContext context) => context.Features.Get<SectionHost>()?.Section;

    /// <summary>The municipality's own host, as it is reached where the request came from.</summary>
    public static string? MainHost(this HttpContext context) =>
        context.Tenant() is not { } entry ? null
        : context.Request.Host.Host.EndsWith(TenantHosts.Local, StringComparison.OrdinalIgnoreCase) || entry.Hosts.Count == 0 ? entry.Tenant.Name + TenantHosts.Local
        : entry.Hosts[0];

    public static void UseTenants(this IApplicationBuilder app)
    {
        var hosts = app.ApplicationServices.GetRequiredService<TenantHosts>();
        app.Use(async (context, next) =>
        {
            if (await hosts.FindAsync(context.Request.Host.Host, context.RequestAborted) is { } found)
            {
                context.Features.Set(found.Entry);
                context.Features.Set(found.Section);
            }

            await next(context);
        });
    }
}
