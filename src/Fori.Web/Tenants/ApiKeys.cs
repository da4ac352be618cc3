using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Fori.Store;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Web.Tenants;

/// <summary>
/// Keys of machines. A key is <c>fori_</c> and 32 random bytes as base64url, shown once; the store keeps its SHA-256. A slow
/// hash would add nothing: there is nothing to guess in 256 random bits. A revoked key is refused at once by this process,
/// by other nodes within <see cref="Fresh"/>.
/// </summary>
internal sealed class ApiKeys(StoreDatabase database, StoreWriter writer, TimeProvider clock)
{
    public const string Prefix = "fori_";

    private const int SecretBytes = 32;
    private const int KeyLength = 5 + 43;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<TenantId, (FrozenDictionary<string, ApiKeyRow> ByHash, long Taken)> _known = new();

    /// <returns>The row, and the key itself, which nobody can show again.</returns>
    public async Task<(ApiKeyRow Row, string Key)> AddAsync(TenantId tenant, string name, string role, string source, CancellationToken ct)
    {
        var key = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var row = await writer.WriteAsync(
            tenant, WriteLane.People,
            (unit, _) =>
            {
                var added = new ApiKeyRow(Guid.CreateVersion7(unit.Now), name, Hash(key), role, source, unit.Now, null);
                unit.Keep(added);
                return Task.FromResult(added);
            },
            ct);
        _known.TryRemove(tenant, out _);
        return (row, key);
    }

    public Task<List<ApiKeyRow>> ListAsync(TenantId tenant, CancellationToken ct) =>
        database.ReadAsync(tenant, session => session.ApiKeysAsync(ct), ct);

    /// <returns>The row as revoked (again, when it was already); null when there is no such key.</returns>
    public async Task<ApiKeyRow?> RevokeAsync(TenantId tenant, Guid id, CancellationToken ct)
    {
        var revoked = await writer.WriteAsync(
            tenant, WriteLane.People,
            async (unit, stop) =>
            {
                var row = (await unit.Session.ApiKeysAsync(stop)).FirstOrDefault(k => k.Id == id);
                if (row is { RevokedAt: null })
                {
                    row = row with { RevokedAt = unit.Now };
                    unit.Keep(row);
                }

                return row;
            },
            ct);
        _known.TryRemove(tenant, out _);
        return revoked;
    }

    /// <returns>The key's row when it is of this tenant and not revoked.</returns>
    public async ValueTask<ApiKeyRow?> FindAsync(TenantId tenant, string key, CancellationToken ct)
    {
        if (key.Length != KeyLength || !key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        if (!_known.TryGetValue(tenant, out var known) || clock.GetElapsedTime(known.Taken) > Fresh)
        {
            var taken = clock.GetTimestamp();
            var rows = (await ListAsync(tenant, ct)).Where(k => k.RevokedAt is null);
            known = (rows.ToFrozenDictionary(k => Convert.ToHexString(k.Hash)), taken);
            _known[tenant] = known;
        }

        return known.ByHash.GetValueOrDefault(Convert.ToHexString(Hash(key)));
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
