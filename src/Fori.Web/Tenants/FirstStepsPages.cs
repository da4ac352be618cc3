using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Editing;
using Fori.Content.Links;
using Fori.Content.Types.Menus;
using Fori.Content.Types.News;
using Fori.Content.Types.Pages;
using Fori.Content.Types.TopicPages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Tenants.Admin;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;

namespace Fori.Web.Tenants;

/// <summary>What a new municipality does first, with a structure to begin with. A step is done when the municipality shows it.</summary>
internal static class FirstStepsPages
{
    public const string Path = AdminModule.Root + "/first-steps";

    // As municipalities group what they do; words of each are "steps.subject.KEY".
    private static readonly string[] Subjects = ["housing", "education", "leisure", "traffic", "work", "decisions"];

    public static void Map(RouteGroupBuilder staff)
    {
        var may = new MayFilter(ContentAction.ManageSettings);
        staff.MapPage("/first-steps", http => PageAsync(http, [])).AddEndpointFilter(may);
        staff.MapForm("/first-steps/structure", MakeStructureAsync).AddEndpointFilter(may);
    }

    public static async Task<IReadOnlyList<FirstStep>> StepsAsync(HttpContext http)
    {
        var (words, ct, tenant) = (http.Words(), http.RequestAborted, http.Node().Tenant);
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var (desk, types) = (Desk(http), http.RequestServices.GetRequiredService<DocumentTypes>());
        async Task<bool> HasAsync(string type) => await desk.CountAsync(tenant, types[type], 1, ct) > 0;
        FirstStep Step(string key, bool isDone, string? url) => new(key, words[$"steps.{key}"], words[$"steps.{key}.what"], isDone, url, url is null ? null : words[$"steps.{key}.act"]);
        return
        [
            Step("basics", settings.Municipality.Contact is { Email: not null } or { Phone: not null }, SettingsPages.Path),
            Step("logo", settings.Logo is not null, SettingsPages.Path + "#logo"),
            Step("look", settings.Municipality.Theme is not null, Sections.LookPages.Path),
            Step("structure", await HasAsync(nameof(TopicPage)) || await HasAsync(nameof(Menu)), null),
            Step("page", await HasAsync(nameof(Page)), $"{ContentPages.Path}/{nameof(Page)}/new"),
            Step("news", await HasAsync(nameof(NewsItem)), $"{ContentPages.Path}/{nameof(NewsItem)}/new"),
            Step("people", (await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(tenant.Id, ct)).Count > 1, PeoplePages.Path + "/new"),
        ];
    }

    private static async Task<IResult> PageAsync(HttpContext http, IReadOnlyList<FieldProblem> problems)
    {
        var (words, steps) = (http.Words(), await StepsAsync(http));
        return AdminAnswers.Page<FirstStepsPage, FirstStepsView>(new FirstStepsView(steps)
        {
            Frame = await http.FrameAsync(words["steps.heading"]),
            Batch = Guid.CreateVersion7(),
            Subjects = steps.Any(s => s is { Key: "structure", IsDone: false }) ? [.. Subjects.Select(s => (s, words[$"steps.subject.{s}"]))] : [],
            Problems = problems,
            Done = http.Request.Query.ContainsKey("made") ? words["steps.made"] : null,
        });
    }

    private static async Task<IResult> MakeStructureAsync(HttpContext http)
    {
        var (words, ct, tenant) = (http.Words(), http.RequestAborted, http.Node().Tenant);
        var form = await http.Request.ReadFormAsync(ct);
        var chosen = Subjects.Where(s => form["subjects"].Contains(s)).ToList();
        if (chosen.Count == 0)
        {
            return await PageAsync(http, [new FieldProblem("subjects", words["steps.subjects.none"])]);
        }

        foreach (var type in new[] { nameof(TopicPage), nameof(Menu) })
        {
            if (!await http.MayAsync(ContentAction.Publish, type, null, null, true, http.Request.Path))
            {
                return await AdminAnswers.RefusedAsync(http, ContentAction.Publish);
            }
        }

        // In the languages of the municipality in which the product has words.
        var languages = (await SiteSettings.LoadAsync(http.Node(), ct)).Languages.Where(AdminWords.Languages.Contains).DefaultIfEmpty(AdminWords.Languages[0]).ToList();
        var batch = Guid.TryParse(form.Field("batch"), out var named) ? named : Guid.CreateVersion7();
        LocalizedText Say(string key) => new(languages.Select(l => KeyValuePair.Create(l, AdminWords.For(l)[key])));
        foreach (var subject in chosen)
        {
            var page = new TopicPage { Title = Say($"steps.subject.{subject}"), Summary = Say($"steps.subject.{subject}.what") };
            await PublishedAsync(http, tenant, IdOf(batch, subject), page, languages, ct);
        }

        IReadOnlyList<MenuItem> items = [.. chosen.Select(s => new MenuItem { Target = new Ref<DocumentBody> { Id = IdOf(batch, s) } })];
        var menu = new Menu { Name = Say("steps.menu"), Place = MenuPlace.Main, Items = languages.ToDictionary(l => l, _ => items) };
        var save = await PublishedAsync(http, tenant, IdOf(batch, "menu"), menu, languages, ct);
        return save is null ? AdminAnswers.SeeOther(Path + "?made") : ContentPages.Written(http, save, Path + "?made");
    }

    /// <returns>Null when the same form made it before.</returns>
    private static async Task<EditorSave?> PublishedAsync(HttpContext http, Tenant tenant, Guid id, DocumentBody body, IReadOnlyList<string> languages, CancellationToken ct)
    {
        var (desk, type) = (Desk(http), http.RequestServices.GetRequiredService<DocumentTypes>()[body.GetType().Name]);
        var written = type.Write(body).Value ?? throw new InvalidOperationException($"A {type.Name} of the first structure cannot be written.");
        if (await desk.FindAsync(tenant, id, ct) is null)
        {
            Kept(await desk.SaveAsync(tenant, new DraftSave(id, type.Name, 0, written, null), http.Staff().Actor, ct));
        }

        return await desk.FindAsync(tenant, id, ct) is { Document.Published: null } draft
            ? Kept(await desk.PublishAsync(tenant, new PublishingOrder(id, draft.Document.Draft, languages, true, null), http.Staff().Actor, ct))
            : null;
    }

    private static EditorSave Kept(Outcome<EditorSave> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"The first structure was refused: {string.Join(", ", outcome.Problems.Select(p => p.Code))}.");

    private static Guid IdOf(Guid batch, string key) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{batch}/{key}"))).AsSpan(0, 16));

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();
}

/// <summary>The next first step in the work list, until all are done.</summary>
internal sealed class FirstStepsWork : IWorkListSource
{
    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        if (!Rights.May(http.Staff(), ContentAction.ManageSettings, null, null, null, false))
        {
            return [];
        }

        var (words, steps) = (http.Words(), await FirstStepsPages.StepsAsync(http));
        return steps.FirstOrDefault(s => !s.IsDone) is { } next
            ? [new WorkListPart(words["steps.heading"], [new WorkItem(next.Title, words.With("steps.lead", ("done", words.Ui.Number(steps.Count(s => s.IsDone))), ("all", words.Ui.Number(steps.Count))), words["steps.go-on"], FirstStepsPages.Path)])]
            : [];
    }
}
