using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Operations;

/// <summary>Writes of machines under names of their own; kept in the transaction that wrote, for a day.</summary>
public static class AnsweredRequests
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];

    /// <summary>The request that this key has sent under a name in the last day.</summary>
    /// <param name="key">SHA-256 of the name.</param>
    public static async Task<AnsweredRequestRow?> AnsweredRequestAsync(this TenantUnit unit, Guid apiKey, byte[] key, CancellationToken ct) =>
        (await unit.Session.QueryAsync(
            $"select {Tables.AnsweredRequests.ColumnNames} from answered_requests where tenant = @tenant and api_key = @api_key and key = @key and at >= @since",
            Tables.AnsweredRequests.Read, ct, ("@api_key", apiKey), ("@key", key), ("@since", Since(unit)))).FirstOrDefault();

    /// <summary>Keeps a request, and forgets those of its sender that are older than a day.</summary>
    public static void KeepAnswer(this TenantUnit unit, AnsweredRequestRow row)
    {
        unit.Change(
            "delete from answered_requests where tenant = @tenant and api_key in (select id from {keys}) and at < @since", ById, [[row.ApiKey]], ("@since", Since(unit)));
        unit.Insert(Tables.AnsweredRequests, row);
    }

    private static long Since(TenantUnit unit) => Instants.ToMicroseconds(unit.Now - Kept);
}
