using Fori.Content.OwnFields;
using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Types.Terms;

/// <summary>What a page says of its terms, and of what else is common to all content.</summary>
/// <param name="Topics">What it is about, each with the way to everything about it.</param>
/// <param name="Related">What to read besides: as editors chose, else other content with the same topics.</param>
public sealed record TermsView(IReadOnlyList<NamedLink> Topics, IReadOnlyList<NamedLink> Related)
{
    /// <summary>What is written in the municipality's own fields.</summary>
    public IReadOnlyList<OwnFact> Facts { get; init; } = [];

    /// <summary>Editors chose <see cref="Related"/>.</summary>
    public bool IsChosen { get; init; }

    /// <summary>The unit that answers for the page; null when none is named, or it is not public.</summary>
    public NamedLink? OwnerUnit { get; init; }

    public bool IsEmpty => Topics.Count == 0 && Related.Count == 0 && Facts.Count == 0 && OwnerUnit is null;
}

internal static class TermViews
{
    private const int MostRelated = 4;

    public static async Task<TermsView> OfAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var content = document.As<ContentBody>();
        await scope.ResolveAsync(content.Topics.Select(RefKey.Of).Concat(content.Related.Select(RefKey.Of)), ct);
        var topics = content.Topics.Select(t => scope.Target(t)).OfType<LoadedDocument>().ToList();
        var chosen = content.Related.Select(scope.Target).OfType<LoadedDocument>().Where(d => d.Type.RouteSpace is not null).DistinctBy(d => d.Id).Select(scope.Link).ToList();
        var search = SiteSection.Search.PathIn(scope.Language);
        return new TermsView(
            [.. topics.Select(t => new NamedLink(scope.NameOf(t), search + SiteQuery.Empty.With(FacetParameter.OfContent[0].Parameter, t.Id.ToString())))],
            chosen.Count > 0 ? chosen : topics.Count == 0 ? [] : await RelatedAsync(scope, document.Id, topics, ct))
        {
            Facts = OwnFacts.Of(scope, document),
            IsChosen = chosen.Count > 0,
            OwnerUnit = await OwnerUnits.OfAsync(scope, content, ct),
        };
    }

    // What shares most of its topics is nearest; the index has no such order, so it is counted among the newest.
    private static async Task<IReadOnlyList<NamedLink>> RelatedAsync(PageScope scope, Guid own, IReadOnlyList<LoadedDocument> topics, CancellationToken ct)
    {
        string[] types = [.. ContentModule.All.Where(t => t.Page is not null).Select(t => t.Name)];
        foreach (var type in types)
        {
            scope.Tag(Tags.List(type));
        }

        var ids = topics.Select(t => t.Id).ToHashSet();
        var found = Listing.Window(scope.Request.Tenant.Index, new SearchQuery
        {
            Types = types,
            Language = scope.Language,
            Sort = SearchSort.Changed,
            Filters = new Dictionary<string, FacetFilter> { [FacetParameter.OfContent[0].Field] = new([.. ids.Select(id => id.ToString())]) },
            Without = Listing.NotHiddenFrom(PageListing.Search),
        }, 0, 50);
        var documents = await scope.LoadAsync([.. found.Hits.Select(h => h.Id).Where(id => id != own)], ct);
        return
        [
            .. documents.Where(d => PageScope.IsIn(d, scope.Language)).OrderByDescending(d => d.As<ContentBody>().Topics.Count(t => t.Id is { } id && ids.Contains(id)))
                .Take(MostRelated).Select(scope.Link),
        ];
    }
}
