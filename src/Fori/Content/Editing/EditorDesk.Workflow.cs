using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fori.Documents;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Content.Editing;

/// <summary>A document that refers to another.</summary>
/// <param name="IsPublic">What the public sees of it refers, not only a draft.</param>
public sealed record DocumentUse(Guid Document, string Type, byte[] Body, bool IsPublic);

/// <summary>What is asked of one document.</summary>
/// <param name="Remarks">Those that reviews and schedules name.</param>
public sealed record DocumentWork(
    IReadOnlyList<ReviewRow> Reviews, IReadOnlyList<RemarkRow> Remarks, IReadOnlyList<ScheduleRow> Schedules, IReadOnlyList<PreviewLinkRow> Links, ReviewDayRow? ReviewDay);

/// <summary>Reviews, times, links, the bin and days of checking.</summary>
public sealed partial class EditorDesk
{
    public static readonly TimeSpan BinKeeps = TimeSpan.FromDays(30);
    public static readonly TimeSpan LinkLasts = TimeSpan.FromDays(7);
    private const int ReviewedAfterMonths = 12;
    private const string Clockwork = "schedule";

    public Task<DocumentWork> WorkAsync(Tenant tenant, Guid id, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
    {
        var reviews = await session.ReviewsAsync([id], ct);
        var schedules = await session.SchedulesAsync(id, ct);
        return new DocumentWork(
            reviews, await session.RemarksAsync([.. reviews.Select(r => r.Remark), .. schedules.Select(s => s.Remark)], ct), schedules,
            await session.PreviewLinksAsync(id, ct), await session.ReviewDayAsync(id, ct));
    }, ct);

    /// <summary>Everything that was sent for review and is not published since, with what was said last.</summary>
    public Task<List<(ReviewRow Review, RemarkRow Remark)>> ReviewsAsync(Tenant tenant, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
    {
        var reviews = await session.ReviewsAsync(ct);
        var remarks = (await session.RemarksAsync([.. reviews.Select(r => r.Remark)], ct)).ToDictionary(r => r.Id);
        return reviews.Where(r => remarks.ContainsKey(r.Remark)).Select(r => (r, remarks[r.Remark])).OrderBy(r => r.Item2.At).ToList();
    }, ct);

    public Task<List<RemarkRow>> RemarksAsync(Tenant tenant, Guid id, int limit, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.RemarksOfAsync(id, limit, ct), ct);

    public Task<List<ScheduleRow>> SchedulesAsync(Tenant tenant, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.SchedulesAsync(ct), ct);

    /// <returns>Refused as <see cref="EditedDocuments.SubmitAsync"/> does.</returns>
    public Task<Outcome<EditorSave>> SubmitAsync(Tenant tenant, Guid id, int expected, IReadOnlyList<string> languages, string? note, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => edited.SubmitAsync(unit, id, expected, languages, note, origin, stop), actor, ct);

    /// <returns>Refused as <see cref="EditedDocuments.SendBackAsync"/> does.</returns>
    public Task<Outcome<EditorSave>> SendBackAsync(Tenant tenant, Guid id, IReadOnlyList<string> languages, string? comment, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => EditedDocuments.SendBackAsync(unit, id, languages, comment, origin, stop), actor, ct);

    /// <returns>Refused as <see cref="EditedDocuments.DiscardAsync"/> does.</returns>
    public Task<Outcome<EditorSave>> DiscardAsync(Tenant tenant, Guid id, int expected, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => edited.DiscardAsync(unit, id, expected, origin, stop), actor, ct);

    /// <returns>Refused as <see cref="EditedDocuments.WithdrawLanguageAsync"/> does, and with <c>page.children-public</c> for the last language.</returns>
    public Task<Outcome<EditorSave>> WithdrawLanguageAsync(Tenant tenant, Guid id, int expected, string language, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => WithdrawLanguageInAsync(unit, id, expected, language, origin, stop), actor, ct);

    /// <summary>Notes what is to happen, if it could happen now.</summary>
    /// <returns>Refused as <see cref="EditedDocuments.ScheduleAsync"/> does, and as a publishing of the draft would be.</returns>
    public async Task<Outcome<EditorSave>> ScheduleAsync(Tenant tenant, ScheduleOrder planned, string actor, CancellationToken ct)
    {
        var filled = planned.Act == ScheduledAct.Publish ? await FillAsync(tenant, planned.Document, planned.Expected, planned.DueAt, null, actor, ct) : planned.Expected;
        return filled.Succeeded ? await PlanAsync(tenant, planned with { Expected = filled.Value }, actor, ct) : Outcome<EditorSave>.Refused(filled.Problems);
    }

    private Task<Outcome<EditorSave>> PlanAsync(Tenant tenant, ScheduleOrder order, string actor, CancellationToken ct) => WriteAsync(
        tenant,
        async (unit, origin, stop) =>
        {
            if (order.Act == ScheduledAct.Publish && await unit.Session.EditedAsync(order.Document, stop) is { } found && node.Types.Find(found.Document.Type) is { } type)
            {
                var publishing = new PublishingOrder(order.Document, order.Expected, order.Languages, order.WithSharedFields, null);
                var problems = (await ProblemsAsync(tenant, unit, type, found.Draft.Body, publishing, stop)).ToList();
                if (problems.Exists(IsParentMissing) && DocumentFacts.Read(type.Kind, found.Draft.Body).Parent is { } parent
                    && (await unit.Session.SchedulesAsync(parent, stop)).Exists(s => s.Act == ScheduledAct.Publish && s.FailedAt is null && s.DueAt <= order.DueAt))
                {
                    problems.RemoveAll(p => IsParentMissing(p)); // It will be public by then.
                }

                var titles = DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Select(t => t.Language);
                problems.AddRange(order.Languages.Except(titles).Select(l => Problem.Of("publish.untitled", $"{type.Kind.TitleMember}.{l}", ("language", l))));
                if (problems.Count > 0)
                {
                    return Outcome<EditedState>.Refused(problems);
                }
            }

            return await EditedDocuments.ScheduleAsync(unit, order, origin, stop);
        },
        actor, ct);

    public Task<Outcome<EditorSave>> CancelScheduleAsync(Tenant tenant, Guid id, string language, ScheduledAct act, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => EditedDocuments.CancelScheduleAsync(unit, id, language, act, origin, stop), actor, ct);

    /// <summary>
    /// Does what is due, each in one transaction with the removal of its row: once, whoever else tries, and after any
    /// stop. What is refused now is noted for who planned it.
    /// </summary>
    /// <returns>How many were done or refused.</returns>
    /// <exception cref="AggregateException">Some could not be tried; the others were, and these are tried again at the next look.</exception>
    public async Task<int> PerformDueAsync(Tenant tenant, CancellationToken ct)
    {
        var (now, count) = (node.Clock.GetUtcNow(), 0);
        var due = (await SchedulesAsync(tenant, ct)).Where(s => s.FailedAt is null && s.DueAt <= now)
            .GroupBy(s => (s.DueAt, s.Document, s.Act, s.Version, Alone: s.Act == ScheduledAct.Publish ? "" : s.Language)).OrderBy(g => g.Key.DueAt).ThenByDescending(g => g.Key.Act)
            .Select(g => (Rows: g.ToList(), IsSecond: false)).ToList();
        var failures = new List<Exception>();
        for (var queue = new Queue<(List<ScheduleRow> Rows, bool IsSecond)>(due); queue.TryDequeue(out var next);)
        {
            try
            {
                // A page may wait for the one above it, which goes out at the same time.
                var outcome = await WriteAsync(tenant, (unit, _, stop) => PerformAsync(tenant, unit, next.Rows, !next.IsSecond, stop), next.Rows[0].ScheduledBy, ct);
                if (!outcome.Succeeded && !next.IsSecond)
                {
                    queue.Enqueue((next.Rows, true));
                    continue;
                }

                count += next.Rows.Count;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failures.Add(e); // One that is broken must not keep the others from their time.
            }
        }

        return failures.Count == 0 ? count : throw new AggregateException(failures);
    }

    /// <summary>Documents that refer to one, in a draft or in what is public. What is in the bin does not count.</summary>
    public Task<IReadOnlyList<DocumentUse>> UsesAsync(Tenant tenant, Guid id, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => UsesAsync(session, id, ct), ct);

    /// <summary>Puts a document in the bin.</summary>
    /// <returns>Refused as a save is, and with <c>document.in-use</c> while something public refers to it.</returns>
    public Task<Outcome<EditorSave>> BinAsync(Tenant tenant, Guid id, int expected, string actor, CancellationToken ct) => WriteAsync(
        tenant,
        async (unit, origin, stop) => (await UsesAsync(unit.Session, id, stop)).Any(u => u.IsPublic) ? Problem.Of("document.in-use") : await edited.BinAsync(unit, id, expected, origin, stop),
        actor, ct);

    /// <returns>Refused as <see cref="EditedDocuments.TakeFromBinAsync"/> does, and with <c>layer.taken</c>.</returns>
    public Task<Outcome<EditorSave>> TakeFromBinAsync(Tenant tenant, Guid id, string actor, CancellationToken ct) => WriteAsync(
        tenant,
        async (unit, origin, stop) =>
        {
            // Meanwhile its record may have been written of anew.
            var problem = await unit.Session.EditedAsync(id, stop) is { } found && ContentModule.Find(found.Document.Type)?.LayerOn is { } record
                ? await LayerProblemAsync(unit.Session, node.Types[found.Document.Type].Kind, record, id, found.Draft.Body, stop)
                : null;
            return problem is null ? await EditedDocuments.TakeFromBinAsync(unit, id, origin, stop) : problem;
        },
        actor, ct);

    /// <summary>The bin, last thrown away first.</summary>
    public Task<List<(BinnedRow Row, EditedDocument Document)>> BinAsync(Tenant tenant, CancellationToken ct) => node.Database.ReadAsync(tenant.Id, async session =>
    {
        var found = new List<(BinnedRow, EditedDocument)>();
        foreach (var row in await session.BinnedAsync(ct))
        {
            if (await session.EditedAsync(row.Document, ct) is { } document)
            {
                found.Add((row, document));
            }
        }

        return found;
    }, ct);

    /// <summary>Removes the texts of what has been in the bin for thirty days.</summary>
    /// <returns>How many documents.</returns>
    public async Task<int> EmptyBinAsync(Tenant tenant, CancellationToken ct)
    {
        var (until, count) = (node.Clock.GetUtcNow() - BinKeeps, 0);
        foreach (var row in (await node.Database.ReadAsync(tenant.Id, session => session.BinnedAsync(ct), ct)).Where(b => b.At <= until))
        {
            count += await node.Writer.WriteAsync(
                tenant.Id, WriteLane.People, (unit, stop) => EditedDocuments.RemoveFromBinAsync(unit, row.Document, until, new WriteOrigin(Clockwork, Clockwork), stop), ct) ? 1 : 0;
        }

        return count;
    }

    /// <param name="secret">Made by the server for the form, so that a form sent twice makes one link.</param>
    public Task<PreviewLinkRow> LinkAsync(Tenant tenant, Guid id, string secret, string actor, CancellationToken ct) => node.Writer.WriteAsync(
        tenant.Id, WriteLane.People,
        (unit, stop) => unit.KeepLinkAsync(new PreviewLinkRow(Guid.CreateVersion7(unit.Now), id, HashOf(secret), actor, unit.Now, unit.Now + LinkLasts, null), stop), ct);

    /// <returns>False when the document has no such link.</returns>
    public Task<bool> RevokeLinkAsync(Tenant tenant, Guid id, Guid link, CancellationToken ct) =>
        node.Writer.WriteAsync(tenant.Id, WriteLane.People, (unit, stop) => unit.RevokeLinkAsync(id, link, stop), ct);

    /// <returns>Null when nobody made such a link; an expired or revoked one is found.</returns>
    public Task<PreviewLinkRow?> FindLinkAsync(Tenant tenant, string secret, CancellationToken ct) =>
        node.Database.ReadAsync(tenant.Id, session => session.PreviewLinkAsync(HashOf(secret), ct), ct);

    public bool IsOpen(PreviewLinkRow link) => link.RevokedAt is null && link.ExpiresAt > node.Clock.GetUtcNow();

    /// <summary>The document still holds: it is looked at again in a year.</summary>
    /// <returns>Refused: <c>document.unknown</c>, <c>document.not-public</c>.</returns>
    public Task<Outcome<EditorSave>> ConfirmAsync(Tenant tenant, Guid id, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => ReviewByAsync(unit, id, null, origin, stop), actor, ct);

    /// <summary>Sets the day by which somebody looks whether the document still holds.</summary>
    /// <returns>Refused: <c>document.unknown</c>, <c>document.not-public</c>, <c>schedule.past</c>.</returns>
    public Task<Outcome<EditorSave>> SetReviewDayAsync(Tenant tenant, Guid id, DateOnly day, string actor, CancellationToken ct) =>
        WriteAsync(tenant, (unit, origin, stop) => ReviewByAsync(unit, id, day, origin, stop), actor, ct);

    /// <summary>Public documents whose day of checking comes within thirty days, or has passed; earliest first.</summary>
    public async Task<IReadOnlyList<ReviewDue>> DueForReviewAsync(Tenant tenant, CancellationToken ct)
    {
        var until = MunicipalTime.DayOf(node.Clock.GetUtcNow()).AddDays(ReviewDue.FirstNotice);
        var due = new List<ReviewDue>();
        foreach (var type in ContentModule.Types)
        {
            due.AddRange((await node.Database.ReadAsync(tenant.Id, session => session.DueForReviewAsync(type.Name, until, ct), ct))
                .Select(d => new ReviewDue(d.Document, type.Name, d.DueOn, d.Owner)));
        }

        return [.. due.OrderBy(d => d.DueOn)];
    }

    private static bool IsParentMissing(Problem problem) => problem.Code == "page.parent-not-public";

    private static byte[] HashOf(string secret) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret));

    private async Task<Outcome<EditedState>> WithdrawLanguageInAsync(TenantUnit unit, Guid id, int? expected, string language, WriteOrigin origin, CancellationToken ct)
    {
        var isLast = (await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault() is { Languages: [var only] } && only == language;
        return isLast && await HasPublicBelowAsync(unit, id, ct) is { } problem ? problem : await edited.WithdrawLanguageAsync(unit, id, expected, language, origin, ct);
    }

    private async Task<Outcome<EditedState>> PerformAsync(Tenant tenant, TenantUnit unit, IReadOnlyList<ScheduleRow> planned, bool mayWait, CancellationToken ct)
    {
        var (id, act) = (planned[0].Document, planned[0].Act);
        var rows = (await unit.Session.SchedulesAsync(id, ct)).Where(planned.Contains).ToList();
        if (rows.Count == 0 || (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is not { } document)
        {
            return new EditedState(id, 0, null, false); // Done by another node, or taken back.
        }

        var origin = new WriteOrigin(rows[0].ScheduledBy, Clockwork);
        Outcome<EditedState> outcome;
        if (act == ScheduledAct.Publish)
        {
            var note = (await unit.Session.RemarksAsync([rows[0].Remark], ct)).FirstOrDefault()?.Text;
            outcome = await PublishInAsync(
                tenant, unit, new PublishingOrder(id, document.Draft, [.. rows.Select(r => r.Language)], rows[0].WithShared, note, rows[0].Version), origin, ct);
        }
        else
        {
            outcome = await EndAsync(unit, document, rows[0].Language, origin, ct);
        }

        if (outcome.Succeeded)
        {
            return outcome;
        }

        if (mayWait && outcome.Problems.All(IsParentMissing))
        {
            return outcome;
        }

        foreach (var row in rows)
        {
            EditedDocuments.FailSchedule(unit, row, ScheduleFailure.Write(outcome.Problems), origin);
        }

        return new EditedState(id, document.Draft, document.Published, true);
    }

    private async Task<IReadOnlyList<DocumentUse>> UsesAsync(StoreSession session, Guid id, CancellationToken ct)
    {
        var referrers = (await session.ReferencesToDocumentsAsync([id], ct)).Select(r => r.Document).Where(d => d != id).Distinct().ToList();
        var documents = (await session.DocumentsAsync(referrers, ct)).Where(d => d.State is DocumentState.Draft or DocumentState.Published or DocumentState.Historical).ToList();
        var drafts = (await session.DraftVersionsAsync([.. documents.Select(d => d.Id)], ct)).ToDictionary(v => v.Id);
        var shown = (await session.PublishedAsync([.. documents.Select(d => d.Id)], ct)).ToDictionary(p => p.Id);
        bool Refers(DocumentRow document) => shown.TryGetValue(document.Id, out var row) && node.Types.Find(document.Type) is { } type
            && DocumentFacts.ReferencesOf(type.Kind, row.Body, null).Any(r => r.Target == id);
        return [.. documents.Where(d => drafts.ContainsKey(d.Id)).Select(d => new DocumentUse(d.Id, d.Type, drafts[d.Id].Body, Refers(d))).OrderByDescending(u => u.IsPublic)];
    }

    // A day that somebody chose stays, unless it has passed: then publishing was the look that it asked for.
    private static async Task BeginReviewYearAsync(TenantUnit unit, Guid id, CancellationToken ct)
    {
        var today = MunicipalTime.DayOf(unit.Now);
        if (await unit.Session.ReviewDayAsync(id, ct) is not { SetBy: not null } set || set.DueOn <= today)
        {
            unit.KeepReviewDay(new ReviewDayRow(id, today.AddMonths(ReviewedAfterMonths), null, unit.Now));
        }
    }

    private static async Task<Outcome<EditedState>> ReviewByAsync(TenantUnit unit, Guid id, DateOnly? day, WriteOrigin origin, CancellationToken ct)
    {
        if ((await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is not { } document)
        {
            return Problem.Of("document.unknown", "", ("id", id.ToString()));
        }

        var today = MunicipalTime.DayOf(unit.Now);
        if (document.Published is not { } published)
        {
            return Problem.Of("document.not-public");
        }

        if (day <= today)
        {
            return Problem.Of("schedule.past");
        }

        var row = new ReviewDayRow(id, day ?? today.AddMonths(ReviewedAfterMonths), day is null ? null : origin.Actor, unit.Now);
        if (await unit.Session.ReviewDayAsync(id, ct) is { } kept && kept.DueOn == row.DueOn && kept.SetBy is null == (row.SetBy is null))
        {
            return new EditedState(id, document.Draft, published, false);
        }

        unit.KeepReviewDay(row);
        if (day is null)
        {
            unit.Confirm(id, published, origin.Actor);
        }

        return new EditedState(id, document.Draft, published, true);
    }
}

/// <summary>Why what was planned was refused, as it is kept.</summary>
public static class ScheduleFailure
{
    public static string Write(IReadOnlyList<Problem> problems) =>
        JsonSerializer.Serialize([.. problems.Select(p => new Kept(p.Code, p.Path, p.Arguments))], ScheduleFailureJson.Default.IReadOnlyListKept);

    public static IReadOnlyList<Problem> Read(string? json) => json is null
        ? []
        : [.. (JsonSerializer.Deserialize(json, ScheduleFailureJson.Default.IReadOnlyListKept) ?? []).Select(k => new Problem(k.Code, k.Path, k.Arguments))];

    internal sealed record Kept(string Code, string Path, IReadOnlyDictionary<string, string> Arguments);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ScheduleFailure.Kept>))]
internal sealed partial class ScheduleFailureJson : JsonSerializerContext;
