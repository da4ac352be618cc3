using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Content.Editing;
using Fori.Content.Upkeep;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store.Editing;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>Outside links and whether they answer: of the documents that the person may see.</summary>
internal static class LinkPages
{
    public const string Path = AdminModule.Root + "/links";
    private const int OfPage = 50;
    private const int MostDocuments = 5;

    public static void Map(RouteGroupBuilder staff)
    {
        staff.MapPage("/links", ShowAsync);
        staff.MapForm("/links", AskAgainAsync);
    }

    public static bool MaySee(StaffUser user) => Fori.Content.ContentModule.Types.Any(t => Rights.MaySomewhere(user, ContentAction.View, t.Name));

    /// <summary>What was seen, in words.</summary>
    public static string Seen(AdminWords words, LinkCheckRow row) =>
        row.Seen == LinkChecker.Unreachable ? words["upkeep.links.unreachable"] : row.Seen == LinkChecker.Internal ? words["upkeep.links.internal"] : row.Seen;

    private static async Task<IResult> ShowAsync(HttpContext http)
    {
        if (!MaySee(http.Staff()))
        {
            await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.View), Path, allowed: false);
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        var (words, ct) = (http.Words(), http.RequestAborted);
        var (asked, text) = (http.Request.Query["state"].ToString(), http.Request.Query["q"].ToString().Trim());
        var state = asked == "all" ? (LinkState?)null : Enum.TryParse<LinkState>(asked, out var known) ? known : LinkState.Broken;
        var all = await http.RequestServices.GetRequiredService<Node>().Database.ReadAsync(http.Node().Tenant.Id, session => session.LinkChecksAsync(ct), ct);
        var found = all.Where(r => (state is null || r.State == state) && r.Address.Contains(text, StringComparison.OrdinalIgnoreCase)).OrderByDescending(r => r.State).ThenBy(r => r.Address, StringComparer.Ordinal).ToList();
        var last = Math.Max(1, (found.Count + OfPage - 1) / OfPage);
        var page = Math.Clamp(int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, 1, last);
        var rows = new List<LinkLine>();
        foreach (var row in found.Skip((page - 1) * OfPage).Take(OfPage))
        {
            rows.Add(new LinkLine(
                row.Address, words[$"upkeep.links.state.{row.State}"], row.State == LinkState.Broken,
                row.CheckedAt is { } at ? words.With("upkeep.links.checked", ("seen", Seen(words, row)), ("at", words.At(at))) : "",
                await DocumentsAsync(http, row)));
        }

        return AdminAnswers.Page<LinksPage, LinksView>(new LinksView
        {
            Frame = await http.FrameAsync(words["upkeep.links.heading"]),
            Done = http.Request.Query.ContainsKey("asked") ? words["upkeep.links.asked"] : null,
            IsOn = http.RequestServices.GetRequiredService<LinkCheckService>().IsOn,
            States = [.. Enum.GetValues<LinkState>().OrderDescending().Select(s => new Choice(s.ToString(), words[$"upkeep.links.state.{s}"], s == state)), new Choice("all", words["upkeep.links.all"], state is null)],
            Text = text,
            Rows = rows,
            Pages = last > 1 ? new Paging(page, last, n => string.Create(CultureInfo.InvariantCulture, $"{Path}?state={state?.ToString() ?? "all"}&q={Uri.EscapeDataString(text)}&page={n}")) : null,
            MayAsk = all.Exists(r => r.State is LinkState.Broken or LinkState.Doubted),
        });
    }

    private static async Task<IResult> AskAgainAsync(HttpContext http)
    {
        if (!MaySee(http.Staff()))
        {
            await http.NoteAsync(http.Staff().Actor, nameof(ContentAction.View), Path, allowed: false);
            return await AdminAnswers.RefusedAsync(http, ContentAction.View);
        }

        await http.RequestServices.GetRequiredService<LinkChecker>().AskAgainAsync(http.Node().Tenant, http.RequestAborted);
        return AdminAnswers.SeeOther(Path + "?asked");
    }

    private static async Task<IReadOnlyList<(string, string)>> DocumentsAsync(HttpContext http, LinkCheckRow row)
    {
        var (desk, settings, documents) = (http.RequestServices.GetRequiredService<EditorDesk>(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), new List<(string, string)>());
        foreach (var id in row.Documents.Take(MostDocuments))
        {
            if (await desk.FindAsync(http.Node().Tenant, Guid.Parse(id, CultureInfo.InvariantCulture), http.RequestAborted) is { } found
                && Fori.Content.ContentModule.Find(found.Document.Type)?.Document is { } type && Rights.May(http.Staff(), ContentAction.View, type.Name, null, null, false))
            {
                documents.Add((ContentPages.TitleOf(type, found.Draft.Body, settings) ?? http.Words()["content.untitled"], ContentPages.PathOf(type.Name, found.Document.Id)));
            }
        }

        return documents;
    }
}

/// <summary>Broken links on pages that the person made.</summary>
internal sealed class BrokenLinksWork(EditorDesk desk, Node node) : IWorkListSource
{
    private const int Most = 20;

    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, tenant, items) = (http.Words(), http.Node().Tenant, new List<WorkItem>());
        var settings = await SiteSettings.LoadAsync(http.Node(), ct);
        var broken = (await node.Database.ReadAsync(tenant.Id, session => session.LinkChecksAsync(ct), ct)).Where(l => l.State == LinkState.Broken);
        foreach (var (row, id) in broken.SelectMany(row => row.Documents.Select(id => (row, Guid.Parse(id, CultureInfo.InvariantCulture)))))
        {
            if (items.Count < Most && await desk.FindAsync(tenant, id, ct) is { } found && Fori.Content.ContentModule.Find(found.Document.Type)?.Document is { } type
                && await ContentPages.IsOwnAsync(http, found) && Rights.May(http.Staff(), ContentAction.View, type.Name, null, null, true))
            {
                items.Add(new WorkItem(
                    ContentPages.TitleOf(type, found.Draft.Body, settings) ?? words["content.untitled"],
                    words.With("upkeep.links.work.note", ("url", row.Address), ("seen", LinkPages.Seen(words, row))), words["upkeep.links.mend"], ContentPages.PathOf(type.Name, id)));
            }
        }

        return [new(words["upkeep.links.work"], items)];
    }
}
