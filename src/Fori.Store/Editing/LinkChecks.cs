// Outside addresses that public documents lead to, and whether they answer. Derived: what is missing is found again by the next
// walk through the documents, so it is in no log and in no export.
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

public enum LinkState
{
    /// <summary>Not asked yet.</summary>
    New,

    /// <summary>It answered.</summary>
    Answers,

    /// <summary>It did not answer the last time; asked again before anybody is told.</summary>
    Doubted,

    /// <summary>It did not answer several times, hours apart.</summary>
    Broken,
}

/// <param name="Address">Absolute, without a fragment.</param>
/// <param name="Seen">What was seen last: a status as <c>404</c>, or a word as <c>unreachable</c>; empty for nothing yet.</param>
/// <param name="Failures">In a row.</param>
/// <param name="CheckedAt">Null before the first time.</param>
/// <param name="NextAt">When it is asked again.</param>
/// <param name="Documents">Ids of some documents that lead there.</param>
public sealed record LinkCheckRow(
    string Address, LinkState State, string Seen, int Failures, DateTimeOffset? CheckedAt, DateTimeOffset NextAt, IReadOnlyList<string> Documents);

public static class LinkChecks
{
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Text)];
    private static readonly (string, ColumnType)[] ByAddress = [("address", ColumnType.Text)];

    public static Task<List<LinkCheckRow>> LinkChecksAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.LinkChecks.ColumnNames} from link_checks where tenant = @tenant order by address", Tables.LinkChecks.Read, ct);

    /// <summary>What is known of some addresses.</summary>
    public static Task<List<LinkCheckRow>> LinkChecksAsync(this StoreSession session, IReadOnlyCollection<string> addresses, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.LinkChecks.Prefixed("l")} from {{keys}} cross join link_checks l where l.tenant = @tenant and l.address = k.address",
            ByAddress, [.. addresses.Distinct().Select(a => new object?[] { a })], Tables.LinkChecks.Read, ct);

    /// <summary>Those that are to be asked now, the longest waiting first.</summary>
    public static Task<List<LinkCheckRow>> DueLinksAsync(this StoreSession session, DateTimeOffset now, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.LinkChecks.ColumnNames} from link_checks where tenant = @tenant and next_at <= @now order by next_at, address limit @limit",
            Tables.LinkChecks.Read, ct, ("@now", now), ("@limit", limit));

    public static void KeepLink(this TenantUnit unit, LinkCheckRow row) => unit.Upsert(Tables.LinkChecks, row);

    /// <summary>Takes away addresses to which nothing leads any more.</summary>
    public static void ForgetLinks(this TenantUnit unit, IEnumerable<string> addresses) => unit.Change(
        "delete from link_checks where tenant = @tenant and address in (select id from {keys})", ById, [.. addresses.Select(a => new object?[] { a })]);
}
