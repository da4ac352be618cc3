using System.Text.Json;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Web.Hosting;

namespace Fori.Web.Tenants;

/// <summary>
/// Keeps languages and hosts in <c>tenants.json</c> of the data folder, the municipalities themselves in the database. An
/// entry without a municipality is left out; a municipality without an entry has no hosts and speaks Finnish.
/// </summary>
internal sealed class TenantFile(ForiSettings settings, StoreDatabase database) : ITenantRegister, IDisposable
{
    private const string FileName = "tenants.json";
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly SemaphoreSlim _changing = new(1, 1);

    private string File => Path.Combine(settings.Data, FileName);

    public async Task<IReadOnlyList<TenantEntry>> ListAsync(CancellationToken ct)
    {
        var options = await ReadAsync(ct);
        return [.. (await database.TenantsAsync(ct)).Select(t => Entry(t, options))];
    }

    public async Task<Outcome<TenantEntry>> AddAsync(string name, IReadOnlyList<string> languages, IReadOnlyList<string> hosts, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            foreach (var entry in await ListAsync(ct))
            {
                if (entry.Hosts.Intersect(hosts, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } taken)
                {
                    return Problem.Of("tenant.host-taken", "host", ("host", taken), ("tenant", entry.Tenant.Name));
                }
            }

            if (await database.AddTenantAsync(name, ct) is not { } tenant)
            {
                return Problem.Of("tenant.taken", "name", ("name", name));
            }

            var options = await ReadAsync(ct);
            options[name] = new Options(languages, hosts);
            await WriteAsync(options);
            return Entry(tenant, options);
        }
        finally
        {
            _changing.Release();
        }
    }

    public async Task<Outcome<TenantEntry>> RemoveAsync(string name, CancellationToken ct)
    {
        await _changing.WaitAsync(ct);
        try
        {
            var options = await ReadAsync(ct);
            if ((await database.TenantsAsync(ct)).FirstOrDefault(t => t.Name == name) is not { } tenant)
            {
                return Problem.Of("tenant.unknown", "name", ("name", name));
            }

            var entry = Entry(tenant, options);
            await database.RemoveTenantAsync(tenant.Id, ct);
            options.Remove(name);
            await WriteAsync(options);
            return entry;
        }
        finally
        {
            _changing.Release();
        }
    }

    public void Dispose() => _changing.Dispose();

    private static TenantEntry Entry(Tenant tenant, Dictionary<string, Options> options) =>
        options.TryGetValue(tenant.Name, out var known) ? new TenantEntry(tenant, known.Languages, known.Hosts) : new TenantEntry(tenant, ["fi"], []);

    private async Task<Dictionary<string, Options>> ReadAsync(CancellationToken ct)
    {
        if (!System.IO.File.Exists(File))
        {
            return [];
        }

        await using var stream = System.IO.File.OpenRead(File);
        return await JsonSerializer.DeserializeAsync<Dictionary<string, Options>>(stream, JsonSerializerOptions.Web, ct) ?? [];
    }

    // Replaced whole, so that a kill leaves the old file or the new one. Not cancelled: the database has already changed.
    private async Task WriteAsync(Dictionary<string, Options> options)
    {
        Directory.CreateDirectory(settings.Data);
        await System.IO.File.WriteAllBytesAsync(File + ".new", JsonSerializer.SerializeToUtf8Bytes(options, Indented), CancellationToken.None);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    private sealed record Options(IReadOnlyList<string> Languages, IReadOnlyList<string> Hosts);
}
