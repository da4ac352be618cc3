using Fori.Content.Types.News;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Hours;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Search;
using Fori.Site.Routing;
using Fori.Tenants;

namespace Fori.Site.Building;

/// <summary>The front page: search, what most come for, topics, what is open now.</summary>
internal static class FrontPageBuilder
{
    private const int MostOpen = 3;
    private const int MostTopics = 9;
    private const int MostTasks = 8;
    private const int MostNews = 3;

    public static async Task<PageView> BuildAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Service)));
        scope.Tag(Tags.List(nameof(Place)));
        var language = scope.Language;
        var name = scope.Settings.NameIn(language);
        var services = SiteSection.Services.PathIn(language);
        var places = SiteSection.Places.PathIn(language);
        var pages = await ContentPageBuilder.RootsAsync(scope, $"/{language}/", ct);
        return new FrontPageView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = name,
                Description = SiteWords.Say("services.lead", language),
                UrlIn = l => $"/{l}/{pages.Asked}",
                Feeds = FrameBuilder.Feeds(language),
            }),
            Heading = SiteWords.Say("front.welcome", language, ("name", name)),
            TopTasks = await TasksAsync(scope, ct),
            Topics =
            [
                .. ServiceDirectoryBuilder.Branches(scope, FacetParameter.Class, services)
                    .OrderByDescending(b => b.Link.Count).Take(MostTopics)
                    .OrderBy(b => b.Link.Name.Text, StringComparer.Create(scope.Words.Culture, ignoreCase: true))
                    .Select(b => b.Link with { Note = b.Children.Count > 0 ? new Phrase(string.Join(", ", b.Children.OrderByDescending(c => c.Count).Take(3).Select(c => c.Name.Text))) : null }),
            ],
            Pages = pages,
            AllServicesUrl = Holds(scope, nameof(Service)) ? services : null,
            News = await NewsBuilder.NewestAsync(scope, MostNews, ct),
            AllNewsUrl = SiteSection.News.PathIn(language),
            OpenPlaces = await OpenAsync(scope, ct),
            AllPlacesUrl = Holds(scope, nameof(Place)) ? places : null,
            LifeEvents = [.. ServiceDirectoryBuilder.Branches(scope, FacetParameter.LifeEvent, services).Select(b => b.Link)],
        };
    }

    private static bool Holds(PageScope scope, string type) =>
        Listing.Window(scope.Request.Tenant.Index, new SearchQuery { Types = [type], Language = scope.Language }, 0, 1).Total > 0;

    private static async Task<IReadOnlyList<NamedLink>> TasksAsync(PageScope scope, CancellationToken ct)
    {
        var tasks = scope.Settings.Municipality.TopTasks;
        await scope.ResolveAsync(tasks.Select(Document), ct);
        return [.. tasks.Select(t => Task(scope, t)).OfType<NamedLink>().Take(MostTasks)];
    }

    private static NamedLink? Task(PageScope scope, TopTask task)
    {
        var document = scope.Target(new Ref<DocumentBody> { System = task.System, Key = task.Key });
        var url = document is not null ? scope.UrlOf(document)
            : task.Url is { Length: > 1 } own && own[0] == '/' && own[1] != '/' ? own
            : ContactParts.WebUrl(task.Url);
        var name = scope.Say(task.Label) ?? (document is null ? null : scope.NameOf(document));
        return url is null || name is null ? null : new NamedLink(name, url);
    }

    private static RefKey? Document(TopTask task) => RefKey.Of(new Ref<DocumentBody> { System = task.System, Key = task.Key });

    // Some places that are open at this moment; the page ends when any of those looked at opens or closes.
    private static async Task<IReadOnlyList<PlaceCard>> OpenAsync(PageScope scope, CancellationToken ct)
    {
        var found = Listing.Window(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Place)], Language = scope.Language }, 0, 60);
        var open = new List<PlaceCard>();
        foreach (var place in await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct))
        {
            if (open.Count < MostOpen && HoursViews.StateOf(place.As<Place>().Hours, scope.Request.Now) is var (state, until))
            {
                scope.EndsAt(until);
                if (state == HoursState.Open)
                {
                    open.Add(PlaceCards.Of(scope, place));
                }
            }
        }

        return open;
    }
}
