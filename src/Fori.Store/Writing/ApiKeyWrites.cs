using Fori.Store.Schema;

namespace Fori.Store.Writing;

/// <summary>Keys of machines: not documents and not in the log.</summary>
public static class ApiKeyWrites
{
    /// <summary>Adds the key, or replaces the one with its id: to revoke is to write it with a time of revocation.</summary>
    public static void Keep(this TenantUnit unit, ApiKeyRow key) => unit.Upsert(Tables.ApiKeys, key);
}
