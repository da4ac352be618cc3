using Fori.Nodes;
using Fori.Registers.Places;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>Places as a list with their map, near a point, open now, and as files of the same query.</summary>
internal static class PlaceDirectoryBuilder
{
    public const int PlacesOfPage = 30;

    private static readonly string[] Parameters = [.. RecordList.Parameters, .. FacetParameter.OfPlaces.Select(f => f.Parameter)];

    /// <param name="whole">All of them, for a file, instead of the asked page.</param>
    public static Task<RecordsFound> FindAsync(PageScope scope, bool whole, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Place)));
        var asked = scope.Request.Query.Only(Parameters);
        var query = FacetFilters.Apply(new SearchQuery { Types = [nameof(Place)], Language = scope.Language, Text = asked.One(SiteQuery.Text) }, asked, FacetParameter.OfPlaces);
        return RecordList.FindAsync(scope, asked, query, FacetParameter.OfPlaces, whole ? null : PlacesOfPage, ct);
    }

    public static async Task<PageView> BuildAsync(PageScope scope, CancellationToken ct)
    {
        var found = await FindAsync(scope, whole: false, ct);
        var (asked, language) = (found.Asked, scope.Language);
        var path = SiteSection.Places.PathIn(language);
        var (cards, points) = RecordCards.Of(scope, found, RecordCards.Usual, isMapped: true);
        return new PlaceDirectoryView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = SiteWords.Say("places", language),
                Description = SiteWords.Say("places.lead", language),
                UrlIn = l => SiteSection.Places.PathIn(l) + asked,
                Section = SiteSection.Places,
                NoIndex = !asked.Only(SiteQuery.Page, "type").ToString().Equals(asked.ToString(), StringComparison.Ordinal),
                Feeds = [new FeedLink(SiteWords.Say("places.feed", language), path + "/feed.rss")],
            }),
            Heading = SiteWords.Say("places", language),
            Lead = SiteWords.Say("places.lead", language),
            Filters = await RecordFilters.FormAsync(scope, found, FacetParameter.OfPlaces, path, hasNear: true, hasHours: true, ct),
            Total = found.Total,
            Places = cards,
            Map = points.Count > 0 ? scope.DrawMap(SiteWords.Say("places.map", language), points) : null,
            Paging = found.PagingOn(path),
            Downloads = ListFiles.LinksOn(path, asked.With(SiteQuery.Page, null).ToString()),
        };
    }
}
