using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>What is asked of documents, and what was said about them.</summary>
public static class WorkflowReads
{
    private static readonly (string, ColumnType)[] ById = [("id", ColumnType.Guid)];

    public static Task<List<ReviewRow>> ReviewsAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Reviews.Prefixed("r")} from {{keys}} cross join reviews r where r.tenant = @tenant and r.document = k.id",
            ById, Keyed(documents), Tables.Reviews.Read, ct);

    /// <summary>Everything that was sent for review and is not published since.</summary>
    public static Task<List<ReviewRow>> ReviewsAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.Reviews.ColumnNames} from reviews where tenant = @tenant", Tables.Reviews.Read, ct);

    public static Task<List<RemarkRow>> RemarksAsync(this StoreSession session, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Remarks.Prefixed("r")} from {{keys}} cross join remarks r where r.tenant = @tenant and r.id = k.id",
            ById, Keyed(ids.Distinct()), Tables.Remarks.Read, ct);

    /// <summary>What was said and done about a document, newest first.</summary>
    public static Task<List<RemarkRow>> RemarksOfAsync(this StoreSession session, Guid document, int limit, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Remarks.ColumnNames} from remarks where tenant = @tenant and document = @document order by at desc, id desc limit @limit",
            Tables.Remarks.Read, ct, ("@document", document), ("@limit", limit));

    public static Task<List<ScheduleRow>> SchedulesAsync(this StoreSession session, Guid document, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Schedules.ColumnNames} from schedules where tenant = @tenant and document = @document order by due_at",
            Tables.Schedules.Read, ct, ("@document", document));

    public static Task<List<ScheduleRow>> SchedulesAsync(this StoreSession session, IReadOnlyCollection<Guid> documents, CancellationToken ct) =>
        session.QueryForKeysAsync(
            $"select {Tables.Schedules.Prefixed("s")} from {{keys}} cross join schedules s where s.tenant = @tenant and s.document = k.id",
            ById, Keyed(documents), Tables.Schedules.Read, ct);

    /// <summary>All that is planned or has failed, in the order of its time.</summary>
    public static Task<List<ScheduleRow>> SchedulesAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync(
            $"select {Tables.Schedules.ColumnNames} from schedules where tenant = @tenant order by due_at, document, language, act", Tables.Schedules.Read, ct);

    /// <returns>Null when the document is not in the bin.</returns>
    public static async Task<BinnedRow?> BinnedAsync(this StoreSession session, Guid document, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.Binned.ColumnNames} from binned where tenant = @tenant and document = @document", Tables.Binned.Read, ct, ("@document", document))).FirstOrDefault();

    /// <summary>The bin, last thrown away first.</summary>
    public static Task<List<BinnedRow>> BinnedAsync(this StoreSession session, CancellationToken ct) =>
        session.QueryAsync($"select {Tables.Binned.ColumnNames} from binned where tenant = @tenant order by at desc, document", Tables.Binned.Read, ct);

    public static async Task<ReviewDayRow?> ReviewDayAsync(this StoreSession session, Guid document, CancellationToken ct) =>
        (await session.QueryAsync(
            $"select {Tables.ReviewDays.ColumnNames} from review_days where tenant = @tenant and document = @document", Tables.ReviewDays.Read, ct, ("@document", document))).FirstOrDefault();

    /// <summary>Public documents of a type whose day of checking comes by then, earliest first, with who answers for each.</summary>
    public static Task<List<(Guid Document, DateOnly DueOn, string Owner)>> DueForReviewAsync(this StoreSession session, string type, DateOnly until, CancellationToken ct) =>
        session.QueryAsync(
            "select r.document, r.due_on, coalesce(o.owner, v.author) from review_days r join documents d on d.tenant = @tenant and d.id = r.document" +
            " join versions v on v.tenant = @tenant and v.id = r.document and v.version = 1" +
            " left join owners o on o.tenant = @tenant and o.document = r.document" +
            " where r.tenant = @tenant and r.due_on <= @until and d.type = @type and d.state = 'Published' order by r.due_on, r.document",
            r => (r.Guid(), DateOnly.ParseExact(r.Text(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), r.Text()), ct,
            ("@until", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), ("@type", type));

    public static void KeepReviewDay(this TenantUnit unit, ReviewDayRow day) => unit.Upsert(Tables.ReviewDays, day);

    /// <summary>Notes in the history that a person looked, and it still holds.</summary>
    public static void Confirm(this TenantUnit unit, Guid document, int version, string actor) =>
        unit.Insert(Tables.Remarks, new RemarkRow(Guid.CreateVersion7(unit.Now), document, version, RemarkKind.Confirmed, [], actor, unit.Now, null));

    private static object?[][] Keyed(IEnumerable<Guid> ids) => [.. ids.Select(id => new object?[] { id })];
}
