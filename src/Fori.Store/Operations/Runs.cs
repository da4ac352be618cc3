using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Operations;

/// <summary>Runs of sources and what they could not take. Not documents and not in the log.</summary>
public static class Runs
{
    private static readonly (string, ColumnType)[] BySource = [("a", ColumnType.Text)];
    private static readonly (string, ColumnType)[] BySourceKey = [("a", ColumnType.Text), ("b", ColumnType.Text)];

    public static void SaveRun(this TenantUnit unit, RunRow row) => unit.Upsert(Tables.Runs, row);

    public static void Quarantine(this TenantUnit unit, QuarantineRow row) => unit.Upsert(Tables.Quarantine, row);

    /// <summary>A newer complete run of the source has said what there is to say of the records refused before.</summary>
    public static void SettleQuarantine(this TenantUnit unit, string source, Guid newestRun) => unit.Change(
        "update quarantine set settled_at = @now from {keys} where quarantine.tenant = @tenant and quarantine.source = k.a and quarantine.run <> @run and quarantine.settled_at is null",
        BySource, [[source]], ("@now", unit.Now), ("@run", newestRun));

    /// <summary>A newer run of a part of the source has said what there is to say of these records; of others it says nothing.</summary>
    public static void SettleQuarantine(this TenantUnit unit, string source, IEnumerable<string> keys, Guid newestRun) => unit.Change(
        "update quarantine set settled_at = @now from {keys} where quarantine.tenant = @tenant and quarantine.source = k.a and quarantine.key = k.b" +
        " and quarantine.run <> @run and quarantine.settled_at is null",
        BySourceKey, [.. keys.Distinct().Select(key => new object?[] { source, key })], ("@now", unit.Now), ("@run", newestRun));

    /// <summary>Does anything of the source wait in quarantine.</summary>
    public static async Task<bool> IsWaitingAsync(this StoreSession session, string source, CancellationToken ct) =>
        (await session.QueryAsync(
            "select 1 from quarantine where tenant = @tenant and source = @source and settled_at is null limit 1", r => r.Int(), ct, ("@source", source))).Count > 0;

    /// <summary>What waits in quarantine, in the order in which it came, without what was received.</summary>
    public static Task<List<WaitingRecord>> WaitingAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync(
            "select q.run, q.ordinal, q.part, q.source, q.key, q.problems, r.kind from quarantine q left join runs r on r.tenant = q.tenant and r.id = q.run" +
            " where q.tenant = @tenant and q.settled_at is null order by q.at, q.run, q.ordinal, q.part",
            r => new WaitingRecord(r.Guid(), r.Long(), r.Int(), r.Text(), r.TextOrNull(), r.Bytes(), r.TextOrNull() ?? ""), ct);

    /// <summary>Rows of a run that wait in quarantine, from one ordinal to another.</summary>
    public static Task<List<QuarantineRow>> WaitingOfAsync(this StoreSession session, Guid run, long first, long last, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Quarantine.ColumnNames} from quarantine where tenant = @tenant and run = @run and ordinal >= @first and ordinal <= @last" +
            " and settled_at is null order by ordinal, part",
            Tables.Quarantine.Read, ct, ("@run", run), ("@first", first), ("@last", last));

    /// <summary>The newest run of the source, when it was broken off.</summary>
    public static async Task<RunRow?> BrokenRunAsync(this StoreSession session, string source, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Runs.ColumnNames} from runs where tenant = @tenant and source = @source order by started_at desc, id desc limit 1",
            Tables.Runs.Read, ct, ("@source", source))).FirstOrDefault() is { State: RunState.Running } run ? run : null;

    /// <summary>Runs of the source that came to their end, newest first.</summary>
    public static Task<List<RunRow>> DoneRunsAsync(this StoreSession session, string source, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Runs.ColumnNames} from runs where tenant = @tenant and source = @source and state = '{nameof(RunState.Done)}' order by started_at desc, id desc limit @limit",
            Tables.Runs.Read, ct, ("@source", source), ("@limit", limit));

    /// <summary>Keys of records that a run could not take; empty of records without one.</summary>
    public static async Task<IReadOnlySet<string>> RefusedKeysAsync(this StoreSession session, Guid run, CancellationToken ct) =>
        (await session.QueryAsync(
            "select distinct key from quarantine where tenant = @tenant and run = @run and key is not null", r => r.Text(), ct, ("@run", run))).ToHashSet();

    /// <returns>Null when there is no such run, or it has not been saved yet.</returns>
    public static async Task<RunRow?> RunAsync(this StoreSession session, Guid id, CancellationToken ct) =>
        (await session.QueryAsync($"select {Tables.Runs.ColumnNames} from runs where tenant = @tenant and id = @id", Tables.Runs.Read, ct, ("@id", id))).FirstOrDefault();

    /// <summary>References to a (system, key) that no document has, with a source's name of the record that holds each.</summary>
    /// <param name="exceptFields">References that may stay open.</param>
    public static async Task<IReadOnlyList<UnresolvedReference>> UnresolvedReferencesAsync(
        this StoreSession session, IReadOnlyList<string> exceptFields, int limit, CancellationToken ct)
    {
        var open = await session.QueryAsync(
            "select c.source, c.key, f.document, f.field, f.system, f.key from refs f" +
            " join contributions c on c.tenant = f.tenant and c.document = f.document and c.latest = true" +
            " where f.tenant = @tenant and f.system is not null" +
            " and not exists (select 1 from external_ids x where x.tenant = @tenant and x.system = f.system and x.key = f.key)" +
            " order by c.source, c.key, f.field, f.system, f.key",
            r => new UnresolvedReference(r.Text(), r.Text(), r.Guid(), r.Text(), r.Text(), r.Text()), ct);
        return [.. open.Where(o => !exceptFields.Contains(o.Field)).Distinct().Take(limit)];
    }

    /// <summary>Documents of the source that refer to a (system, key) that no document has.</summary>
    /// <param name="exceptFields">References that may stay open.</param>
    public static async Task<long> UnresolvedAsync(this StoreSession session, string source, IReadOnlyList<string> exceptFields, CancellationToken ct)
    {
        var open = await session.QueryAsync(
            "select distinct f.document, f.field from refs f where f.tenant = @tenant and f.system is not null" +
            " and not exists (select 1 from external_ids x where x.tenant = @tenant and x.system = f.system and x.key = f.key)" +
            " and exists (select 1 from contributions c where c.tenant = @tenant and c.document = f.document and c.latest = true and c.source = @source)",
            r => (Document: r.Guid(), Field: r.Text()), ct, ("@source", source));
        return open.Where(o => !exceptFields.Contains(o.Field)).Select(o => o.Document).Distinct().LongCount();
    }
}
