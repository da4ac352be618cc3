using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Hours;
using Fori.Registers.Places;
using Fori.Search;
using Fori.Site.Routing;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>What a query for places finds: all of it for a file, a page of it for the list.</summary>
internal sealed record PlacesFound
{
    public required SiteQuery Asked { get; init; }

    public required SearchQuery Query { get; init; }

    public required int Total { get; init; }

    /// <summary>The asked part, in order, with the distance in metres where one was asked.</summary>
    public required IReadOnlyList<(LoadedDocument Place, double? Distance)> Places { get; init; }

    public NearFilter? Near { get; init; }
}

/// <summary>Places as a list with their map, near a point, open now, and as files of the same query.</summary>
internal static class PlaceDirectoryBuilder
{
    public const int PlacesOfPage = 30;

    // A list filtered by the clock is never kept longer: another place may have come into it.
    private static readonly TimeSpan OpenListLives = TimeSpan.FromSeconds(60);

    private static readonly string[] Parameters =
        [SiteQuery.Text, SiteQuery.Near, SiteQuery.Within, SiteQuery.Open, SiteQuery.Page, .. FacetParameter.OfPlaces.Select(f => f.Parameter)];

    /// <param name="whole">All of them, for a file, instead of the asked page.</param>
    public static async Task<PlacesFound> FindAsync(PageScope scope, bool whole, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Place)));
        var asked = scope.Request.Query.Only(Parameters);
        var query = FacetFilters.Apply(new SearchQuery { Types = [nameof(Place)], Language = scope.Language, Text = asked.One(SiteQuery.Text) }, asked, FacetParameter.OfPlaces);
        NearFilter? near = null;
        if (asked.One(SiteQuery.Near) is { } text)
        {
            var understood = await NearPoint.FindAsync(scope, text, ct);
            near = new NearFilter { Value = text, Understood = understood?.Name, IsUnknown = understood is null };
            if (understood is not null)
            {
                query = query with { Near = understood.Point, Sort = SearchSort.Distance, Distance = NearPoint.Within(asked) };
            }
        }

        var index = scope.Request.Tenant.Index;
        if (asked.One(SiteQuery.Open) == "now" && scope.AsOf is null)
        {
            return await OpenNowAsync(scope, asked, query, near, whole, ct);
        }

        var found = Listing.Window(index, query, whole ? 0 : (asked.PageNumber - 1) * PlacesOfPage, whole ? Listing.Most : PlacesOfPage);
        return new PlacesFound { Asked = asked, Query = query, Total = found.Total, Places = await WithDistancesAsync(scope, found.Hits, ct), Near = near };
    }

    public static async Task<PageView> BuildAsync(PageScope scope, CancellationToken ct)
    {
        var found = await FindAsync(scope, whole: false, ct);
        var (asked, language) = (found.Asked, scope.Language);
        var path = SiteSection.Places.PathIn(language);
        var chosen = await FacetFilters.ChosenAsync(scope, asked, FacetParameter.OfPlaces, path, ct);
        var last = Listing.LastPage(found.Total, PlacesOfPage);
        var current = Math.Min(asked.PageNumber, last);
        var cards = new List<PlaceCard>(found.Places.Count);
        var points = new List<MapPoint>();
        foreach (var (document, distance) in found.Places)
        {
            var place = document.As<Place>();
            var card = PlaceCards.Of(scope, document) with
            {
                Summary = scope.Say(place.Summary),
                Distance = distance is { } metres ? ContactParts.Distance(scope, metres) : null,
            };
            if (PlaceCards.PointOf(place) is { } point)
            {
                card = card with { Number = points.Count + 1 };
                points.Add(new MapPoint(card.Name.Text, card.Url, point, card.Number));
            }

            cards.Add(card);
        }

        var file = path + "{0}" + asked.With(SiteQuery.Page, null);
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
            Filters = new FilterForm
            {
                Action = path,
                Query = asked.One(SiteQuery.Text) ?? "",
                Facets = await FacetFilters.GroupsAsync(scope, found.Query, asked, FacetParameter.OfPlaces, ct),
                Chosen = chosen,
                ClearUrl = chosen.Count > 0 ? path : null,
                Near = found.Near ?? new NearFilter(),
                OpenNow = asked.One(SiteQuery.Open) == "now",
                Hidden = asked.One(SiteQuery.Within) is { } within ? [(SiteQuery.Within, within)] : [],
            },
            Total = found.Total,
            Places = cards,
            Map = points.Count > 0 ? scope.DrawMap(SiteWords.Say("places.map", language), points) : null,
            Paging = last > 1 ? new Paging(current, last, page => path + (page == 1 ? asked.With(SiteQuery.Page, null) : asked.With(SiteQuery.Page, $"{page}"))) : null,
            Downloads =
            [
                new NamedLink("CSV", file.Replace("{0}", ".csv", StringComparison.Ordinal)),
                new NamedLink("JSON", file.Replace("{0}", ".json", StringComparison.Ordinal)),
                new NamedLink("GeoJSON", file.Replace("{0}", ".geojson", StringComparison.Ordinal)),
            ],
        };
    }

    // What is open is not in the index: hours are asked at the time of the question.
    private static async Task<PlacesFound> OpenNowAsync(PageScope scope, SiteQuery asked, SearchQuery query, NearFilter? near, bool whole, CancellationToken ct)
    {
        scope.EndsAt(scope.Request.Now + OpenListLives);
        var all = await WithDistancesAsync(scope, Listing.All(scope.Request.Tenant.Index, query).Hits, ct);
        var open = all.Where(p => IsOpen(scope, p.Place.As<Place>())).ToList();
        return new PlacesFound
        {
            Asked = asked,
            Query = query with { Ids = [.. open.Select(p => p.Place.Id)] },
            Total = open.Count,
            Places = whole ? open : [.. open.Skip((asked.PageNumber - 1) * PlacesOfPage).Take(PlacesOfPage)],
            Near = near,
        };
    }

    private static bool IsOpen(PageScope scope, Place place) =>
        HoursViews.StateOf(place.Hours, scope.Request.Now) is { State: not HoursState.Closed };

    private static async Task<IReadOnlyList<(LoadedDocument Place, double? Distance)>> WithDistancesAsync(PageScope scope, IReadOnlyList<Search.SearchHit> hits, CancellationToken ct)
    {
        var distances = hits.ToDictionary(h => h.Id, h => h.Distance);
        return [.. (await scope.LoadAsync([.. distances.Keys], ct)).Select(d => (d, distances[d.Id]))];
    }
}
