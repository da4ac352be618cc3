using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Places;
using Fori.Registers.Vocabularies;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Store;

namespace Fori.Content.Blocks.OpenNow;

/// <summary>Whether places are open, and until when, in words: those that were picked, then those of a kind.</summary>
public sealed record OpenNowBlock : Block
{
    private const int Most = 40;

    [Field(FieldKind.Text, MaxLength = 120, Order = 0)]
    public string? Heading { get; init; }

    [Field(FieldKind.Reference, Order = 10)]
    public IReadOnlyList<Ref<Place>> Places { get; init => field = value ?? []; } = [];

    /// <summary>Every place of this kind.</summary>
    [Field(FieldKind.Code, Scheme = VocabularyScheme.PlaceType, Order = 20)]
    public Code? PlaceType { get; init; }

    /// <summary>What is closed is left out.</summary>
    [Field(FieldKind.Flag, Order = 30)]
    public bool OnlyOpen { get; init; }

    /// <returns><c>hours.no-places</c></returns>
    public override IEnumerable<Problem> Check(string path) => Places.Count == 0 && PlaceType is null ? [Problem.Of("hours.no-places", $"{path}.places")] : [];

    internal static async Task<object?> LoadAsync(PageScope scope, OpenNowBlock block, CancellationToken ct)
    {
        await scope.ResolveAsync(block.Places.Select(RefKey.Of), ct);
        var places = block.Places.Select(scope.Target).OfType<LoadedDocument>().ToList();
        if (block.PlaceType is { } kind)
        {
            scope.Tag(Tags.List(nameof(Place)));
            var found = Listing.Window(scope.Request.Tenant.Index, new SearchQuery
            {
                Types = [nameof(Place)],
                Language = scope.Language,
                Sort = SearchSort.Title,
                Filters = new Dictionary<string, FacetFilter> { ["placeTypes"] = new([$"{kind.Scheme}:{scope.Node.Vocabularies.Find(kind)?.Code ?? kind.Value}"]) },
            }, 0, Most);
            places.AddRange(await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct));
        }

        // Whose hours nobody knows can be neither open nor closed. Of a past day nothing is open "now": the names alone are shown.
        var items = places.DistinctBy(p => p.Id).Take(Most)
            .Select(p => new OpenItem(scope.Link(p), HoursViews.Of(scope, p.As<Place>().Hours, whole: false)))
            .Where(i => scope.AsOf is not null || (i.Hours is { } hours && (!block.OnlyOpen || hours.State != OpenState.Closed)))
            .ToList();
        return new OpenNowView(SiteWords.Say("open-now.heading", scope.Language), items, SiteWords.Say("open-now.none", scope.Language));
    }
}

/// <param name="Hours">Null on a page of a past day.</param>
public sealed record OpenItem(NamedLink Place, HoursView? Hours);

/// <param name="Heading">When the block has none of its own.</param>
/// <param name="None">Said when there are no items.</param>
public sealed record OpenNowView(string Heading, IReadOnlyList<OpenItem> Items, string None);
