using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Files;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;
using Fori.Tenants;

namespace Fori.Web.Tenants;

/// <summary>Reads languages and hosts from each tenant's settings document, and writes the first one of a new tenant.</summary>
internal sealed class MunicipalityRegister(Node node, BlobFolder blobs) : ITenantRegister
{
    private const int MostSections = 500;
    private static readonly WriteOrigin Operator = new("operator", "command");

    public async Task<IReadOnlyList<TenantEntry>> ListAsync(CancellationToken ct)
    {
        var entries = new List<TenantEntry>();
        foreach (var tenant in await node.RefreshTenantsAsync(ct))
        {
            var settings = await SettingsAsync(tenant, ct);
            entries.Add(new TenantEntry(tenant, settings is { Languages.Count: > 0 } ? settings.Languages : ["fi"], settings?.Hosts ?? []) { Sections = await SectionsAsync(tenant, ct) });
        }

        return entries;
    }

    public async Task<Outcome<TenantEntry>> AddAsync(string name, IReadOnlyList<string> languages, IReadOnlyList<string> hosts, CancellationToken ct)
    {
        foreach (var entry in await ListAsync(ct))
        {
            if (entry.Hosts.Intersect(hosts, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } taken)
            {
                return Problem.Of("tenant.host-taken", "host", ("host", taken), ("tenant", entry.Tenant.Name));
            }
        }

        if (await node.Database.AddTenantAsync(name, ct) is not { } tenant)
        {
            return Problem.Of("tenant.taken", "name", ("name", name));
        }

        var title = char.ToUpperInvariant(name[0]) + name[1..];
        var body = new Municipality { Name = new LocalizedText(languages.Select(l => KeyValuePair.Create(l, title))), Languages = languages, Hosts = hosts };
        var type = node.Types[nameof(Municipality)];
        var written = type.Write(body);
        if (!written.Succeeded)
        {
            return Outcome<TenantEntry>.Refused(written.Problems);
        }

        await node.Writer.WriteAsync(
            tenant.Id, WriteLane.People,
            (unit, stop) => node.Golden.ContributeAsync(unit, [new Contribution(Contribution.Local, Municipality.Key, type.Name, written.Value)], Operator, stop), ct);
        await node.RefreshTenantsAsync(ct);
        return new TenantEntry(tenant, languages, hosts);
    }

    public async Task<Outcome<TenantEntry>> RemoveAsync(string name, CancellationToken ct)
    {
        if ((await ListAsync(ct)).FirstOrDefault(e => e.Tenant.Name == name) is not { } entry)
        {
            return Problem.Of("tenant.unknown", "name", ("name", name));
        }

        await node.Database.RemoveTenantAsync(entry.Tenant.Id, ct);
        blobs.RemoveAll(entry.Tenant.Id);
        await node.RefreshTenantsAsync(ct);
        return entry;
    }

    private Task<IReadOnlyList<SectionHost>> SectionsAsync(Tenant tenant, CancellationToken ct) => node.Database.ReadAsync<IReadOnlyList<SectionHost>>(tenant.Id, async session =>
    {
        var written = await session.EditedAsync(nameof(Section), MostSections, ct);
        var rows = written.Count == 0 ? [] : await session.PublishedAsync([.. written.Select(s => s.Document.Id)], ct);
        return [.. rows.OrderBy(r => r.Id).Select(r => node.Read(tenant, r)).OfType<LoadedDocument>().Where(d => d.Body is Section { Host.Length: > 0, FrontPage: not null }).Select(d => new SectionHost(d.Id, d.As<Section>().Host!))]; // Filtered.
    }, ct);

    private Task<Municipality?> SettingsAsync(Tenant tenant, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
    {
        var found = await session.ExternalIdsAsync([(Contribution.Local, Municipality.Key)], ct);
        var rows = await session.PublishedAsync([.. found.Select(f => f.Document)], ct);
        return rows is [var row, ..] ? node.Read(tenant, row)?.Body as Municipality : null;
    }, ct);
}
