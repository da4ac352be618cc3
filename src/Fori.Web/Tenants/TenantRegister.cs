using Fori.Store;

namespace Fori.Web.Tenants;

/// <summary>What the host has to know of a municipality before it can answer for it.</summary>
/// <param name="Languages">BCP 47 tags in the order of the site's choice of languages; the first is its main one.</param>
/// <param name="Hosts">Its names in the network besides NAME.localhost, in lower case and without port.</param>
internal sealed record TenantEntry(Tenant Tenant, IReadOnlyList<string> Languages, IReadOnlyList<string> Hosts)
{
    /// <summary>Its published sections that have a host of their own.</summary>
    public IReadOnlyList<SectionHost> Sections { get; init; } = [];
}

/// <summary>A section's own host; with it, the section that a request is for.</summary>
internal sealed record SectionHost(Guid Section, string Host);

/// <summary>The municipalities of the installation with their languages and hosts.</summary>
internal interface ITenantRegister
{
    Task<IReadOnlyList<TenantEntry>> ListAsync(CancellationToken ct);

    /// <returns>Problems <c>tenant.taken</c> and <c>tenant.host-taken</c>.</returns>
    Task<Outcome<TenantEntry>> AddAsync(string name, IReadOnlyList<string> languages, IReadOnlyList<string> hosts, CancellationToken ct);

    /// <summary>Removes the municipality with everything of it.</summary>
    Task<Outcome<TenantEntry>> RemoveAsync(string name, CancellationToken ct);
}
