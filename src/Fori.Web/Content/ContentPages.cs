using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Layers;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Store.Golden;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Site;

namespace Fori.Web.Content;

/// <summary>
/// Where editors list, write and publish documents of the types that people write. Every right is asked here, of the document
/// and the languages in question; what a person typed comes back with whatever is refused.
/// </summary>
internal static partial class ContentPages
{
    public const string Path = AdminModule.Root + "/content";
    private const int MostOffered = 5_000;
    private const int MostFields = 20_000;

    // Characters; as much as an unsaved form may hold.
    private const int LongestField = 4 * 1024 * 1024;

    public static void AddContentPages(this IServiceCollection services)
    {
        services.AddSingleton(new AdminNavigationItem(
            "nav.content", Path, "file-text", 100, user => Fori.Content.ContentModule.Types.Any(t => Rights.MaySomewhere(user, ContentAction.View, t.Name))));
        services.AddSingleton<IWorkListSource, UnsavedTexts>();
        services.AddHostedService<AutosaveSweep>();
        services.AddSingleton<IWorkListSource, WorkflowWork>();
        services.AddSingleton<IWorkListSource, TranslationWork>();
        services.AddSingleton<IWorkListSource, OwnDrafts>();
        services.AddSingleton<IWorkListSource, LeftOverLayers>();
        services.AddLinkChecks();
        services.AddSingleton<ReviewDigests>();
        services.AddHostedService(s => s.GetRequiredService<ReviewDigests>());
        services.AddSingleton(new AdminNavigationItem(
            "nav.coming", ComingPages.Path, "calendar-days", 150, user => Fori.Content.ContentModule.Types.Any(t => Rights.MaySomewhere(user, ContentAction.View, t.Name))));
        services.AddSingleton(new AdminNavigationItem("hand-over.heading", HandOverPages.Path, "users", 840, HandOverPages.MaySee, NavigationGroup.Municipality));
        services.AddSingleton(new AdminNavigationItem("nav.missed", MissedSearchPages.Path, "search", 175, MissedSearchPages.MaySee, NavigationGroup.Upkeep));
        services.AddSingleton(new AdminNavigationItem("nav.replace", ReplacePath, "search", 165, MayReplace, NavigationGroup.Upkeep));
        services.AddSingleton(new AdminNavigationItem("nav.words", WaitingWordPages.Path, "book-open", 170, WaitingWordPages.MaySee, NavigationGroup.Upkeep));
        services.AddSingleton(new AdminNavigationItem("nav.bin", BinPages.Path, "recycle", 700, BinPages.MaySee));
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(forms =>
        {
            // 200 blocks in each of a page's languages have more fields than the framework's 1024; the body's size is limited besides.
            forms.ValueCountLimit = MostFields;
            forms.ValueLengthLimit = LongestField;
        });
        services.AddSingleton<ScheduleService>();
        services.AddHostedService(s => s.GetRequiredService<ScheduleService>());
    }

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/content", ListAsync);
        MapFinding(staff);
        staff.MapPage("/content/{type}", http => OfTypeAsync(http, ListAsync));
        staff.MapPage("/content/{type}/new", http => OfTypeAsync(http, NewAsync));
        staff.MapPage("/content/{type}/{id:guid}", http => OfDocumentAsync(http, (type, found) => SavedFormAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}", http => OfTypeAsync(http, WriteAsync));
        MapAutosave(staff);
        MapLayers(staff);
        staff.MapForm("/content/{type}/{id:guid}/withdraw", http => OfDocumentAsync(http, (type, found) => WithdrawAsync(http, type, found)));
        staff.MapPage("/content/{type}/{id:guid}/history", http => OfDocumentAsync(http, (type, found) => HistoryAsync(http, type, found)));
        staff.MapForm("/content/{type}/{id:guid}/restore", http => OfDocumentAsync(http, (type, found) => RestoreAsync(http, type, found)));
        staff.MapPage("/content/{type}/{id:guid}/preview/{language}", http => OfDocumentAsync(http, (type, found) => PreviewAsync(http, type, found)));
        MapWorkflow(staff);
        MapArchive(staff);
        MapOwner(staff);
        MapTranslations(staff);
        HandOverPages.Map(staff);
        MapTerms(staff);
        ComingPages.Map(staff);
        LinkPages.Map(staff);
        BinPages.Map(staff);
        WaitingWordPages.Map(staff);
        MapReplacing(staff);
        MissedSearchPages.Map(staff);
    }

    public static string PathOf(string type, Guid document) => $"{Path}/{type}/{document}";

    private static async Task<IResult> OfTypeAsync(HttpContext http, Func<HttpContext, DocumentType, Task<IResult>> answer) =>
        Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == http.Request.RouteValues["type"] as string) is { } type ? await answer(http, type) : Results.NotFound();

    private static Task<IResult> OfDocumentAsync(HttpContext http, Func<DocumentType, EditedDocument, Task<IResult>> answer) =>
        OfTypeAsync(http, async (_, type) =>
        {
            var found = await Desk(http).FindAsync(http.Node().Tenant, IdOf(http), http.RequestAborted);
            if (found is null && HttpMethods.IsGet(http.Request.Method) && await Desk(http).StandInAsync(http.Node().Tenant, IdOf(http), http.RequestAborted) is { } present
                && present.Type == type.Name && Rights.MaySomewhere(http.Staff(), ContentAction.View, type.Name))
            {
                // What was merged is the one that stands for it now.
                return Results.Redirect(PathOf(type.Name, present.Id), permanent: true);
            }

            return found is null || found.Document.Type != type.Name ? Results.NotFound()
                : await MayAsync(http, ContentAction.View, type, null, found) ? await answer(type, found)
                : await AdminAnswers.RefusedAsync(http, ContentAction.View);
        });

    private static async Task<IResult> NewAsync(HttpContext http, DocumentType type) =>
        !await http.MayAsync(ContentAction.Create, type.Name, null, (await PlaceOfNewAsync(http, type, null)).Section, true, http.Request.Path) ? await AdminAnswers.RefusedAsync(http, ContentAction.Create)
        : Fori.Content.ContentModule.Find(type.Name)?.LayerOn is { } record && await RecordOfAsync(http, type, http.Request.Query[EditorLayers.Member]) is null ? await ChooseRecordAsync(http, type, record)
        : await FormAsync(http, type, null, [], null);

    private static async Task<IResult> WithdrawAsync(HttpContext http, DocumentType type, EditedDocument found)
    {
        if (!await MayAsync(http, ContentAction.Withdraw, type, null, found))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Withdraw);
        }

        var expected = Number((await http.Request.ReadFormAsync(http.RequestAborted)).Field("expected"));
        var outcome = await Desk(http).WithdrawAsync(http.Node().Tenant, found.Document.Id, expected, http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded
            ? Written(http, outcome.Value, $"{Path}/{type.Name}?withdrawn")
            : await FormAsync(http, type, found, Sentences(http, type, outcome.Problems), null);
    }

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();

    private static Guid IdOf(HttpContext http) => Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route asks for one.

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>Did the person make the document, or answer for it?</summary>
    internal static async Task<bool> IsOwnAsync(HttpContext http, EditedDocument found) =>
        await Desk(http).OwnerAsync(http.Node().Tenant, found.Document.Id, http.RequestAborted) is var (owner, madeBy) && (owner == http.Staff().Actor || madeBy == http.Staff().Actor);

    private static async Task<IReadOnlyDictionary<string, string>> PeopleAsync(HttpContext http) =>
        (await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(http.Node().Tenant.Id, http.RequestAborted))
            .Select(u => (Actor: StaffUser.ActorOf(u.Id), u.Name)).Append((Actor: Former, Name: http.Words()["people.former"])).ToDictionary(u => u.Actor, u => u.Name);

    // Whoever was removed keeps an id in the history, which says nothing to people.
    private static string NameOf(IReadOnlyDictionary<string, string> people, string actor) =>
        people.GetValueOrDefault(actor) ?? (StaffUser.IdOf(actor) is not null ? people.GetValueOrDefault(Former, actor) : actor);

    private const string Former = "former";

    private static async Task<IReadOnlyDictionary<Guid, byte[]>> ShownAsync(HttpContext http, IReadOnlyList<EditedDocument> found) =>
        (await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(
            http.Node().Tenant.Id, session => Fori.Store.Sql.StoreReads.PublishedAsync(session, [.. found.Select(f => f.Document.Id)], http.RequestAborted), http.RequestAborted))
            .ToDictionary(p => p.Id, p => p.Body);

    public static string? TitleOf(DocumentType type, byte[] body, SiteSettings settings) =>
        type.TryRead(body, out _) is { } read && type.Title?.ValueOf(read) is LocalizedText title ? title.In(settings.Languages)?.Text : null;

    private static LanguageMark MarkOf(DocumentType type, EditedDocument found, byte[]? shown, string language)
    {
        if (found.Document.State == DocumentState.Historical)
        {
            return new LanguageMark(language, DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Any(t => t.Language == language) ? LanguageState.Archived : LanguageState.Missing);
        }

        if (!found.Languages.Contains(language))
        {
            return new LanguageMark(language, DocumentFacts.Read(type.Kind, found.Draft.Body).Titles.Any(t => t.Language == language) ? LanguageState.Draft : LanguageState.Missing);
        }

        var changed = shown is not null && GoldenMerge.Compare(type.Kind.Shape, shown, found.Draft.Body).Any(f => f.EndsWith("." + language, StringComparison.Ordinal) || !f.Contains('.', StringComparison.Ordinal));
        return new LanguageMark(language, changed ? LanguageState.Changed : LanguageState.Published);
    }

    private static List<FieldProblem> Sentences(HttpContext http, DocumentType type, IReadOnlyList<Problem> problems, IReadOnlyDictionary<string, string>? values = null) =>
        [.. problems.Select(p => new FieldProblem(
            EditForm.NameOf(p.Path),
            (p.Path.Length > 0 ? FieldNames.Of(http.Words(), type.Name, p.Path, values) + ": " : "") + ProblemText.Say(p with { Path = "" }, http.Words().Language)))];

    private static string? DoneOf(HttpContext http)
    {
        var (words, query) = (http.Words(), http.Request.Query);
        return query["merged"] is [{ Length: > 0 and < 10 } users, ..] ? words.With("terms.merge.done", ("count", words.Ui.Number(Math.Max(0, Number(users)))))
            : query.ContainsKey("sent") ? words["newcomer.sent"] : query.ContainsKey("discarded") ? words["writing.discarded"] : query.ContainsKey("published") ? words["content.published"] : query.ContainsKey("restored") ? words["content.restored"] : query.ContainsKey("joined") ? words["content.joined"] : query.ContainsKey("saved") ? words["content.saved"]
            : query.ContainsKey("taken") ? words["workflow.done.taken"] : WorkflowDone(http);
    }

    /// <summary>The browser goes on; its next page waits for what was written.</summary>
    public static IResult Written(HttpContext http, EditorSave save, string url) => Written(http, save.Sequence, url);

    public static IResult Written(HttpContext http, long sequence, string url)
    {
        PageRequest.Follow(http, sequence);
        return AdminAnswers.SeeOther(url);
    }
}
