using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Microsoft.AspNetCore.DataProtection;

namespace Fori.Web.Content;

/// <summary>Review, times, links, discarding: what is asked of one document. Every act is a form of its own.</summary>
internal static partial class ContentPages
{
    private const int MostRemarks = 200;

    private const string Publish = "publish";
    private const int LongestComment = 2_000;
    private const int LongestNote = 300;

    private static void MapWorkflow(RouteGroupBuilder staff)
    {
        staff.MapForm("/content/{type}/{id:guid}/send-back", http => OfDocumentAsync(http, (type, found) => SendBackAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/discard", http => OfDocumentAsync(http, (type, found) => DiscardAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/withdraw-language", http => OfDocumentAsync(http, (type, found) => WithdrawLanguageAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/schedule", http => OfDocumentAsync(http, (type, found) => ScheduleAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/unschedule", http => OfDocumentAsync(http, (type, found) => UnscheduleAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/link", http => OfDocumentAsync(http, (type, found) => LinkAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/revoke", http => OfDocumentAsync(http, (type, found) => RevokeAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/confirm", http => OfDocumentAsync(http, (type, found) => ConfirmAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/review-day", http => OfDocumentAsync(http, (type, found) => ReviewDayAsync(http, type, found)));
        staff.MapPage("/content/{type}/{id:guid}/delete", http => OfDocumentAsync(http, (type, found) => DeleteFormAsync(http, type, found, [])));
        staff.MapForm("/content/{type}/{id:guid}/delete", http => OfDocumentAsync(http, (type, found) => DeleteAsync(http, type, found)));
    }

    /// <summary>What the form of a document shows beside its fields.</summary>
    private static async Task<WorkflowView> WorkflowOfAsync(HttpContext http, DocumentType type, EditedDocument? found, DocumentWork? work, IReadOnlyList<string> written, SiteSettings settings)
    {
        var may = await MayOfAsync(http, type, found);
        IReadOnlyList<string> submittable = [.. settings.Languages.Where(l => may(ContentAction.Submit, l) && !may(ContentAction.Publish, l))];
        if (found is null || work is null)
        {
            return WorkflowView.Empty with { MaySubmit = settings.Languages.Any(l => may(ContentAction.Publish, l)) ? [] : submittable };
        }

        var (words, people, now) = (http.Words(), await PeopleAsync(http), http.RequestServices.GetRequiredService<Node>().Clock.GetUtcNow());
        var typed = http.Features.Get<TypedWorkflow>();
        var isPublic = found.Document.Published is not null;
        var mayEdit = settings.Languages.Any(l => may(ContentAction.Edit, l));
        IReadOnlyList<string> drafted = [.. DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Select(t => t.Language).Intersect(settings.Languages)];
        var today = MunicipalTime.DayOf(now);
        var owner = (await Desk(http).OwnerAsync(http.Node().Tenant, found.Document.Id, http.RequestAborted))?.Owner;
        return new WorkflowView
        {
            Owner = owner is null ? null : NameOf(people, owner),
            MayOwn = may(ContentAction.Edit, null) ? await MayOwnAsync(http, owner) : [],
            Reviews = [.. work.Reviews.GroupBy(r => (r.State, r.Remark)).Select(g => ReviewLineOf(words, people, [.. g], work.Remarks.First(r => r.Id == g.Key.Remark), found))],
            MaySubmit = settings.Languages.Any(l => may(ContentAction.Publish, l)) ? [] : [.. submittable.Where(l => written.Contains(l) || drafted.Contains(l))],
            MaySendBack = [.. work.Reviews.Where(r => r.State == ReviewState.Waiting && may(ContentAction.SendBack, r.Language)).Select(r => r.Language)],
            Comment = typed?.Comment ?? "",
            MayDiscard = isPublic && found.Document.Draft != found.Document.Published && mayEdit,
            MayWithdraw = found.Languages.Count < 2 ? [] : [.. settings.Languages.Where(l => found.Languages.Contains(l) && may(ContentAction.Withdraw, l))],
            Schedules = [.. work.Schedules.Select(s => ScheduleLineOf(http, people, s, work, found, may(s.Act == ScheduledAct.Publish ? ContentAction.Publish : ContentAction.Withdraw, s.Language)))],
            MaySchedulePublishing = [.. drafted.Where(l => may(PublishActionOf(type, found.Draft.Body), l))],
            MayScheduleWithdrawal = [.. settings.Languages.Where(l =>
                may(ContentAction.Withdraw, l) && (found.Languages.Contains(l) || work.Schedules.Any(s => s.Act == ScheduledAct.Publish && s.Language == l)))],
            Typed = typed?.Schedule ?? new ScheduleTyped(Publish, drafted, "", "", ""),
            Links = [.. work.Links.Select(l => new PreviewLinkLine(l.Id.ToString(), LinkSentence(http, people, l), Desk(http).IsOpen(l)))],
            NewLink = mayEdit && (type.Name == nameof(Fori.Content.Types.Sections.Section) || Fori.Content.ContentModule.Find(type.Name)?.Page is not null) ? SealOf(http).Protect(Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32))) : null,
            MayDelete = may(ContentAction.Delete, null),
            ArchiveWhat = isPublic && may(ContentAction.Archive, null) ? ArchiveWhat(http, type.Name) : null,
            Archived = await ArchivedSentenceAsync(http, found, people),
            MayTakeFromArchive = found.Document.State == DocumentState.Historical && may(ContentAction.Restore, null),
            EndsInArchive = Fori.Content.ContentModule.Find(type.Name)?.WhenArchived == Fori.Content.WhenArchived.Readable,
            ReviewDay = isPublic && work.ReviewDay is { } day ? words.Ui.Day(day.DueOn) : null,
            ReviewDayField = work.ReviewDay?.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
            IsReviewDue = work.ReviewDay?.DueOn <= today,
            MayConfirm = mayEdit,
        };
    }

    /// <summary>Who sent, or sent back, which languages, and when.</summary>
    private static ReviewLine ReviewLineOf(AdminWords words, IReadOnlyDictionary<string, string> people, IReadOnlyList<ReviewRow> rows, RemarkRow remark, EditedDocument found)
    {
        var isBack = rows[0].State == ReviewState.SentBack;
        var sentence = words.With(
            isBack ? "workflow.sent-back-by" : "workflow.sent-by",
            ("languages", LanguageNames(words, [.. rows.Select(r => r.Language)])), ("name", NameOf(people, remark.Actor)), ("at", words.At(remark.At)));
        return new ReviewLine(isBack || rows[0].Version == found.Document.Draft ? sentence : $"{sentence} {words["workflow.saved-since"]}", remark.Text, isBack);
    }

    private static IReadOnlyList<LanguageMark> Reviewed(IEnumerable<LanguageMark> marks, IEnumerable<ReviewRow>? reviews) =>
        [.. marks.Select(m => m with { Review = reviews?.FirstOrDefault(r => r.Language == m.Language)?.State })];

    private static async Task<IResult> SubmitAsync(HttpContext http, DocumentType type, EditorSave saved, Dictionary<string, string> typed, string[] languages, string? note)
    {
        var (ct, id) = (http.RequestAborted, saved.State.Document);
        var kept = await Desk(http).FindAsync(http.Node().Tenant, id, ct) ?? throw new InvalidOperationException($"The document {id} was saved and is not there.");
        foreach (var language in languages)
        {
            if (!await MayAsync(http, ContentAction.Submit, type, language, kept))
            {
                return await AdminAnswers.RefusedAsync(http, ContentAction.Submit);
            }
        }

        // All languages at once means those that are written.
        var written = languages.Length == 1 ? languages : [.. languages.Intersect(DocumentFacts.Read(type.Kind, kept.Draft.Body).Titles.Select(t => t.Language))];
        var outcome = written.Length == 0
            ? Problem.Of("publish.untitled", $"{type.Title?.Name}.{languages[0]}", ("language", languages[0]))
            : await Desk(http).SubmitAsync(http.Node().Tenant, id, saved.State.Draft, written, note, http.Staff().Actor, ct);
        if (outcome.Succeeded)
        {
            return Written(http, outcome.Value, PathOf(type.Name, id) + "?submitted");
        }

        typed["expected"] = saved.State.Draft.ToString(CultureInfo.InvariantCulture);
        return await FormAsync(http, type, kept, typed, Sentences(http, type, outcome.Problems, typed), http.Words()["content.saved"], null);
    }

    private static async Task<IResult> SendBackAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        IReadOnlyList<string> languages = [.. form["send-back-language"].OfType<string>().Distinct()];
        if (await RefusedAsync(http, ContentAction.SendBack, type, found, languages) is { } refused)
        {
            return refused;
        }

        var comment = Cut(form.Field("comment"), LongestComment);
        http.Features.Set(new TypedWorkflow(comment, null));
        return languages.Count == 0
            ? await FormAsync(http, type, found, [new FieldProblem("", ProblemText.Say(Problem.Of("review.not-waiting"), http.Words().Language))], null)
            : await AnswerAsync(
                http, type, found, await Desk(http).SendBackAsync(http.Node().Tenant, found.Document.Id, languages, comment, http.Staff().Actor, http.RequestAborted), "sent-back",
                p => p.Code == "review.comment-missing" ? "comment" : "");
    }

    private static async Task<IResult> DiscardAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var shown = (await ShownAsync(http, [found])).GetValueOrDefault(found.Document.Id);
        if (shown is not null && await MissingAsync(http, type, found, shown) is { } missing)
        {
            return await AdminAnswers.RefusedAsync(http, missing);
        }

        if (!await MayEditAsync(http, type, found))
        {
            return await NoEditAsync(http, type, found);
        }

        var expected = Number((await http.Request.ReadFormAsync(http.RequestAborted)).Field("expected"));
        return await AnswerAsync(
            http, type, found, await Desk(http).DiscardAsync(http.Node().Tenant, found.Document.Id, expected, http.Staff().Actor, http.RequestAborted), "draft-discarded", _ => "");
    }

    private static async Task<IResult> WithdrawLanguageAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var language = form.Field("language");
        return await RefusedAsync(http, ContentAction.Withdraw, type, found, [language])
            ?? await AnswerAsync(
                http, type, found,
                await Desk(http).WithdrawLanguageAsync(http.Node().Tenant, found.Document.Id, Number(form.Field("expected")), language, http.Staff().Actor, http.RequestAborted),
                "withdrawn-language", _ => "");
    }

    private static async Task<IResult> ScheduleAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        IReadOnlyList<string> languages = [.. form["plan-language"].OfType<string>().Distinct()];
        var act = form.Field("act") == Publish ? ScheduledAct.Publish : ScheduledAct.Withdraw;
        var right = act == ScheduledAct.Publish ? PublishActionOf(type, found.Draft.Body) : ContentAction.Withdraw;
        if (await RefusedAsync(http, right, type, found, languages) is { } refused)
        {
            return refused;
        }

        var (day, time, note) = (form.Field("plan-day"), form.Field("plan-time"), Cut(form.Field("plan-note"), LongestNote));
        http.Features.Set(new TypedWorkflow("", new ScheduleTyped(form.Field("act"), languages, day, time, note)));
        var read = MunicipalTime.Read(day, time);
        if (!read.Succeeded || languages.Count == 0)
        {
            return await FormAsync(http, type, found, [.. (read.Succeeded ? [Problem.Of("schedule.no-language")] : read.Problems).Select(p => PlanProblem(http, p))], null);
        }

        var may = await MayOfAsync(http, type, found);
        var withShared = settings.Languages.All(l => may(ContentAction.Publish, l));
        var order = new ScheduleOrder(found.Document.Id, Number(form.Field("expected")), act, languages, read.Value.At, withShared, note.Length == 0 ? null : note);
        return await AnswerAsync(
            http, type, found, await Desk(http).ScheduleAsync(http.Node().Tenant, order, http.Staff().Actor, http.RequestAborted), read.Value.IsTwice ? "scheduled-first" : "scheduled",
            p => p.Code.StartsWith("schedule.", StringComparison.Ordinal) ? "plan-day" : p.Path);
    }

    private static FieldProblem PlanProblem(HttpContext http, Problem problem) => new("plan-day", ProblemText.Say(problem with { Path = "" }, http.Words().Language));

    private static async Task<IResult> UnscheduleAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var (language, act) = (form.Field("language"), form.Field("act") == Publish ? ScheduledAct.Publish : ScheduledAct.Withdraw);
        return await RefusedAsync(http, act == ScheduledAct.Publish ? ContentAction.Publish : ContentAction.Withdraw, type, found, [language])
            ?? await AnswerAsync(
                http, type, found, await Desk(http).CancelScheduleAsync(http.Node().Tenant, found.Document.Id, language, act, http.Staff().Actor, http.RequestAborted), "unscheduled", _ => "");
    }

    private static async Task<IResult> ConfirmAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayEditAsync(http, type, found))
        {
            return await NoEditAsync(http, type, found);
        }

        var outcome = await Desk(http).ConfirmAsync(http.Node().Tenant, found.Document.Id, http.Staff().Actor, http.RequestAborted);

        // From the work list it goes back there, to the next.
        return outcome.Succeeded && (await http.Request.ReadFormAsync(http.RequestAborted)).Field("back") == "work-list"
            ? Written(http, outcome.Value, AdminModule.Root)
            : await AnswerAsync(http, type, found, outcome, "confirmed", _ => "");
    }

    private static async Task<IResult> ReviewDayAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayEditAsync(http, type, found))
        {
            return await NoEditAsync(http, type, found);
        }

        var typed = (await http.Request.ReadFormAsync(http.RequestAborted)).Field("review-day");
        var outcome = DateOnly.TryParseExact(typed, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var day) && day.Year < 9000
            ? await Desk(http).SetReviewDayAsync(http.Node().Tenant, found.Document.Id, day, http.Staff().Actor, http.RequestAborted)
            : Problem.Of("schedule.not-a-time");
        return await AnswerAsync(http, type, found, outcome, "review-day", _ => "review-day");
    }

    private static async Task<IResult> LinkAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayEditAsync(http, type, found))
        {
            return await NoEditAsync(http, type, found);
        }

        var words = http.Words();
        string secret;
        try
        {
            secret = SealOf(http).Unprotect((await http.Request.ReadFormAsync(http.RequestAborted)).Field("secret"));
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return await AdminAnswers.FormRefusedAsync(http); // Not of a form that was made here.
        }

        var link = await Desk(http).LinkAsync(http.Node().Tenant, found.Document.Id, secret, http.Staff().Actor, http.RequestAborted);
        return AdminAnswers.Page<LinkMadePage, LinkMadeView>(new LinkMadeView(
            $"{Site.PageRequest.OriginOf(http.Request)}{PreviewLinkPages.Path}/{secret}", words.At(link.ExpiresAt), PathOf(type.Name, found.Document.Id))
        {
            Frame = await http.FrameAsync(words["workflow.link.made"]),
        });
    }

    private static async Task<IResult> RevokeAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayEditAsync(http, type, found))
        {
            return await NoEditAsync(http, type, found);
        }

        return Guid.TryParse((await http.Request.ReadFormAsync(http.RequestAborted)).Field("link"), out var link)
            && await Desk(http).RevokeLinkAsync(http.Node().Tenant, found.Document.Id, link, http.RequestAborted)
            ? AdminAnswers.SeeOther(PathOf(type.Name, found.Document.Id) + "?revoked")
            : Results.NotFound();
    }

    private static async Task<IResult> DeleteFormAsync(HttpContext http, DocumentType type, EditedDocument found, IReadOnlyList<FieldProblem> problems)
    {
        if (!await MayAsync(http, ContentAction.Delete, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Delete);
        }

        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var uses = await Desk(http).UsesAsync(http.Node().Tenant, found.Document.Id, http.RequestAborted);
        var types = http.RequestServices.GetRequiredService<Node>().Types;
        UseLine Line(DocumentUse use) => new(
            types.Find(use.Type) is { } other ? TitleOf(other, use.Body, settings) ?? words["content.untitled"] : words["content.untitled"],
            Fori.Content.ContentModule.Types.Any(t => t.Name == use.Type) ? PathOf(use.Type, use.Document) : null,
            words[use.IsPublic ? "workflow.delete.use-public" : "workflow.delete.use-draft"]);
        var title = TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"];
        return AdminAnswers.Page<DeletePage, DeleteView>(new DeleteView(
            type.Name, found.Document.Id, found.Document.Draft, words.With("workflow.delete.heading", ("title", title)), [.. uses.Select(Line)], found.Document.Published is not null,
            uses.Any(u => u.IsPublic))
        {
            Frame = await http.FrameAsync(words["workflow.delete"]),
            Problems = problems,
        });
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Delete, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Delete);
        }

        var expected = Number((await http.Request.ReadFormAsync(http.RequestAborted)).Field("expected"));
        var outcome = await Desk(http).BinAsync(http.Node().Tenant, found.Document.Id, expected, http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded ? Written(http, outcome.Value, BinPages.Path + "?binned") : await DeleteFormAsync(http, type, found, Sentences(http, type, outcome.Problems));
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, DocumentType type, EditedDocument found, Outcome<EditorSave> outcome, string done, Func<Problem, string> field)
    {
        if (outcome.Succeeded)
        {
            return Written(http, outcome.Value, $"{PathOf(type.Name, found.Document.Id)}?{done}");
        }

        // Of what stands now: somebody else may have written meanwhile.
        var current = await Desk(http).FindAsync(http.Node().Tenant, found.Document.Id, http.RequestAborted) ?? found;
        var sentences = outcome.Problems.Zip(Sentences(http, type, outcome.Problems)).Select(p => field(p.First) is { Length: > 0 } named && !named.Contains('[', StringComparison.Ordinal) ? p.Second with { Field = named } : p.Second);
        return await FormAsync(http, type, current, [.. sentences], null);
    }

    /// <returns>The refusal of the first language that the person may not; null when all are allowed.</returns>
    private static async Task<IResult?> RefusedAsync(HttpContext http, ContentAction action, DocumentType type, EditedDocument found, IReadOnlyList<string> languages)
    {
        foreach (var language in languages.DefaultIfEmpty())
        {
            if (!await MayAsync(http, action, type, language, found))
            {
                return await AdminAnswers.RefusedAsync(http, action);
            }
        }

        return null;
    }

    internal static async Task<bool> MayEditAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        var (may, settings) = (await MayOfAsync(http, type, found), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        return settings.Languages.Any(l => may(ContentAction.Edit, l));
    }

    internal static async Task<IResult> NoEditAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.Edit), $"{type.Name}/{found.Document.Id}", allowed: false);
        return await AdminAnswers.RefusedAsync(http, ContentAction.Edit);
    }

    private static ScheduleLine ScheduleLineOf(HttpContext http, IReadOnlyDictionary<string, string> people, ScheduleRow row, DocumentWork work, EditedDocument found, bool mayCancel)
    {
        var words = http.Words();
        var act = row.Act == ScheduledAct.Publish ? Publish : "withdraw";
        var sentence = words.With(
            row.FailedAt is null ? $"workflow.schedule.will-{act}" : $"workflow.schedule.failed-{act}",
            ("language", words.Ui.NameOfLanguage(row.Language)), ("at", words.At(row.DueAt)), ("name", NameOf(people, row.ScheduledBy)));
        IReadOnlyList<string> why = row.FailedAt is null ? [] : [.. ScheduleFailure.Read(work.Remarks.FirstOrDefault(r => r.Id == row.Remark)?.Text).Select(p => ProblemText.Say(p with { Path = "" }, words.Language))];
        return new ScheduleLine(sentence, row.Language, act, why, row is { Act: ScheduledAct.Publish, FailedAt: null } && row.Version != found.Document.Draft, mayCancel);
    }

    private static string LinkSentence(HttpContext http, IReadOnlyDictionary<string, string> people, PreviewLinkRow link)
    {
        var words = http.Words();
        return link.RevokedAt is { } at
            ? words.With("workflow.link.revoked-at", ("name", NameOf(people, link.CreatedBy)), ("at", words.At(at)))
            : words.With(
                Desk(http).IsOpen(link) ? "workflow.link.open-until" : "workflow.link.ended-at", ("name", NameOf(people, link.CreatedBy)), ("at", words.At(link.ExpiresAt)));
    }

    private static IDataProtector SealOf(HttpContext http) => http.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("preview-link");

    private static string LanguageNames(AdminWords words, IReadOnlyList<string> languages) => string.Join(", ", languages.Select(words.Ui.NameOfLanguage));

    private static string Cut(string text, int most) => text.Trim() is var said && said.Length > most ? said[..most] : said;

    private static string? WorkflowDone(HttpContext http)
    {
        var (words, query) = (http.Words(), http.Request.Query);
        return query.ContainsKey("submitted") ? words["workflow.done.submitted"]
            : query.ContainsKey("sent-back") ? words["workflow.done.sent-back"]
            : query.ContainsKey("draft-discarded") ? words["workflow.done.discarded"]
            : query.ContainsKey("withdrawn-language") ? words["workflow.done.withdrawn-language"]
            : query.ContainsKey("scheduled") ? words["workflow.done.scheduled"]
            : query.ContainsKey("scheduled-first") ? words["workflow.done.scheduled-first"]
            : query.ContainsKey("unscheduled") ? words["workflow.done.unscheduled"]
            : query.ContainsKey("revoked") ? words["workflow.done.revoked"]
            : query.ContainsKey("confirmed") ? words["workflow.done.confirmed"]
            : query.ContainsKey("up-to-date") ? words["translation.done"]
            : query.ContainsKey("owner") ? words["hand-over.owner.done"]
            : query.ContainsKey("archived") ? words["archive.done"]
            : query.ContainsKey("unarchived") ? words["archive.taken"]
            : query.ContainsKey("review-day") ? words["workflow.done.review-day"]
            : null;
    }

    private static async Task<IReadOnlyList<RemarkLine>> SaidAsync(HttpContext http, EditedDocument found, IReadOnlyDictionary<string, string> people)
    {
        var words = http.Words();
        return [.. (await Desk(http).RemarksAsync(http.Node().Tenant, found.Document.Id, MostRemarks, http.RequestAborted)).Select(r => new RemarkLine(
            words.At(r.At), NameOf(people, r.Actor),
            words[$"workflow.remark.{r.Kind}"] + (r.Languages.Count == 0 ? "" : $" ({LanguageNames(words, r.Languages)})"),
            r.Text is null ? [] : r.Kind == RemarkKind.ScheduleFailed ? [.. ScheduleFailure.Read(r.Text).Select(p => ProblemText.Say(p with { Path = "" }, words.Language))] : [r.Text]))];
    }

    /// <summary>What was typed in a form beside the document's own, when it comes back.</summary>
    private sealed record TypedWorkflow(string Comment, ScheduleTyped? Schedule);
}
