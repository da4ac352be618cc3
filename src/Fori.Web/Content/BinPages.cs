using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Types.Sections;
using Fori.Site.Building;
using Fori.Store;
using Fori.Text;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What was thrown away in the last thirty days, for who may throw away.</summary>
internal static class BinPages
{
    public const string Path = AdminModule.Root + "/bin";

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/bin", ShowAsync);
        staff.MapForm("/bin/{id:guid}", TakeAsync);
    }

    public static bool MaySee(StaffUser user) => Fori.Content.ContentModule.Types.Any(t => Rights.MaySomewhere(user, ContentAction.Delete, t.Name));

    private static Task<IResult> ShowAsync(HttpContext http) => ShowAsync(http, []);

    private static async Task<IResult> ShowAsync(HttpContext http, IReadOnlyList<Problem> problems)
    {
        if (!MaySee(http.Staff()))
        {
            await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.Delete), Path, allowed: false);
            return await AdminAnswers.RefusedAsync(http, ContentAction.Delete);
        }

        var (words, ct) = (http.Words(), http.RequestAborted);
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var people = (await http.RequestServices.GetRequiredService<StaffRegister>().ListAsync(http.Node().Tenant.Id, ct)).ToDictionary(u => StaffUser.ActorOf(u.Id), u => u.Name);
        var rows = new List<BinLine>();
        foreach (var (row, document) in await Desk(http).BinAsync(http.Node().Tenant, ct))
        {
            if (Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == document.Document.Type) is { } type && Rights.May(http.Staff(), ContentAction.Delete, type.Name, null, SectionOf.Body(type, row.Document, document.Draft.Body), false))
            {
                rows.Add(new BinLine(
                    type.Name, row.Document, ContentPages.TitleOf(type, document.Draft.Body, settings) ?? words["content.untitled"],
                    words.With(
                        "workflow.bin.row", ("name", people.GetValueOrDefault(row.BinnedBy, row.BinnedBy)), ("at", words.At(row.At)),
                        ("until", words.Ui.Day(MunicipalTime.DayOf(row.At + EditorDesk.BinKeeps))))));
            }
        }

        return AdminAnswers.Page<BinPage, BinView>(new BinView(rows)
        {
            Frame = await http.FrameAsync(words["workflow.bin.heading"]),
            Problems = [.. problems.Select(p => new FieldProblem("", ProblemText.Say(p with { Path = "" }, words.Language)))],
            Done = http.Request.Query.ContainsKey("binned") ? words["workflow.done.binned"] : null,
        });
    }

    private static async Task<IResult> TakeAsync(HttpContext http)
    {
        var id = Guid.Parse((string)http.Request.RouteValues["id"]!, CultureInfo.InvariantCulture); // The route asks for one.
        var kept = (await Desk(http).BinAsync(http.Node().Tenant, http.RequestAborted)).Find(b => b.Row.Document == id).Document
            ?? await Desk(http).FindAsync(http.Node().Tenant, id, http.RequestAborted);
        if (kept is null || Fori.Content.ContentModule.Types.FirstOrDefault(t => t.Name == kept.Document.Type) is not { } type)
        {
            return Results.NotFound();
        }

        if (!await http.MayAsync(ContentAction.Delete, type.Name, null, SectionOf.Body(type, id, kept.Draft.Body), false, $"{type.Name}/{id}"))
        {
            return await AdminAnswers.RefusedAsync(http, ContentAction.Delete);
        }

        var outcome = await Desk(http).TakeFromBinAsync(http.Node().Tenant, id, http.Staff().Actor, http.RequestAborted);
        return outcome.Succeeded ? ContentPages.Written(http, outcome.Value, ContentPages.PathOf(type.Name, id) + "?taken")
            : outcome.Problems.Any(p => p.Code == "document.unknown") ? Results.NotFound()
            : await ShowAsync(http, outcome.Problems);
    }

    private static EditorDesk Desk(HttpContext http) => http.RequestServices.GetRequiredService<EditorDesk>();
}
