using Fori.Content.Types;
using Fori.Nodes;
using Fori.Registers.Channels;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>Search over all types, and the likely pages where an address leads nowhere.</summary>
internal static class SearchPageBuilder
{
    private const int HitsOfPage = 20;
    private const string TypeParameter = "type";

    private static readonly string[] TermParameters = [.. FacetParameter.OfContent.Select(f => f.Parameter)];

    /// <summary>Types whose documents have pages, in the order of the filter.</summary>
    public static readonly string[] Types = [nameof(Service), nameof(Place), nameof(ServiceChannel), nameof(Organization), .. Content.ContentModule.All.Where(t => t.Page is not null && t.Document.RouteSpace is not null).Select(t => t.Name)];

    public static async Task<PageView> BuildAsync(PageScope scope, CancellationToken ct)
    {
        var asked = scope.Request.Query.Only([SiteQuery.Text, TypeParameter, SiteQuery.Archived, .. TermParameters, SiteQuery.Page]);
        var text = asked.One(SiteQuery.Text) ?? "";
        var path = SiteSection.Search.PathIn(scope.Language);
        foreach (var type in Types.Concat(Content.ContentModule.All.Where(t => t.LayerOn is not null).Select(t => t.Name)))
        {
            scope.Tag(Tags.List(type));
        }

        var frame = FrameBuilder.Of(scope, new FrameParts
        {
            Title = text.Length > 0 ? SiteWords.Say("search.title", scope.Language, ("query", text)) : SiteWords.Say("search", scope.Language),
            UrlIn = language => SiteSection.Search.PathIn(language) + asked,
            Query = text,
            NoIndex = true,
        });
        if (text.Length == 0 && asked.Only(TermParameters).IsEmpty)
        {
            return new SearchPageView { Frame = frame, Query = "", Total = 0, Likely = Doors(scope) };
        }

        var chosen = asked.All(TypeParameter).Where(Types.Contains).ToList();
        var index = scope.Request.Tenant.Index;
        var withArchived = asked.One(SiteQuery.Archived) == "1";
        var all = FacetFilters.Apply(new SearchQuery { Text = text.Length > 0 ? text : null, Types = Types, Language = scope.Language, Without = Listing.NotHiddenFrom(PageListing.Search), Historical = withArchived ? HistoricalHits.Also : HistoricalHits.None }, asked, FacetParameter.OfContent);
        var query = chosen.Count > 0 ? all with { Types = chosen } : all;
        var found = Listing.Window(index, query, (asked.PageNumber - 1) * HitsOfPage, HitsOfPage);
        var hits = await HitsAsync(scope, found.Hits, ct);
        var last = Listing.LastPage(found.Total, HitsOfPage);
        var options = Types
            .Select(t => new FacetOption(SiteWords.Say($"type.{t}", scope.Language), t, Listing.Count(index, all with { Types = [t] }), chosen.Contains(t)))
            .Where(o => o.Count > 0 || o.IsChosen).ToList();
        var heading = SiteWords.Say("facet.type", scope.Language);
        var terms = await FacetFilters.ChosenFacetsAsync(scope, asked, FacetParameter.OfContent, path, ct);
        var groups = await FacetFilters.GroupsAsync(scope, query, asked, FacetParameter.OfContent, ct);
        var archived = Listing.Count(index, query with { Historical = HistoricalHits.Only });
        var archive = SiteWords.Say("archived.heading", scope.Language);
        return new SearchPageView
        {
            Frame = frame,
            Query = text,
            Total = found.Total,
            IsMissed = found.Total == 0 && chosen.Count + terms.Count == 0 && asked.PageNumber == 1,
            Hits = hits,
            Filters = new FilterForm
            {
                Action = path,
                Query = text,
                Facets = [.. options.Count > 1 || chosen.Count > 0 ? [new FacetGroup(TypeParameter, heading, options)] : Array.Empty<FacetGroup>(), .. groups,
                    .. archived > 0 || withArchived ? [new FacetGroup(SiteQuery.Archived, archive, [new FacetOption(SiteWords.Say("archived.also", scope.Language), "1", archived, withArchived)])] : Array.Empty<FacetGroup>(),
                ],
                Chosen = [.. terms, .. chosen.Select(t => new ChosenFilter(heading, SiteWords.Say($"type.{t}", scope.Language), path + asked.Without(TypeParameter, t))),
                    .. withArchived ? [new ChosenFilter(archive, SiteWords.Say("archived.also", scope.Language), path + asked.Without(SiteQuery.Archived, "1"))] : Array.Empty<ChosenFilter>()],
                ClearUrl = chosen.Count + terms.Count > 0 ? path + asked.Only(SiteQuery.Text) : null,
            },
            DidYouMean = found.Suggestion is { Length: > 0 } instead ? new NamedLink(instead, path + SiteQuery.Empty.With(SiteQuery.Text, instead)) : null,
            Likely = found.Total == 0 ? Doors(scope) : [],
            Paging = last > 1 ? new Paging(Math.Min(asked.PageNumber, last), last, page => path + (page == 1 ? asked.With(SiteQuery.Page, null) : asked.With(SiteQuery.Page, $"{page}"))) : null,
        };
    }

    /// <summary>Pages that somebody who came to a wrong address may have looked for, by the words of the address.</summary>
    public static async Task<IReadOnlyList<NamedLink>> LikelyAsync(PageScope scope, string path, CancellationToken ct)
    {
        var words = path.Split('/').LastOrDefault(p => p.Length > 0)?.Replace('-', ' ') ?? "";
        if (words.Length is < 3 or > 100)
        {
            return Doors(scope);
        }

        var found = Listing.Ask(scope.Request.Tenant.Index, new SearchQuery { Text = words, Types = Types, Language = scope.Language, Without = Listing.NotHiddenFrom(PageListing.Search), Limit = 6 });
        var hits = await HitsAsync(scope, found.Hits, ct);
        return hits.Count > 0 ? [.. hits.Select(h => new NamedLink(h.Title, h.Url) { Note = h.Kind })] : Doors(scope);
    }

    /// <summary>The ways into the site.</summary>
    public static IReadOnlyList<NamedLink> Doors(PageScope scope) =>
    [
        .. new[] { SiteSection.Services, SiteSection.Places, SiteSection.Contact }
            .Select(s => new NamedLink(FrameBuilder.NameOf(s, scope.Language), s.PathIn(scope.Language))),
    ];

    private static async Task<IReadOnlyList<SearchHit>> HitsAsync(PageScope scope, IReadOnlyList<Search.SearchHit> found, CancellationToken ct)
    {
        var documents = await scope.LoadAsync([.. found.Select(h => h.Id)], ct);
        await scope.ResolveAsync(documents.Where(d => d.Body is ServiceChannel).Select(d => RefKey.Of(d.As<ServiceChannel>().Place)), ct);
        return [.. documents.Select(d => Hit(scope, d)).DistinctBy(h => h.Url)];
    }

    private static SearchHit Hit(PageScope scope, LoadedDocument document)
    {
        // A service location is the way in which services know a place: the hit leads to the place.
        if (document.Body is ServiceChannel { ChannelType: ChannelType.ServiceLocation } location && scope.Target(location.Place) is { } behind)
        {
            document = behind;
        }

        return new SearchHit(scope.NameOf(document), scope.UrlOf(document), KindOf(scope, document))
        {
            Summary = document.Body switch
            {
                Service service => ServiceDirectoryBuilder.SummaryOf(scope, service),
                Place place => scope.Say(place.Summary),
                ServiceChannel channel => scope.Say(channel.Summary),
                Content.Types.People.Person person => scope.Say(person.JobTitle),
                Organization organization => scope.Say(organization.Summary),
                Content.Types.ContentBody content => scope.Say(content.Summary),
                _ => null,
            },
            Facts = document.Body is Place { Addresses: var addresses } && ContactParts.VisitingLine(scope, addresses) is { } line ? [new Phrase(line)] : [],
        };
    }

    private static string KindOf(PageScope scope, LoadedDocument document) => document.Body switch
    {
        ServiceChannel { ChannelType: { } kind } => SiteWords.Say($"channel.{kind}", scope.Language),
        Place place when PlaceCards.KindOf(scope, place) is { } kind => kind.Text,
        _ => SiteWords.Say($"type.{document.Type.Name}", scope.Language),
    };
}
