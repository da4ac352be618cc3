using Fori.Content.Types.News;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>What changed lately in a list, as a feed.</summary>
internal static class FeedBuilder
{
    public const string Rss = "feed.rss";
    public const string Atom = "feed.atom";
    private const int MostItems = 40;

    public static async Task<FeedView> BuildAsync(PageScope scope, SiteSection section, string file, CancellationToken ct)
    {
        var type = section.Type ?? throw new InvalidOperationException($"The section {section.Key} has no documents.");
        scope.Tag(Tags.List(type));
        var found = Listing.Ask(scope.Request.Tenant.Index, new SearchQuery { Types = [type], Language = scope.Language, Sort = SearchSort.Changed, Limit = MostItems, Filters = FacetFilters.OfHost(scope) });
        var documents = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        return Of(scope, file, SiteWords.Say($"{section.Key}.feed", scope.Language), section.PathIn(scope.Language), "", documents);
    }

    /// <summary>Writes a feed of documents.</summary>
    /// <param name="file"><see cref="Rss"/> or <see cref="Atom"/>.</param>
    /// <param name="path">Of the page whose contents it follows.</param>
    /// <param name="query">What is asked there, with its question mark.</param>
    public static (string ContentType, byte[] Bytes) Write(PageScope scope, string file, string title, string path, string query, IReadOnlyList<LoadedDocument> documents) =>
        Write(scope, file, Of(scope, file, title, path, query, documents));

    public static (string ContentType, byte[] Bytes) Write(PageScope scope, string file, FeedView feed) =>
        file == Rss ? (Feeds.RssMediaType, Feeds.WriteRss(feed)) : (Feeds.AtomMediaType, Feeds.WriteAtom(feed, scope.Request.Now));

    private static FeedView Of(PageScope scope, string file, string title, string path, string query, IReadOnlyList<LoadedDocument> documents)
    {
        var page = scope.Request.Origin + path;
        return new FeedView
        {
            Title = $"{title} – {scope.SectionFrame?.Name ?? scope.Settings.NameIn(scope.Language)}",
            PageUrl = page + query,
            Url = $"{page}/{file}{query}",
            Language = scope.Language,
            Author = scope.Settings.NameIn(scope.Language),
            Items =
            [
                .. documents.Select(d => new FeedItem
                {
                    Id = $"urn:uuid:{d.Id}",
                    Title = scope.NameOf(d).Text,
                    Url = scope.UrlOf(d) is var url && url.StartsWith('/') ? scope.Request.Origin + url : url, // Whole when it stands on another host.
                    Summary = SummaryOf(scope, d)?.Text,
                    PublishedAt = d.Body is NewsItem { PublishedAt: { } at } ? at : d.Row.At,
                    UpdatedAt = d.Row.At,
                }),
            ],
        };
    }

    private static Phrase? SummaryOf(PageScope scope, LoadedDocument document) => document.Body switch
    {
        NewsItem news => scope.Say(news.Summary) ?? scope.Say(news.Lead),
        _ => ListedRecords.Of(scope, document).Summary,
    };
}
