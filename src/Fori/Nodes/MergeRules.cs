using Fori.Store;
using Fori.Store.Golden;
using Fori.Store.Operations;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Nodes;

/// <summary>Merges a tenant's documents again when they were made by older rules of merging.</summary>
public static class MergeRules
{
    // The place in it is the number of the rules by which all documents of the tenant were made.
    private const string CursorName = "merge-rules";

    /// <param name="fence">Of the lease under which it runs. A run that is broken off begins anew; what it did stays.</param>
    /// <returns>False when there was nothing to do.</returns>
    public static async Task<bool> FollowAsync(Node node, Tenant tenant, long fence, CancellationToken ct)
    {
        var (done, older) = await node.Database.ReadAsync(tenant.Id, async session =>
        {
            var cursor = await session.CursorAsync(CursorName, ct);
            return cursor?.Sequence >= GoldenMerge.RulesVersion ? (true, false) : (false, await session.HasOlderRulesAsync(GoldenMerge.RulesVersion, ct));
        }, ct);
        if (done)
        {
            return false;
        }

        if (older)
        {
            await node.RecomputeAsync(tenant, null, new WriteOrigin("system", "rules"), ct);
        }

        await node.Writer.WriteAsync(
            tenant.Id, WriteLane.Bulk, (unit, stop) => unit.SaveCursorAsync(new CursorRow(CursorName, 0, GoldenMerge.RulesVersion, 0, fence), stop), ct);
        return older;
    }
}
