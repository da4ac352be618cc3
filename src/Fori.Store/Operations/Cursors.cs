using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Operations;

/// <summary>Cursors of leased projections, written together with their effect.</summary>
public static class Cursors
{
    /// <returns>False when a newer holder of the lease has written it: this one must stop.</returns>
    public static async Task<bool> SaveCursorAsync(this TenantUnit unit, CursorRow row, CancellationToken ct)
    {
        if (await unit.Session.CursorAsync(row.Name, ct) is { } kept && kept.Fence > row.Fence)
        {
            return false;
        }

        unit.Upsert(Tables.Cursors, row);
        return true;
    }
}
