using Fori.Store;
using Fori.Store.Sql;

namespace Fori.Web.Hosting;

/// <summary>Whether this program may work on a database. An upgrade is the operator's act, since it cannot be undone without a backup.</summary>
internal static class SchemaGate
{
    /// <summary>Makes the schema of an empty database.</summary>
    /// <returns>
    /// The database, or <c>schema.newer</c> when a newer program has migrated it, <c>schema.pending</c> when <c>upgrade</c> has to
    /// run first.
    /// </returns>
    public static async Task<Outcome<StoreDatabase>> PassAsync(StoreDatabase database, CancellationToken ct)
    {
        var (applied, pending, unknown) = await database.MigrationsAsync(ct);
        if (unknown.Count > 0)
        {
            return Problem.Of("schema.newer", "", ("migrations", string.Join(", ", unknown)));
        }

        if (applied.Count > 0 && pending.Count > 0)
        {
            return Problem.Of("schema.pending", "", ("migrations", string.Join(", ", pending)));
        }

        if (pending.Count > 0)
        {
            await database.MigrateAsync(ct);
        }

        return database;
    }
}
