using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Alerts;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>An alert in three steps: write it on the first page, check it, publish it.</summary>
internal static class AlertNowPages
{
    public const string Path = AdminModule.Root + "/alert-now";

    /// <summary>What the first page says when one went out.</summary>
    public const string DoneQuery = "alert-published";

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/alert-now", ShowAsync);
        staff.MapForm("/alert-now", TakeAsync);
    }

    /// <returns>Null for who may publish no alert.</returns>
    public static async Task<AlertNowForm?> FormAsync(HttpContext http)
    {
        var severities = SeveritiesOf(http.Staff());
        if (severities.Count == 0)
        {
            return null;
        }

        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        return new AlertNowForm(Guid.CreateVersion7(http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()), severities, settings.Languages)
        {
            IsOpen = http.Staff().Grants.Any(g => g.Role == Role.EmergencyPublisher),
        };
    }

    private static IReadOnlyList<AlertSeverity> SeveritiesOf(StaffUser user) =>
        !Rights.MaySomewhere(user, ContentAction.Create, nameof(Alert)) || !Rights.MaySomewhere(user, ContentAction.Publish, nameof(Alert)) ? []
        : [.. Enum.GetValues<AlertSeverity>().OrderDescending().Where(s => s != AlertSeverity.Emergency || Rights.MaySomewhere(user, ContentAction.PublishEmergency, nameof(Alert)))];

    private static async Task<IResult> ShowAsync(HttpContext http) => await FormAsync(http) is { } form
        ? AdminAnswers.Page<AlertNowPage, AlertNowView>(new AlertNowView(form) { Frame = await http.FrameAsync(http.Words()["alert-now.heading"]) })
        : await RefusedAsync(http);

    private static async Task<IResult> RefusedAsync(HttpContext http)
    {
        await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.Publish), Path, allowed: false);
        return await AdminAnswers.RefusedAsync(http, ContentAction.Publish);
    }

    private static async Task<IResult> TakeAsync(HttpContext http)
    {
        var sent = await http.Request.ReadFormAsync(http.RequestAborted);
        if (!await http.MayAsync(ContentAction.Create, nameof(Alert), null, null, true, http.Request.Path))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Create);
        }

        if (await FormAsync(http) is not { } blank)
        {
            return await RefusedAsync(http);
        }

        var values = sent.Where(f => f.Key.StartsWith(AlertNowForm.NamePrefix, StringComparison.Ordinal)).ToDictionary(f => f.Key, f => f.Value is [{ } value, ..] ? value : "");
        var form = blank with { Document = Guid.TryParse(sent.Field("alert-document"), out var id) ? id : blank.Document, Values = values, IsOpen = true };
        if (sent.Field("act") == "change")
        {
            return await BackAsync(http, form, []);
        }

        var (alert, problems) = Read(form, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        if (problems.Count > 0)
        {
            return await BackAsync(http, form, problems);
        }

        var languages = form.Languages.Where(l => alert.Title.Exactly(l) is not null).ToList();
        var right = AlertRules.PublishAction(alert);
        foreach (var language in languages)
        {
            if (!await http.MayAsync(right, nameof(Alert), language, null, true, http.Request.Path))
            {
                return await AdminAnswers.RefusedAsync(http, right);
            }
        }

        var found = ContentChecks.Of(TypeOf(http), alert, languages).ToList();
        if (found.Count > 0)
        {
            return await BackAsync(http, form, found);
        }

        var missing = alert.Severity >= AlertSeverity.Major ? AlertRules.MissingLanguages(alert, form.Languages) : [];

        // What was checked is published: the moment, not the hours from whenever the button is pressed.
        values["alert-until"] = AlertNowForm.AtTime;
        values["alert-at"] = MunicipalTime.WriteMoment(alert.Until!.Value); // Read asks for one.
        return sent.Field("act") != "publish" || (missing.Count > 0 && string.IsNullOrWhiteSpace(alert.LanguageReason))
            ? await CheckAsync(http, form, alert, languages, missing, sent.Field("act") == "publish")
            : await PublishAsync(http, form, alert, languages);
    }

    private static (Alert Alert, IReadOnlyList<Problem> Problems) Read(AlertNowForm form, DateTimeOffset now)
    {
        var problems = new List<Problem>();
        if (!Enum.TryParse<AlertSeverity>(form.Value("severity"), out var severity) || !form.Severities.Contains(severity))
        {
            problems.Add(Problem.Of("field.required", "severity"));
        }

        DateTimeOffset? until = null;
        var chosen = form.Value("until");
        if (chosen == AlertNowForm.AtTime)
        {
            until = MunicipalTime.TryReadMoment(form.Value("at"), out var time, out var isMissing) ? time.At : null;
            if (until is null)
            {
                problems.Add(isMissing ? Problem.Of("field.moment-missing", "until", ("text", form.Value("at"))) : Problem.Of("field.moment", "until", ("text", form.Value("at"))));
            }
            else if (until <= now)
            {
                problems.Add(Problem.Of("schedule.past", "until"));
            }
        }
        else if (int.TryParse(chosen, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && AlertNowForm.Hours.Contains(hours))
        {
            var end = now.AddHours(hours);
            until = end.AddTicks(-(end.UtcTicks % TimeSpan.TicksPerMinute));
        }
        else
        {
            problems.Add(Problem.Of("field.required", "until"));
        }

        LocalizedText Texts(string name) => LocalizedText.Of([.. form.Languages.Select(l => (l, form.Value($"{name}.{l}").ReplaceLineEndings("\n").Trim())).Where(t => t.Item2.Length > 0)]);
        var (title, message) = (Texts("title"), Texts("message"));
        problems.AddRange(form.Languages.Where(l => title.Exactly(l) is null && message.Exactly(l) is not null).Select(l => Problem.Of("field.required", $"title.{l}")));
        if (title.IsEmpty && message.IsEmpty)
        {
            problems.Add(Problem.Of("field.required", $"title.{form.Languages[0]}"));
        }

        var reason = form.Value("reason").Trim();
        return (new Alert { Severity = severity, Title = title, Message = message, Until = until, LanguageReason = reason.Length > 0 ? reason : null }, problems);
    }

    private static async Task<IResult> BackAsync(HttpContext http, AlertNowForm form, IReadOnlyList<Problem> problems) =>
        AdminAnswers.Page<AlertNowPage, AlertNowView>(new AlertNowView(form)
        {
            Frame = await http.FrameAsync(http.Words()["alert-now.heading"]),
            Problems = Sentences(http, problems),
        });

    private static async Task<IResult> CheckAsync(HttpContext http, AlertNowForm form, Alert alert, IReadOnlyList<string> languages, IReadOnlyList<string> missing, bool isReasonMissing)
    {
        var words = http.Words();
        return AdminAnswers.Page<AlertCheckPage, AlertCheckView>(new AlertCheckView(
            form,
            [.. languages.Select(l => (l, new AlertView { Severity = alert.Severity, Title = alert.Title.Exactly(l) ?? "", Message = alert.Message.Exactly(l) is { } said ? new Phrase(said) : null }))],
            words.At(alert.Until!.Value), // Read asks for one.
            missing)
        {
            Frame = await http.FrameAsync(words["alert-now.check-heading"]),
            Problems = isReasonMissing ? [new FieldProblem("alert-reason", words["alert-now.reason.missing"])] : [],
        });
    }

    private static async Task<IResult> PublishAsync(HttpContext http, AlertNowForm form, Alert alert, IReadOnlyList<string> languages)
    {
        var (ct, tenant, desk) = (http.RequestAborted, http.Node().Tenant, http.RequestServices.GetRequiredService<EditorDesk>());
        if (await desk.FindAsync(tenant, form.Document, ct) is { Document: { Type: nameof(Alert), Published: not null } })
        {
            return AdminAnswers.SeeOther($"{AdminModule.Root}?{DoneQuery}"); // The button was pressed twice.
        }

        var body = TypeOf(http).Write(alert);
        if (!body.Succeeded)
        {
            return await BackAsync(http, form, body.Problems);
        }

        var saved = await desk.SaveAsync(tenant, new DraftSave(form.Document, nameof(Alert), 0, body.Value, null), http.Staff().Actor, ct);
        if (!saved.Succeeded)
        {
            return await BackAsync(http, form, saved.Problems);
        }

        var published = await desk.PublishAsync(tenant, new PublishingOrder(form.Document, saved.Value.State.Draft, languages, true, http.Words()["alert-now.note"]), http.Staff().Actor, ct);
        return published.Succeeded ? ContentPages.Written(http, published.Value, $"{AdminModule.Root}?{DoneQuery}") : await BackAsync(http, form, published.Problems);
    }

    private static List<FieldProblem> Sentences(HttpContext http, IReadOnlyList<Problem> problems) =>
        [.. problems.Select(p => new FieldProblem(
            p.Path.Length > 0 ? AlertNowForm.NamePrefix + p.Path : "",
            (p.Path.Length > 0 ? FieldNames.Of(http.Words(), nameof(Alert), p.Path) + ": " : "") + ProblemText.Say(p with { Path = "" }, http.Words().Language)))];

    private static DocumentType TypeOf(HttpContext http) => http.RequestServices.GetRequiredService<DocumentTypes>()[nameof(Alert)];
}
