using System.Globalization;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Types.Directories;

internal static class DirectoryBuilder
{
    private const int RecordsOfPage = 30;

    // A name and a marker each: more would be neither read nor told apart.
    private const int RecordsOfMap = 80;

    private const string Map = "map";

    private static readonly string[] Orders = ["name", "newest"];

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var directory = document.As<Directory>();
        var facets = DirectoryFacets.Of(scope, directory);
        var asked = DirectoryList.AskedOf(scope, facets);
        var isMap = directory.ShowMap && asked.One(SiteQuery.View) == Map;
        var query = await DirectoryList.QueryAsync(scope, document, asked, facets, ct);
        var size = isMap ? RecordsOfMap : RecordsOfPage;
        var found = await RecordList.FindAsync(scope, asked, query, facets, size, ct);
        var columns = directory.Columns.Count > 0 ? directory.Columns : RecordCards.Usual;
        var (cards, points) = RecordCards.Of(scope, found, isMap ? [] : columns, directory.ShowMap);
        var path = scope.UrlOf(document);
        var filters = await RecordFilters.FormAsync(scope, found, facets, path, directory.NearMe, directory.Sources.Any(s => s.RecordType is ListedType.Entry or ListedType.Place), ct);
        var name = scope.NameOf(document);
        var file = asked.Except(SiteQuery.Page, SiteQuery.View).ToString();
        var feed = new NamedLink(Told(scope, "feed", ("name", name.Text)), $"{path}/feed.rss{asked.Except(SiteQuery.Page, SiteQuery.View, SiteQuery.Sort)}");
        var picture = await ContentPageBuilder.PictureAsync(scope, directory, ct);
        var below = await ContentPageBuilder.BelowAsync(scope, document, asked, SiteQuery.Below, ct);
        return new DirectoryView
        {
            Frame = await ContentPageBuilder.FrameAsync(scope, document, ct, parts => parts with
            {
                UrlIn = language => scope.UrlOf(document, language) + (asked.IsEmpty ? below.Asked : asked),
                NoIndex = !asked.Only(SiteQuery.Page).ToString().Equals(asked.ToString(), StringComparison.Ordinal),
                Feeds = [new FeedLink(feed.Name.Text, feed.Url)],
            }),
            Heading = name,
            Lead = scope.Say(directory.Summary),
            Picture = picture,
            Filters = filters with { Sort = SortOf(scope, directory, found) },
            Total = found.Total,
            TotalText = found.Total == 1 ? Told(scope, "count.one") : Told(scope, "count.other", ("count", scope.Words.Number(found.Total))),
            Places = isMap || !columns.Contains(DirectoryColumn.Facets) ? cards : await WithFactsAsync(scope, found, cards, facets, ct),
            Map = points.Count > 0 ? isMap ? scope.DrawMap(Told(scope, "map", ("name", name.Text)), points, 960, 640) : scope.DrawMap(Told(scope, "map", ("name", name.Text)), points) : null,
            Ways = directory.ShowMap
                ?
                [
                    new BrowseLink(Told(scope, "view.list"), path + asked.With(SiteQuery.View, null), !isMap),
                    new BrowseLink(Told(scope, "view.map"), path + asked.With(SiteQuery.View, Map), isMap),
                ]
                : [],
            WaysLabel = Told(scope, "view"),
            IsMap = isMap,
            Before = (found.Page - 1) * size,
            Paging = found.PagingOn(path),
            Downloads = ListFiles.LinksOn(path, file),
            Blocks = await ContentPageBuilder.BlocksAsync(scope, document.Title, directory.Body, ct),
            Below = below,
            Feed = feed,
        };
    }

    private static string Told(PageScope scope, string word, params (string Name, string Value)[] arguments) => SiteWords.Say("directory." + word, scope.Language, arguments);

    private static async Task<IReadOnlyList<PlaceCard>> WithFactsAsync(
        PageScope scope, RecordsFound found, IReadOnlyList<PlaceCard> cards, IReadOnlyList<FacetParameter> facets, CancellationToken ct)
    {
        var texts = await DirectoryFacets.TextsAsync(scope, [.. found.Records.Select(r => r.Document)], facets, ct);
        return [.. cards.Zip(found.Records, (card, record) => card with { Facts = [.. texts[record.Document.Id].Select(t => (t.Facet.HeadingIn(scope)?.Text ?? "", t.Text))] })];
    }

    // The first is what the list does by itself: nearest first when near something, best first when words are looked for.
    private static SortChoice SortOf(PageScope scope, Directory directory, RecordsFound found)
    {
        var asked = found.Asked.One(SiteQuery.Sort);
        var usual = found.Near is { IsUnknown: false } ? "distance" : found.Asked.One(SiteQuery.Text) is not null ? "fit" : directory.Sort == DirectorySort.Newest ? "newest" : "name";
        var others = Orders.Where(s => s != usual);
        return new SortChoice(
            Told(scope, "sort"),
            [("", Told(scope, "sort." + usual), RecordList.SortOf(found.Asked) is null), .. others.Select(s => (s, Told(scope, "sort." + s), s == asked))]);
    }
}
