using Fori.Store.Golden;
using Fori.Store.Schema;
using Fori.Store.Sql;
using Fori.Store.Writing;

namespace Fori.Store.Editing;

/// <summary>What is to happen to languages of a document at a time.</summary>
/// <param name="Expected">The draft version that was read, which is what will be published.</param>
public sealed record ScheduleOrder(
    Guid Document, int Expected, ScheduledAct Act, IReadOnlyList<string> Languages, DateTimeOffset DueAt, bool WithSharedFields, string? Note);

/// <summary>From draft by review to what is public, and back.</summary>
public sealed partial class EditedDocuments
{
    /// <summary>Sends languages of the draft to those who may publish them. What is sent already stays as it was sent.</summary>
    /// <returns>Refused: as a save, and <c>publish.untitled</c>, <c>review.nothing-new</c> (each is public as it is written).</returns>
    public async Task<Outcome<EditedState>> SubmitAsync(
        TenantUnit unit, Guid id, int expected, IReadOnlyList<string> languages, string? note, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, id, expected, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        var kind = kinds[document.Type];
        if (languages.Except(DocumentFacts.Read(kind, draft!.Body).Titles.Select(t => t.Language)).ToList() is [var untitled, ..]) // A document that is named by a version has it.
        {
            return Problem.Of("publish.untitled", $"{kind.TitleMember}.{untitled}", ("language", untitled));
        }

        var open = (await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault();
        var shown = open is null ? null : await unit.Session.VersionAsync(id, open.Version, ct);
        var changed = languages.Where(l => open is null || shown is null || !open.Languages.Contains(l) || IsChanged(kind, shown.Body, draft.Body, l)).ToList();
        if (changed.Count == 0)
        {
            return Problem.Of("review.nothing-new");
        }

        var before = (await unit.Session.ReviewsAsync([id], ct)).Where(r => r.State == ReviewState.Waiting && r.Version == draft.Version).Select(r => r.Language);
        var sent = changed.Except(before).ToList();
        if (sent.Count == 0)
        {
            return StateOf(document, changed: false);
        }

        var remark = Remark(unit, id, draft.Version, RemarkKind.Submitted, sent, origin, note);
        foreach (var language in sent)
        {
            unit.Upsert(Tables.Reviews, new ReviewRow(id, language, ReviewState.Waiting, draft.Version, origin.Actor, remark));
        }

        return StateOf(document, changed: true);
    }

    /// <summary>Gives languages back to who sent them.</summary>
    /// <returns>Refused: <c>document.unknown</c>, <c>review.comment-missing</c>, <c>review.not-waiting</c> (published, or sent back by somebody else, meanwhile).</returns>
    public static async Task<Outcome<EditedState>> SendBackAsync(
        TenantUnit unit, Guid id, IReadOnlyList<string> languages, string? comment, WriteOrigin origin, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(comment))
        {
            return Problem.Of("review.comment-missing");
        }

        if ((await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is not { } document)
        {
            return Problem.Of("document.unknown", "", ("id", id.ToString()));
        }

        var reviews = (await unit.Session.ReviewsAsync([id], ct)).Where(r => languages.Contains(r.Language)).ToList();
        if (reviews.Count < languages.Count)
        {
            return Problem.Of("review.not-waiting");
        }

        if (reviews.TrueForAll(r => r.State == ReviewState.SentBack))
        {
            // The same form sent twice; another's comment is not to be covered by it.
            var said = await unit.Session.RemarksAsync([.. reviews.Select(r => r.Remark)], ct);
            return said.TrueForAll(r => r.Actor == origin.Actor && r.Text == comment) ? StateOf(document, changed: false) : Problem.Of("review.not-waiting");
        }

        var remark = Remark(unit, id, document.Draft, RemarkKind.SentBack, languages, origin, comment);
        foreach (var review in reviews)
        {
            unit.Upsert(Tables.Reviews, review with { State = ReviewState.SentBack, Remark = remark });
        }

        return StateOf(document, changed: true);
    }

    /// <summary>Goes back to what is public: what was written since stays in the history. Reviews and planned publishings end.</summary>
    /// <returns>Refused: as a save, and <c>document.not-public</c>.</returns>
    public async Task<Outcome<EditedState>> DiscardAsync(TenantUnit unit, Guid id, int expected, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, id, expected, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        if (document.Published is not { } published || await unit.Session.VersionAsync(id, published, ct) is not { } shown)
        {
            return Problem.Of("document.not-public");
        }

        if (published == document.Draft)
        {
            return StateOf(document, changed: false);
        }

        var discarded = document with { Draft = published };
        unit.Upsert(Tables.Documents, discarded);
        await ReferAsync(unit, kinds[document.Type], discarded, shown.Body, ct, shown.Body);
        unit.Log(id, document.Type, ChangeOperation.Draft, published, GoldenMerge.Compare(kinds[document.Type].Shape, draft!.Body, shown.Body), origin.Actor, origin.Origin); // As above.
        Remark(unit, id, document.Draft, RemarkKind.Discarded, [], origin, null);
        unit.TakeBackTranslations(id, published);
        unit.ChangeDocuments("delete from reviews where tenant = @tenant and document in (select id from {keys})", [id]);
        unit.ChangeDocuments("delete from schedules where tenant = @tenant and act = 'Publish' and document in (select id from {keys})", [id]);
        return StateOf(discarded, changed: true);
    }

    /// <summary>Takes one language out of public sight; the draft and the other languages stay. The last one is the whole document.</summary>
    /// <param name="expected">The draft version that was read; null for whatever it is (what was scheduled).</param>
    /// <returns>Refused: as a save, and <c>document.not-public</c>.</returns>
    public async Task<Outcome<EditedState>> WithdrawLanguageAsync(TenantUnit unit, Guid id, int? expected, string language, WriteOrigin origin, CancellationToken ct)
    {
        var named = expected ?? (await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault()?.Draft ?? 0;
        var read = await ReadAsync(unit, id, named, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        var (document, draft) = read.Value;
        var open = (await unit.Session.OpenPublicationsAsync([id], ct)).FirstOrDefault();
        if (open is null || !open.Languages.Contains(language) || await unit.Session.VersionAsync(id, open.Version, ct) is not { } shown)
        {
            return Problem.Of("document.not-public");
        }

        if (open.Languages.Count == 1)
        {
            return await WithdrawAsync(unit, id, named, origin, ct);
        }

        // As publishing nothing in the language: every other text and what is shared stays as it is shown.
        var kind = kinds[document.Type];
        var body = Publishing.Compose(shown.Body, "{}"u8.ToArray(), kind.Shape, [language], withSharedFields: false);
        var version = await unit.Session.NewestVersionAsync(id, ct) + 1;
        unit.Insert(Tables.Versions, new VersionRow(id, version, kind.Schema, body, null, origin.Actor, origin.Origin, unit.Now, null, 0));
        Remark(unit, id, version, RemarkKind.Withdrawn, [language], origin, null);
        EndSchedules(unit, id, ScheduledAct.Withdraw, [language]);
        var left = document with { Published = version };
        await ShowAsync(unit, kind, left, open, [.. open.Languages.Where(l => l != language)], shown.Body, body, draft!.Body, origin, ct); // As above.
        return StateOf(left, changed: true);
    }

    /// <summary>Notes what is to happen; a time that the language had for the same act is replaced.</summary>
    /// <returns>Refused: as a save, and <c>schedule.past</c>, <c>document.not-public</c> (nothing to withdraw, and no publishing before it).</returns>
    public static async Task<Outcome<EditedState>> ScheduleAsync(TenantUnit unit, ScheduleOrder order, WriteOrigin origin, CancellationToken ct)
    {
        var read = await ReadAsync(unit, order.Document, order.Expected, null, ct);
        if (!read.Succeeded)
        {
            return Outcome<EditedState>.Refused(read.Problems);
        }

        if (order.DueAt <= unit.Now)
        {
            return Problem.Of("schedule.past");
        }

        var (document, _) = read.Value;
        var rows = await unit.Session.SchedulesAsync(order.Document, ct);
        var shown = (await unit.Session.OpenPublicationsAsync([order.Document], ct)).FirstOrDefault()?.Languages ?? [];
        bool WillBeShown(string language) => shown.Contains(language) || rows.Exists(r => r.Act == ScheduledAct.Publish && r.Language == language && r.DueAt < order.DueAt);
        if (order.Act == ScheduledAct.Withdraw && !order.Languages.All(WillBeShown))
        {
            return Problem.Of("document.not-public");
        }

        var version = order.Act == ScheduledAct.Publish ? document.Draft : 0;
        bool IsKept(string language) => rows.Exists(r => r.Act == order.Act && r.Language == language && r.DueAt == order.DueAt && r.Version == version && r.FailedAt is null);
        var planned = order.Languages.Where(l => !IsKept(l)).ToList();
        if (planned.Count == 0)
        {
            return StateOf(document, changed: false);
        }

        var remark = Remark(
            unit, document.Id, document.Draft, order.Act == ScheduledAct.Publish ? RemarkKind.PublishingScheduled : RemarkKind.WithdrawalScheduled, planned, origin, order.Note);
        foreach (var language in planned)
        {
            unit.Upsert(Tables.Schedules, new ScheduleRow(
                document.Id, language, order.Act, version, order.DueAt, origin.Actor, order.WithSharedFields, remark, null));
        }

        return StateOf(document, changed: true);
    }

    /// <summary>Takes back what was planned, or puts away what failed.</summary>
    public static async Task<Outcome<EditedState>> CancelScheduleAsync(TenantUnit unit, Guid id, string language, ScheduledAct act, WriteOrigin origin, CancellationToken ct)
    {
        if ((await unit.Session.DocumentsAsync([id], ct)).FirstOrDefault() is not { } document)
        {
            return Problem.Of("document.unknown", "", ("id", id.ToString()));
        }

        if (!(await unit.Session.SchedulesAsync(id, ct)).Exists(s => s.Language == language && s.Act == act))
        {
            return StateOf(document, changed: false);
        }

        EndSchedules(unit, id, act, [language]);
        Remark(unit, id, document.Draft, RemarkKind.ScheduleCancelled, [language], origin, null);
        return StateOf(document, changed: true);
    }

    /// <summary>Notes that what was planned was refused. It then waits for a person and is not tried again.</summary>
    /// <param name="why">The problems, as JSON.</param>
    public static void FailSchedule(TenantUnit unit, ScheduleRow row, string why, WriteOrigin origin) => unit.Upsert(
        Tables.Schedules,
        row with { FailedAt = unit.Now, Remark = Remark(unit, row.Document, row.Version, RemarkKind.ScheduleFailed, [row.Language], origin, why) });

    private static bool IsChanged(DocumentKind kind, byte[] shown, byte[] draft, string language) =>
        GoldenMerge.Compare(kind.Shape, shown, draft).Any(f => !f.Contains('.', StringComparison.Ordinal) || f.EndsWith("." + language, StringComparison.Ordinal));

    // Publishing is the answer to a review, and goes before what was planned for the language: an older text must not come later.
    private static async Task EndWaitingAsync(TenantUnit unit, Guid id, IReadOnlyList<string> languages, CancellationToken ct)
    {
        foreach (var review in (await unit.Session.ReviewsAsync([id], ct)).Where(r => languages.Contains(r.Language)))
        {
            unit.ChangeDocuments("delete from reviews where tenant = @tenant and language = @language and document in (select id from {keys})", [id], ("@language", review.Language));
        }

        EndSchedules(unit, id, ScheduledAct.Publish, languages);
    }

    private static void EndSchedules(TenantUnit unit, Guid id, ScheduledAct act, IReadOnlyList<string> languages)
    {
        foreach (var language in languages)
        {
            unit.ChangeDocuments(
                "delete from schedules where tenant = @tenant and act = @act and language = @language and document in (select id from {keys})", [id],
                ("@act", act.ToString()), ("@language", language));
        }
    }

    private static Guid Remark(TenantUnit unit, Guid document, int version, RemarkKind kind, IReadOnlyList<string> languages, WriteOrigin origin, string? text)
    {
        var id = Guid.CreateVersion7(unit.Now);
        unit.Insert(Tables.Remarks, new RemarkRow(id, document, version, kind, languages, origin.Actor, unit.Now, text));
        return id;
    }
}
