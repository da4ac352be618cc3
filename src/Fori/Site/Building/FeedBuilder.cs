using Fori.Content.Types.News;
using Fori.Nodes;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>What changed lately in the services or places, as a feed.</summary>
internal static class FeedBuilder
{
    private const int MostItems = 40;

    public static async Task<FeedView> BuildAsync(PageScope scope, SiteSection section, string file, CancellationToken ct)
    {
        var type = section.Type ?? throw new InvalidOperationException($"The section {section.Key} has no documents.");
        scope.Tag(Tags.List(type));
        var found = Listing.Ask(scope.Request.Tenant.Index, new SearchQuery { Types = [type], Language = scope.Language, Sort = SearchSort.Changed, Limit = MostItems });
        var documents = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        var page = scope.Request.Origin + section.PathIn(scope.Language);
        return new FeedView
        {
            Title = $"{SiteWords.Say($"{section.Key}.feed", scope.Language)} – {scope.Settings.NameIn(scope.Language)}",
            PageUrl = page,
            Url = $"{page}/{file}",
            Language = scope.Language,
            Author = scope.Settings.NameIn(scope.Language),
            Items =
            [
                .. documents.Select(d => new FeedItem
                {
                    Id = $"urn:uuid:{d.Id}",
                    Title = scope.NameOf(d).Text,
                    Url = scope.Request.Origin + scope.UrlOf(d),
                    Summary = SummaryOf(scope, d)?.Text,
                    PublishedAt = d.Body is NewsItem { PublishedAt: { } at } ? at : d.Row.At,
                    UpdatedAt = d.Row.At,
                }),
            ],
        };
    }

    private static Phrase? SummaryOf(PageScope scope, LoadedDocument document) => document.Body switch
    {
        Service service => ServiceDirectoryBuilder.SummaryOf(scope, service),
        Place place => scope.Say(place.Summary),
        NewsItem news => scope.Say(news.Summary) ?? scope.Say(news.Lead),
        _ => null,
    };
}
