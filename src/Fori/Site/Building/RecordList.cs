using System.Globalization;
using Fori.Nodes;
using Fori.Registers.Hours;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>What a list of records finds: all of it for a file, a page of it for people.</summary>
internal sealed record RecordsFound
{
    public required SiteQuery Asked { get; init; }

    /// <summary>With everything that limits the list, for counting by facets.</summary>
    public required SearchQuery Query { get; init; }

    public required int Total { get; init; }

    /// <summary>The asked part, in order, with the distance in metres where one was asked.</summary>
    public required IReadOnlyList<(LoadedDocument Document, double? Distance)> Records { get; init; }

    public NearFilter? Near { get; init; }

    /// <summary>The page that is shown of those that there are; 1 and 1 for a file.</summary>
    public required int Page { get; init; }

    public required int LastPage { get; init; }

    /// <param name="path">Of the list.</param>
    /// <returns>Null when there is one page only.</returns>
    public Paging? PagingOn(string path) => LastPage > 1
        ? new Paging(Page, LastPage, page => path + (page == 1 ? Asked.With(SiteQuery.Page, null) : Asked.With(SiteQuery.Page, page.ToString(CultureInfo.InvariantCulture))))
        : null;
}

/// <summary>
/// Lists of records that lie somewhere and are open at times: by distance, within a box, open now, by pages or whole. What is asked in
/// the address and makes no sense is as if it were not asked.
/// </summary>
internal static class RecordList
{
    // A list filtered by the clock is never kept longer: another record may have come into it.
    private static readonly TimeSpan OpenListLives = TimeSpan.FromSeconds(60);

    /// <summary>What such a list reads in its address, besides facets.</summary>
    public static IReadOnlyList<string> Parameters { get; } = [SiteQuery.Text, SiteQuery.Near, SiteQuery.Within, SiteQuery.Box, SiteQuery.Open, SiteQuery.Page];

    /// <param name="query">With the facets that were asked.</param>
    /// <param name="facets">Those of the list; nothing else of the query limits their fields.</param>
    /// <param name="pageSize">Null finds all, for a file.</param>
    public static async Task<RecordsFound> FindAsync(PageScope scope, SiteQuery asked, SearchQuery query, IReadOnlyList<FacetParameter> facets, int? pageSize, CancellationToken ct)
    {
        NearFilter? near = null;
        if (asked.One(SiteQuery.Near) is { } text)
        {
            var understood = await NearPoint.FindAsync(scope, text, ct);
            near = new NearFilter { Value = text, Understood = understood?.Name, IsUnknown = understood is null };
            if (understood is not null)
            {
                query = query with { Near = understood.Point, Sort = SortOf(asked) ?? SearchSort.Distance, Distance = NearPoint.Within(asked) };
            }
        }

        query = query with { Within = BoxOf(asked) };
        if (asked.One(SiteQuery.Open) == "now" && scope.AsOf is null)
        {
            query = query with { Ids = await OpenNowAsync(scope, query with { Filters = query.Filters.Where(f => facets.All(known => known.Field != f.Key)).ToDictionary() }, ct) };
        }

        var index = scope.Request.Tenant.Index;
        var total = Listing.Count(index, query);
        var (page, last) = PageOf(asked, total, pageSize);
        var found = pageSize is { } size ? Listing.Window(index, query, (page - 1) * size, size) : Listing.All(index, query);
        return new RecordsFound
        {
            Asked = asked, Query = query, Total = total, Records = await WithDistancesAsync(scope, found.Hits, ct), Near = near, Page = page, LastPage = last,
        };
    }

    /// <summary>The order that was asked; null for none, and for one by distance, which needs a point.</summary>
    public static SearchSort? SortOf(SiteQuery asked) => asked.One(SiteQuery.Sort) switch
    {
        "name" => SearchSort.Title,
        "newest" => SearchSort.Changed,
        _ => null,
    };

    /// <summary>The asked box; null for none and for what is none.</summary>
    public static GeoBox? BoxOf(SiteQuery asked)
    {
        var figures = (asked.One(SiteQuery.Box) ?? "").Split(',')
            .Select(f => double.TryParse(f, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var figure) && double.IsFinite(figure) ? figure : (double?)null)
            .OfType<double>().ToList();
        return figures is [var west, var south, var east, var north] && south is >= -90 and <= 90 && north is >= -90 and <= 90 && south <= north && Math.Abs(west) <= 180 && Math.Abs(east) <= 180
            ? new GeoBox(south, west, north, east)
            : null;
    }

    // A page behind the last is the last.
    private static (int Page, int Last) PageOf(SiteQuery asked, int total, int? size)
    {
        var last = size is { } most ? Listing.LastPage(total, most) : 1;
        return (Math.Min(size is null ? 1 : asked.PageNumber, last), last);
    }

    // What is open is not in the index: hours are asked at the time of the question. Whatever facets are chosen, since what else is
    // open is counted too.
    private static async Task<IReadOnlyList<Guid>> OpenNowAsync(PageScope scope, SearchQuery query, CancellationToken ct)
    {
        scope.EndsAt(scope.Request.Now + OpenListLives);
        var all = await scope.LoadAsync([.. Listing.All(scope.Request.Tenant.Index, query).Hits.Select(h => h.Id)], ct);
        return [.. all.Where(d => HoursViews.StateOf(ListedRecords.HoursOf(d), scope.Request.Now) is { State: not Documents.HoursState.Closed }).Select(d => d.Id)];
    }

    private static async Task<IReadOnlyList<(LoadedDocument Document, double? Distance)>> WithDistancesAsync(PageScope scope, IReadOnlyList<Search.SearchHit> hits, CancellationToken ct)
    {
        var distances = hits.ToDictionary(h => h.Id, h => h.Distance);
        return [.. (await scope.LoadAsync([.. distances.Keys], ct)).Select(d => (d, distances[d.Id]))];
    }
}
