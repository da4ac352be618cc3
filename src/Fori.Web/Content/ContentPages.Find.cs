using System.Globalization;
using Fori.Access;
using Fori.Admin;
using Fori.Content.Admin;
using Fori.Search;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>One search for all of the admin: content by its words, titles and addresses, and the admin's own pages by name.</summary>
internal static partial class ContentPages
{
    private const int FoundOfType = 8;

    private static void MapFinding(RouteGroupBuilder staff)
    {
        staff.MapPage("/content/tree", TreeAsync);
        staff.MapPage("/content/export.csv", ExportAsync);
        staff.MapPage("/content/bulk", LookAtBulkAsync);
        staff.MapForm("/content/bulk", DoBulkAsync);
        staff.MapForm("/content/views", SaveViewAsync);
        staff.MapForm("/content/views/forget", ForgetViewAsync);
        staff.MapPage("/content/{type}/{id:guid}/compare", http => OfDocumentAsync(http, (type, found) => CompareAsync(http, type, found)));
        staff.MapPage("/content/{type}/{id:guid}/uses", http => OfDocumentAsync(http, (type, found) => UsesAsync(http, type, found)));
        staff.MapPage("/search", FindAsync);
    }

    private static async Task<IResult> FindAsync(HttpContext http)
    {
        var (words, settings, query) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), http.RequestAborted), ContentQuery.Read(http.Request.Query));
        query = new ContentQuery { Text = query.Text, Sort = ContentQuery.ByFit, Descending = false, Sight = SightOf(http) };
        var parts = new List<FoundPart>();
        var pages = await PagesByNameAsync(http, words, query.Text);
        if (pages.Count > 0)
        {
            parts.Add(new FoundPart(words["lists.search.pages"], pages.Count, pages, null));
        }

        var types = VisibleTypes(http);
        var found = query.Text.Length == 0 || types.Count == 0 ? [] : await http.Node().AskStaffAsync(
            index => types.ToDictionary(t => t, t => (query with { Type = t }).Find(index, words.Language, types, _ => new Dictionary<string, int>(), 0, FoundOfType)), http.RequestAborted);
        foreach (var (type, list) in (found ?? []).Where(f => f.Value.Total > 0).OrderByDescending(f => f.Value.Hits[0].Score))
        {
            var rows = await RowsAsync(http, [.. list.Hits.Select(h => h.Id)], settings, new Dictionary<string, string>());
            parts.Add(new FoundPart(
                NameOfType(words, type), list.Total, [.. rows.Select(r => new FoundRow(r.Title, r.Url, r.Above is null ? null : words.With("content.below", ("title", r.Above)), r.Languages))],
                list.Total > rows.Count ? (query with { Type = type }).UrlOn(Path) : null));
        }

        return AdminAnswers.Page<FoundPage, FoundView>(new FoundView(query.Text, parts, parts.Sum(p => p.Total))
        {
            Frame = await http.FrameAsync(words["lists.search.heading"]),
            Making = found is null ? http.Node().StaffFilled : null,
        });
    }

    /// <summary>Pages of the admin that the person may open, and types that they may create.</summary>
    private static async Task<List<FoundRow>> PagesByNameAsync(HttpContext http, AdminWords words, string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var named = http.RequestServices.GetServices<AdminNavigationItem>().Where(i => i.May(http.Staff())).OrderBy(i => i.Order).Select(i => (Name: words[i.Key], i.Url))
            .Append((Name: words["lists.tree.heading"], Url: Path + "/tree"))
            .Concat((await TypesToBeginAsync(http, null))
                .Select(t => (Name: words.Find($"content.create.{t.Name}") ?? NameOfType(words, t.Name), Url: $"{Path}/{t.Name}/new")));
        return
        [
            .. named.Where(n => words.Ui.Culture.CompareInfo.IndexOf(n.Name, text, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0)
                .Select(n => new FoundRow(n.Name, n.Url, null, [])),
        ];
    }
}
