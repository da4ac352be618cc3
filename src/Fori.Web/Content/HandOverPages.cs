using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Writing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;

namespace Fori.Web.Content;

/// <summary>
/// When somebody leaves: what they answer for, given to others in one act. The whole of it for who manages people; for who manages a
/// section's members what stands in that section, and nothing else of the person.
/// </summary>
internal static class HandOverPages
{
    public const string Path = AdminModule.Root + "/hand-over";
    private const string PartPrefix = "to.";
    private const string Site = "site";
    private const int MostOnly = 20_000;
    private const int MostUnsaved = 1_000;

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/hand-over", http => AllowedAsync(http, ListAsync));
        staff.MapPage("/hand-over/{id:guid}", http => AllowedAsync(http, (_, may) => ShowAsync(http, may, null, [], [])));
        staff.MapForm("/hand-over/{id:guid}", http => AllowedAsync(http, GiveAsync));
    }

    public static string PathOf(Guid person) => $"{Path}/{person}";

    public static bool MaySee(StaffUser user) => MayAll(user) || SectionsOf(user).Count > 0;

    /// <summary>Whose account is open, by name.</summary>
    public static async Task<IReadOnlyList<(Guid Id, string Name)>> ReceiversAsync(HttpContext http) =>
        [.. (await PeopleAsync(http)).Where(p => p.DisabledAt is null).Select(p => (p.Id, p.Name)).OrderBy(p => p.Name, StringComparer.Create(http.Words().Ui.Culture, ignoreCase: true))];

    private static bool MayAll(StaffUser user) => Rights.May(user, ContentAction.ManageUsers, null, null, null, false);

    private static IReadOnlyList<Guid> SectionsOf(StaffUser user) =>
        [.. user.Grants.Select(g => g.Section).OfType<Guid>().Distinct().Where(s => Rights.May(user, ContentAction.ManageMembers, null, null, s, false))];

    // Who manages a section's members passes on what they could give there, and nothing beyond it.
    private static bool MayPass(IReadOnlyList<Guid>? may, Grant grant) =>
        may is null || (grant.Section is { } section && may.Contains(section) && SectionMembersView.Roles.Contains(grant.Role));

    /// <param name="answer">Is told the sections in which the person may; null is everywhere.</param>
    private static async Task<IResult> AllowedAsync(HttpContext http, Func<HttpContext, IReadOnlyList<Guid>?, Task<IResult>> answer)
    {
        if (MaySee(http.Staff()))
        {
            return await answer(http, MayAll(http.Staff()) ? null : SectionsOf(http.Staff()));
        }

        await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.ManageUsers), http.Request.Path, allowed: false);
        return await AdminAnswers.RefusedAsync(http, ContentAction.ManageUsers);
    }

    private static async Task<IResult> ListAsync(HttpContext http, IReadOnlyList<Guid>? may)
    {
        var (words, people) = (http.Words(), (await PeopleAsync(http)).ToDictionary(p => StaffUser.ActorOf(p.Id)));
        var owned = await Desk(http).OwnedAsync(http.Node().Tenant, null, http.RequestAborted);
        if (may is not null)
        {
            // While the staff's index is being made nothing is known of sections: the next look shows them.
            var inside = await http.Node().AskStaffAsync(
                index => index.DocumentsBy(StaffFacets.Section).Where(s => Guid.TryParse(s.Key, out var section) && may.Contains(section)).SelectMany(s => s.Value).ToHashSet(), http.RequestAborted);
            owned = [.. owned.Where(o => inside?.Contains(o.Document) == true)];
        }

        var rows = owned.GroupBy(o => o.Owner).Select(g => (Person: StaffUser.IdOf(g.Key), Row: people.GetValueOrDefault(g.Key), Count: g.Count())).Where(g => g.Person is not null)
            .Select(g => new ContentOwnerRow(
                g.Row?.Name ?? words["people.former"], PathOf(g.Person!.Value), g.Count, g.Row is { DisabledAt: null } ? null : words["hand-over.closed"])) // Filtered.
            .OrderBy(r => r.Note is null).ThenBy(r => r.Name, StringComparer.Create(words.Ui.Culture, ignoreCase: true));
        return AdminAnswers.Page<HandOverListPage, HandOverListView>(new HandOverListView([.. rows]) { Frame = await http.FrameAsync(words["hand-over.heading"]) });
    }

    private static async Task<IResult> GiveAsync(HttpContext http, IReadOnlyList<Guid>? may)
    {
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        Guid? Named(string field) => Guid.TryParse(form.Field(field), out var person) ? person : null;
        HashSet<string> Only(string field) => [.. form.Field(field).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostOnly)];
        var (all, from, withViews) = (Named("to"), Id(http), may is null && form["views"].Count > 0);
        var isToSome = form.Any(f => f.Key.StartsWith(PartPrefix, StringComparison.Ordinal) && Guid.TryParse(f.Value, out _));

        // Lists stand in no section: who gets a section does not get them.
        if (all is null && (withViews || !isToSome))
        {
            return await ShowAsync(http, may, form, [new FieldProblem("to", http.Words()[isToSome ? "hand-over.to.views" : "hand-over.to.missing"])], []);
        }

        var tasks = Only("only-tasks");
        var order = new HandOver(
            from,
            section => may is not null && (section is null || !may.Contains(section.Value)) ? null : Named(KeyOf(section)) ?? all,
            form.Field("only").Length > 0 ? Only("only").Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).ToHashSet() : null,
            withViews ? all : null, task => form["tasks"].Count > 0 || tasks.Contains(MarkOf(task)), grant => form["membership"].Count > 0 && MayPass(may, grant));
        var outcome = await Desk(http).HandOverAsync(http.Node().Tenant, order, http.Staff().Actor, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            return await ShowAsync(http, may, form, [.. outcome.Problems.Select(p => new FieldProblem("to", ProblemText.Say(p with { Path = "" }, http.Words().Language)))], []);
        }

        var (words, people) = (http.Words(), (await PeopleAsync(http)).ToDictionary(p => p.Id, p => p.Name));
        PageRequest.Follow(http, outcome.Value.Sequence);
        return await ShowAsync(http, may, null, [],
        [
            .. outcome.Value.Given.Select(g => new HandedBack(
                words.With("hand-over.given", ("count", words.Ui.Number(g.Value.Documents.Count)), ("name", people.GetValueOrDefault(g.Key, words["people.former"]))), PathOf(g.Key), string.Join(' ', g.Value.Documents),
                string.Join(' ', g.Value.Tasks.Select(MarkOf)), from.ToString())),
        ]);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, IReadOnlyList<Guid>? may, IFormCollection? typed, IReadOnlyList<FieldProblem> problems, IReadOnlyList<HandedBack> given)
    {
        var (words, tenant, ct, id) = (http.Words(), http.Node().Tenant, http.RequestAborted, Id(http));
        var (actor, settings, desk) = (StaffUser.ActorOf(id), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), Desk(http));
        var person = (await PeopleAsync(http)).Find(p => p.Id == id);
        var owned = await desk.OwnedAsync(tenant, actor, ct);
        if (person is null && owned.Count == 0 && given.Count == 0)
        {
            return Results.NotFound();
        }

        var documents = (await ContentPages.OverseenAsync(http, [.. owned.Select(o => o.Document)]))
            .Select(d => (Document: d, Section: SectionOf.Body(ContentPages.TypeOf(d), d.Document.Id, d.Draft.Body)))
            .Where(d => may is null || (d.Section is { } section && may.Contains(section))).ToList();
        var ids = documents.Select(d => d.Document.Document.Id).ToHashSet();
        var due = (await desk.DueForReviewAsync(tenant, ct)).Select(d => d.Document).Where(ids.Contains).ToHashSet();
        var sections = (await ContentPages.SectionsAsync(http, settings)).ToDictionary(s => s.Id, s => s.Name);
        var (views, unsaved) = may is not null ? (0, 0) : await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            tenant.Id, async session => ((await session.SavedViewsAsync(id, ct)).Count, (await session.UnsavedAsync(id, MostUnsaved, ct)).Count), ct);
        var tasks = (await desk.SchedulesAsync(tenant, ct)).Count(s => s.ScheduledBy == actor && ids.Contains(s.Document))
            + (await desk.ReviewsAsync(tenant, ct)).Count(r => r.Review.SubmittedBy == actor && ids.Contains(r.Review.Document));
        var name = person?.Name ?? words["people.former"];
        return AdminAnswers.Page<HandOverPage, HandOverView>(new HandOverView(
            name, PathOf(id),
            [
                .. documents.GroupBy(d => d.Section).Select(g => new OwnedPart(
                    KeyOf(g.Key), g.Key is { } section ? sections.GetValueOrDefault(section, words["content.untitled"]) : words["sections.site"],
                    string.Join(", ", g.GroupBy(d => d.Document.Document.Type).Select(t => $"{ContentPages.NameOfType(words, t.Key)}: {words.Ui.Number(t.Count())}").Order(StringComparer.Create(words.Ui.Culture, true))),
                    words.With(
                        "hand-over.note", ("public", words.Ui.Number(g.Count(d => d.Document.Languages.Count > 0))), ("due", words.Ui.Number(g.Count(d => due.Contains(d.Document.Document.Id))))),
                    typed?.Field(KeyOf(g.Key)) ?? "")).OrderBy(p => p.Key == KeyOf(null) ? 0 : 1).ThenBy(p => p.Name, StringComparer.Create(words.Ui.Culture, true)),
            ],
            typed?.Field("to") ?? "")
        {
            Frame = await http.FrameAsync(words["hand-over.heading"]),
            Problems = problems,
            Total = documents.Count,
            People = [.. (await ReceiversAsync(http)).Where(p => p.Id != id)],
            Tasks = tasks,
            Views = views,
            Unsaved = unsaved,
            Memberships = person is null ? [] :
            [
                .. Grant.Read(person.Grants).Where(g => g.Section is not null && MayPass(may, g))
                    .Select(g => RoleWords.Say(g, words, section => sections.GetValueOrDefault(section, words["content.untitled"]))),
            ],
            WithTasks = typed is null || typed["tasks"].Count > 0,
            WithViews = typed is null || typed["views"].Count > 0,
            WithMembership = typed?["membership"].Count > 0,
            Given = given,
            PersonUrl = person is not null && MayAll(http.Staff()) ? PeoplePages.PathOf(id) : null,
        });
    }

    private static string KeyOf(Guid? section) => PartPrefix + (section?.ToString() ?? Site);

    private static string MarkOf(OwnedTask task) => $"{task.Document}:{task.Language}:{task.Act}";

    private static Task<List<UserRow>> PeopleAsync(HttpContext http) => http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(http.Node().Tenant.Id, http.RequestAborted);

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();

    private static Guid Id(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route takes nothing else.
}
