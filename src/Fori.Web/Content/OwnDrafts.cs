using Fori.Admin;
using Fori.Content.Editing;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Web.Access;
using Fori.Web.Admin;
using Fori.Web.Api;

namespace Fori.Web.Content;

/// <summary>What the person saved last and is not public as it is written, in the work list.</summary>
internal sealed class OwnDrafts : IWorkListSource
{
    private const int MostShown = 20;

    public async Task<IReadOnlyList<WorkListPart>> PartsAsync(HttpContext http, CancellationToken ct)
    {
        var (words, settings) = (http.Words(), await SiteSettings.LoadAsync(http.Node(), ct));
        var filters = new Dictionary<string, FacetFilter>
        {
            [StaffFacets.SavedBy] = new([http.Staff().Actor]),
            [StaffFacets.State] = new([StaffFacets.Draft, StaffFacets.Changed]),
        };
        var found = await http.Node().AskStaffAsync(
            index => index.Numbered(new SearchQuery { Filters = filters, Limit = MostShown }, new ListOrder(ListKey.Changed, Descending: true), 0), ct);
        if (found is null or { Total: 0 })
        {
            return found is not null ? [] : [new WorkListPart(words["content.own-drafts"], [new WorkItem(words["lists.making"], null, words["lists.making.again"], AdminModule.Root)])];
        }

        var items = await ContentPages.OwnRowsAsync(http, [.. found.Hits.Select(h => h.Id)], settings);
        return
        [
            new WorkListPart(words["content.own-drafts"],
            [
                .. items.Select(r => new WorkItem(r.Title, words.With("content.saved-at", ("at", r.SavedAt)), words["content.go-on"], r.Url)),
                .. found.Total > MostShown
                    ? (WorkItem[])[new WorkItem(words.With("lists.own.more", ("count", words.Ui.Number(found.Total))), null, words["lists.own.all"], new ContentQuery { Person = http.Staff().Actor }.UrlOn(ContentPages.Path))]
                    : [],
            ]),
        ];
    }
}
