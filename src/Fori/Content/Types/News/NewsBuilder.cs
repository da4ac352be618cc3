using System.Globalization;
using Fori.Content.Blocks;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.MediaLibrary;
using Fori.Nodes;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;
using Fori.Store;

namespace Fori.Content.Types.News;

/// <summary>One piece of news.</summary>
public sealed record NewsItemView : PageView
{
    public required Phrase Name { get; init; }

    public Phrase? Lead { get; init; }

    public PictureView? Picture { get; init; }

    public IReadOnlyList<BlockView> Blocks { get; init; } = [];

    public required DateTimeOffset PublishedAt { get; init; }

    public required DateOnly PublishedOn { get; init; }

    /// <summary>Null when nothing changed since it came out.</summary>
    public DateOnly? UpdatedOn { get; init; }

    public NamedLink? Place { get; init; }

    public required TermsView Terms { get; init; }
}

/// <summary>The news, newest first.</summary>
public sealed record NewsListView : PageView
{
    public IReadOnlyList<NewsTeaser> Items { get; init; } = [];

    public required int Total { get; init; }

    /// <summary>The years with news, each with its count; the chosen one leads back to all.</summary>
    public IReadOnlyList<NamedLink> Years { get; init; } = [];

    /// <summary>Null shows all.</summary>
    public int? Year { get; init; }

    public Paging? Paging { get; init; }

    public required FilterForm Filters { get; init; }

    public required string FeedUrl { get; init; }

    /// <summary>To the news that is no longer kept up, or back from it; null where there is none.</summary>
    public NamedLink? Archive { get; init; }
}

internal static class NewsBuilder
{
    public const string YearParameter = "year";
    private const int ItemsOfPage = 20;
    private const int MostPinned = 5;

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var news = document.As<NewsItem>();
        var on = OnOf(document);
        var updated = LocalDays.DayOf(document.Row.At);
        await scope.ResolveAsync([RefKey.Of(news.Place)], ct);
        var frame = FrameBuilder.OfDocument(scope, document, SiteSection.News, (scope.Say(news.Summary) ?? scope.Say(news.Lead))?.Text);
        var picture = await ContentPageBuilder.PictureAsync(scope, news, ct);
        return new NewsItemView
        {
            Frame = frame with { OpenGraphType = "article", Image = ContentPageBuilder.ShareOf(picture) },
            Picture = picture,
            Name = scope.NameOf(document),
            Lead = scope.Say(news.Lead),
            Blocks = await ContentPageBuilder.BlocksAsync(scope, document.Title, news.Body, ct),
            PublishedAt = MomentOf(document),
            PublishedOn = on,
            UpdatedOn = updated > on ? updated : null,
            Place = scope.Target(news.Place) is { } place ? scope.Link(place) : null,
            Terms = await TermViews.OfAsync(scope, document, ct),
        };
    }

    public static async Task<PageView> BuildListAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(NewsItem)));
        var asked = scope.Request.Query.Only([YearParameter, SiteQuery.Archived, .. FacetParameter.OfContent.Select(f => f.Parameter), SiteQuery.Page]);
        var year = int.TryParse(asked.One(YearParameter), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && typed is > 1900 and < 3000 ? typed : (int?)null;
        var path = SiteSection.News.PathIn(scope.Language);
        var isArchive = asked.One(SiteQuery.Archived) == "1";
        var all = All(scope) with { Historical = isArchive ? HistoricalHits.Only : HistoricalHits.None };
        var ofYear = year is { } only ? all with { Filters = all.Filters.Append(KeyValuePair.Create(SearchDocuments.Year, new FacetFilter([Number(only)]))).ToDictionary() } : all;
        var query = FacetFilters.Apply(ofYear, asked, FacetParameter.OfContent);
        var chosen = await FacetFilters.ChosenAsync(scope, asked, FacetParameter.OfContent, path, ct);
        var found = Listing.Window(scope.Request.Tenant.Index, query, (asked.PageNumber - 1) * ItemsOfPage, ItemsOfPage);
        var last = Listing.LastPage(found.Total, ItemsOfPage);
        return new NewsListView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = FrameBuilder.NameOf(SiteSection.News, scope.Language),
                Description = SiteWords.Say("news.lead", scope.Language),
                UrlIn = language => SiteSection.News.PathIn(language) + asked,
                NoIndex = isArchive,
                Section = SiteSection.News,
                Feeds = [new FeedLink(SiteWords.Say("news.feed", scope.Language), path + "/feed.rss")],
            }),
            Items = await TeasersAsync(scope, await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct), ct),
            Total = found.Total,
            Filters = new FilterForm
            {
                Action = path,
                Hidden = [.. year is { } kept ? new[] { (YearParameter, Number(kept)) } : [], .. isArchive ? new[] { (SiteQuery.Archived, "1") } : []],
                Facets = await FacetFilters.GroupsAsync(scope, query, asked, FacetParameter.OfContent, ct),
                Chosen = chosen,
                ClearUrl = chosen.Count > 0 ? path + asked.Only(YearParameter, SiteQuery.Archived) : null,
            },
            Year = year,
            Years =
            [
                .. Listing.Counts(scope.Request.Tenant.Index, all, SearchDocuments.Year).OrderByDescending(c => c.Value, StringComparer.Ordinal)
                    .Select(c => new NamedLink(c.Value, path + asked.With(YearParameter, c.Value == (year is { } y ? Number(y) : null) ? null : c.Value)) { Count = c.Count }),
            ],
            Paging = last > 1 ? new Paging(Math.Min(asked.PageNumber, last), last, page => path + (page == 1 ? asked.With(SiteQuery.Page, null) : asked.With(SiteQuery.Page, Number(page)))) : null,
            FeedUrl = path + "/feed.rss",
            Archive = isArchive ? new NamedLink(SiteWords.Say("archived.news.back", scope.Language), path)
                : Listing.Count(scope.Request.Tenant.Index, All(scope) with { Historical = HistoricalHits.Only }) is > 0 and var count
                    ? new NamedLink(SiteWords.Say("archived.news", scope.Language), path + SiteQuery.Empty.With(SiteQuery.Archived, "1")) { Count = count }
                    : null,
        };
    }

    /// <summary>The newest, those that are pinned now before them.</summary>
    public static async Task<IReadOnlyList<NewsTeaser>> NewestAsync(PageScope scope, int count, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(NewsItem)));

        // Pinned ones are few and not long ago: they are looked for among the newest hundred.
        var found = Listing.Window(scope.Request.Tenant.Index, All(scope), 0, Math.Max(count, 100));
        var documents = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        var pinned = documents.Where(d => d.As<NewsItem>().PinnedUntil > scope.Request.Now).Take(MostPinned).ToList();
        foreach (var document in pinned)
        {
            scope.EndsAt(document.As<NewsItem>().PinnedUntil!.Value); // Filtered.
        }

        return await TeasersAsync(scope, [.. pinned.Concat(documents.Except(pinned)).Take(count)], ct);
    }

    private static SearchQuery All(PageScope scope) => new() { Types = [nameof(NewsItem)], Language = scope.Language, Sort = SearchSort.Changed, Filters = FacetFilters.OfHost(scope) };

    private static async Task<IReadOnlyList<NewsTeaser>> TeasersAsync(PageScope scope, IReadOnlyList<LoadedDocument> documents, CancellationToken ct)
    {
        await scope.ResolveAsync(documents.Select(d => RefKey.Of(d.As<NewsItem>().Image)), ct);
        return [.. documents.Select(d => Teaser(scope, d))];
    }

    private static NewsTeaser Teaser(PageScope scope, LoadedDocument document)
    {
        var news = document.As<NewsItem>();
        return new NewsTeaser(scope.NameOf(document), scope.UrlOf(document), OnOf(document), scope.Say(news.Summary) ?? scope.Say(news.Lead))
        {
            Picture = scope.Target(news.Image) is { } media ? MediaViews.PictureOf(scope, media, PictureShape.Landscape, PictureSizes.Card, isFirst: false) : null,
        };
    }

    private static DateTimeOffset MomentOf(LoadedDocument document) => document.As<NewsItem>().PublishedAt ?? document.Row.At;

    private static DateOnly OnOf(LoadedDocument document) => LocalDays.DayOf(MomentOf(document));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
