using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site.Building;
using Fori.Store;
using Fori.Store.Editing;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;
using Fori.Web.Content;

namespace Fori.Web.Sections;

/// <summary>
/// What those who answer for a section do without being site managers: its members, look, menu and foot, types and languages. The
/// section itself, with its host and front page, is written in the form of its type.
/// </summary>
internal static partial class SectionPages
{
    public const string Path = AdminModule.Root + "/sections";
    private static readonly ContentAction[] Managing = [ContentAction.ManageMembers, ContentAction.ManageLook, ContentAction.ManageMenus, ContentAction.ManageTypes];
    private static readonly string[] MenuFields = ["menu", "footer"];

    public static void AddSectionPages(this IServiceCollection services)
    {
        services.AddSingleton(new AdminNavigationItem("nav.sections", Path, "layout-grid", 600, user => Managing.Any(a => Rights.MaySomewhere(user, a)), NavigationGroup.Municipality));
        services.AddSingleton(new AdminNavigationItem("nav.look", LookPages.Path, "door-open", 790, user => Rights.May(user, ContentAction.ManageLook, null, null, null, false), NavigationGroup.Municipality));
    }

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/sections", ListAsync);
        staff.MapPage("/sections/{id:guid}/members", http => OfAsync(http, ContentAction.ManageMembers, found => MembersAsync(http, found, null, "", [])));
        staff.MapForm("/sections/{id:guid}/members", http => OfAsync(http, ContentAction.ManageMembers, found => GiveAsync(http, found)));
        staff.MapForm("/sections/{id:guid}/members/take", http => OfAsync(http, ContentAction.ManageMembers, found => TakeAsync(http, found)));
        staff.MapPage("/sections/{id:guid}/types", http => OfAsync(http, ContentAction.ManageTypes, found => TypesAsync(http, found, [])));
        staff.MapForm("/sections/{id:guid}/types", http => OfAsync(http, ContentAction.ManageTypes, found => SaveTypesAsync(http, found)));
        staff.MapPage("/sections/{id:guid}/menu", http => OfAsync(http, ContentAction.ManageMenus, found => MenuAsync(http, found, null, [], null, null)));
        staff.MapForm("/sections/{id:guid}/menu", http => OfAsync(http, ContentAction.ManageMenus, found => SaveMenuAsync(http, found)));
        LookPages.Map(staff);
    }

    /// <summary>Asks the right in the section before anything of it is told.</summary>
    public static async Task<IResult> OfAsync(HttpContext http, ContentAction action, Func<EditedDocument, Task<IResult>> answer)
    {
        var id = Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route asks for one.
        return !await http.MayAsync(action, null, null, id, false, http.Request.Path) ? await AdminAnswers.RefusedAsync(http, action)
            : await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted) is { Document.Type: nameof(Section) } found ? await answer(found)
            : Results.NotFound();
    }

    public static Section Read(EditedDocument found) => (Section)Type.Read(found.Draft.Body);

    public static string NameOf(HttpContext http, EditedDocument found, SiteSettings settings) => Read(found).Title.In([http.Words().Language, .. settings.Languages])?.Text ?? http.Words()["content.untitled"];

    /// <summary>Saves; what was public as it was written goes out at once, so that a change of the look needs no second button.</summary>
    public static async Task<Outcome<EditorSave>> KeepAsync(HttpContext http, EditedDocument found, Section section)
    {
        var written = Type.Write(section);
        if (!written.Succeeded)
        {
            return Outcome<EditorSave>.Refused(written.Problems);
        }

        var (tenant, actor, ct) = (http.Node().Tenant, http.Staff().Actor, http.RequestAborted);
        var saved = await Desk(http).SaveAsync(tenant, new DraftSave(found.Document.Id, Type.Name, found.Document.Draft, written.Value, null), actor, ct);
        return !saved.Succeeded || found.Document.Published != found.Document.Draft
            ? saved
            : await Desk(http).PublishAsync(tenant, new PublishingOrder(found.Document.Id, saved.Value.State.Draft, found.Languages, true, null), actor, ct);
    }

    private static DocumentType Type { get; } = Fori.Content.ContentModule.Types.First(t => t.Name == nameof(Section));

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();

    private static async Task<IResult> ListAsync(HttpContext http)
    {
        var (words, user) = (http.Words(), http.Staff());
        if (Managing.FirstOrDefault(a => Rights.MaySomewhere(user, a)) is var any && !Managing.Any(a => Rights.MaySomewhere(user, a)))
        {
            await http.NoteAsync(user.Actor, nameof(ContentAction.ManageMembers), http.Request.Path, allowed: false);
            return await AdminAnswers.RefusedAsync(http, ContentAction.ManageMembers);
        }

        var settings = await SiteSettings.LoadAsync(http.Node(), http.RequestAborted);
        var lines = new List<SectionLine>();
        foreach (var (id, name, found) in await ContentPages.SectionsAsync(http, settings))
        {
            (ContentAction Action, string Word, string Way)[] all =
                [(ContentAction.ManageMembers, "sections.way.members", "members"), (ContentAction.ManageLook, "sections.way.look", "look"), (ContentAction.ManageMenus, "sections.way.menu", "menu"), (ContentAction.ManageTypes, "sections.way.types", "types")];
            var ways = all.Where(w => Rights.May(user, w.Action, null, null, id, false)).Select(w => (words[w.Word], $"{Path}/{id}/{w.Way}")).ToList();
            if (ways.Count == 0)
            {
                continue;
            }

            if (Rights.May(user, ContentAction.View, Type.Name, null, id, false))
            {
                ways.Add((words["sections.way.form"], ContentPages.PathOf(Type.Name, id)));
            }

            ways.Add((words["sections.way.content"], new ContentQuery { Section = id.ToString() }.UrlOn(ContentPages.Path)));
            lines.Add(new SectionLine(name, await PlaceAsync(http, found, settings), found.Document.Published is not null, ways));
        }

        return AdminAnswers.Page<SectionsPage, SectionsView>(new SectionsView(lines, Rights.May(user, ContentAction.Create, Type.Name, null, null, true)) { Frame = await http.FrameAsync(words["sections.heading"]) });
    }

    private static async Task<string?> PlaceAsync(HttpContext http, EditedDocument found, SiteSettings settings)
    {
        var section = Read(found);
        if (section.Host is { } host || section.FrontPage?.Id is not { } front)
        {
            return section.Host;
        }

        var (paths, _) = await http.Node().PathsAsync([front], http.RequestAborted);
        return paths.Of(http.RequestServices.GetRequiredService<Node>().Types["Page"], front, settings.Languages[0], settings.Languages);
    }

    private static async Task<IResult> TypesAsync(HttpContext http, EditedDocument found, IReadOnlyList<FieldProblem> problems)
    {
        var (words, settings, section) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), Read(found));
        return AdminAnswers.Page<SectionTypesPage, SectionTypesView>(new SectionTypesView(
            NameOf(http, found, settings), $"{Path}/{found.Document.Id}/types",
            [.. Sectioned.Select(t => (t.Name, words.Find($"content.type.{t.Name}") ?? t.Name))], section.Types, settings.Languages, section.Languages)
        {
            Frame = await http.FrameAsync(words["sections.way.types"]),
            Problems = problems,
            Done = http.Request.Query.ContainsKey("saved") ? words["sections.saved"] : null,
        });
    }

    private static IEnumerable<DocumentType> Sectioned => Fori.Content.ContentModule.Types.Where(t => t.Body.IsAssignableTo(typeof(SectionedBody)));

    private static async Task<IResult> SaveTypesAsync(HttpContext http, EditedDocument found)
    {
        var (form, settings) = (await http.Request.ReadFormAsync(http.RequestAborted), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var outcome = await KeepAsync(http, found, Read(found) with
        {
            Types = [.. Sectioned.Select(t => t.Name).Where(t => form["types"].Contains(t))],
            Languages = [.. settings.Languages.Where(l => form["languages"].Contains(l))],
        });
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, $"{Path}/{found.Document.Id}/types?saved") : await TypesAsync(http, found, Told(http, outcome.Problems));
    }

    private static async Task<IResult> MenuAsync(
        HttpContext http, EditedDocument found, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<FieldProblem> problems, string? at, string? sought)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var values = typed ?? EditForm.Write(Type, Read(found), settings.Languages);
        IReadOnlyList<EditField> fields = [.. EditForm.Draw(Type, values, settings.Languages).Where(f => MenuFields.Contains(f.Field.Name))];
        var name = NameOf(http, found, settings);
        var frame = await http.FrameAsync(words["sections.way.menu"]);
        var url = $"{Path}/{found.Document.Id}/menu";
        return AdminAnswers.Page<SectionMenuPage, SectionMenuView>(new SectionMenuView(name, url, new EditView
        {
            Frame = frame,
            Type = Type.Name,
            Document = found.Document.Id,
            Expected = typed is null ? found.Document.Draft : Number(typed),
            Heading = name,
            Fields = fields,
            Languages = [],
            Choices = await new CellOptions(http, http.RequestServices.GetRequiredService<DocumentTypes>(), Desk(http), settings, words).OfAsync(fields, values, found.Document.Id, sought, http.RequestAborted),
            At = at,
            MayEdit = settings.Languages,
            MayEditShared = true,
            Problems = problems,
        })
        {
            Frame = frame,
            Problems = problems,
            Done = http.Request.Query.ContainsKey("saved") ? words["sections.saved"] : null,
        });
    }

    private static async Task<IResult> SaveMenuAsync(HttpContext http, EditedDocument found)
    {
        var (ct, settings) = (http.RequestAborted, await SiteSettings.LoadAsync(http.Node(), http.RequestAborted));
        var typed = (await http.Request.ReadFormAsync(ct)).ToDictionary(f => f.Key, f => f.Value is [.., { } value] ? value : "");
        var act = typed.GetValueOrDefault("act", "save");
        if (EditForm.Rearranged(typed, act) is var (rearranged, at))
        {
            return await MenuAsync(http, found, rearranged, [], at, null);
        }

        if (act.Split(':', 2) is [var verb, var cell] && verb is ("find" or "clear"))
        {
            if (verb == "clear")
            {
                typed[cell] = "";
            }

            return await MenuAsync(http, found, typed, [], cell, cell);
        }

        // Only these two fields, whatever else was sent: the others need another right.
        var own = typed.Where(t => MenuFields.Any(f => t.Key == f || t.Key.StartsWith(f + ".", StringComparison.Ordinal) || t.Key.StartsWith(f + ":", StringComparison.Ordinal))).ToDictionary();
        var read = EditForm.Read(Type, Read(found), own, settings.Languages);
        if (!read.Succeeded)
        {
            return await MenuAsync(http, found, typed, Told(http, read.Problems), null, null);
        }

        if (Number(typed) != found.Document.Draft)
        {
            return await MenuAsync(http, found, typed, Told(http, [Problem.Of("document.version-conflict", "", ("current", found.Document.Draft.ToString(CultureInfo.InvariantCulture)))]), null, null);
        }

        var written = (Section)Type.Read(read.Value);
        var outcome = await KeepAsync(http, found, Read(found) with { Menu = written.Menu, Footer = written.Footer });
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, $"{Path}/{found.Document.Id}/menu?saved") : await MenuAsync(http, found, typed, Told(http, outcome.Problems), null, null);
    }

    private static int Number(IReadOnlyDictionary<string, string> typed) =>
        int.TryParse(typed.GetValueOrDefault("expected"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    public static IReadOnlyList<FieldProblem> Told(HttpContext http, IReadOnlyList<Problem> problems) =>
        [.. problems.Select(p => new FieldProblem(EditForm.NameOf(p.Path), ProblemText.Say(p with { Path = "" }, http.Words().Language)))];
}
