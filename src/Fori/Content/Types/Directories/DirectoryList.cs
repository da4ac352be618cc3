using Fori.Documents;
using Fori.Nodes;
using Fori.Search;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Types.Directories;

/// <summary>What a directory finds: the records of its sources that fit what is asked in the address.</summary>
internal static class DirectoryList
{
    /// <summary>What a directory reads in its address.</summary>
    public static SiteQuery AskedOf(PageScope scope, IReadOnlyList<FacetParameter> facets) =>
        scope.Request.Query.Only([.. RecordList.Parameters, SiteQuery.Sort, SiteQuery.View, .. facets.Select(f => f.Parameter)]);

    /// <summary>The query of everything that is asked, but for places and hours.</summary>
    public static async Task<SearchQuery> QueryAsync(PageScope scope, LoadedDocument document, SiteQuery asked, IReadOnlyList<FacetParameter> facets, CancellationToken ct)
    {
        var directory = document.As<Directory>();
        var sources = new List<(string Type, Dictionary<string, FacetFilter> Filters)>();
        foreach (var source in directory.Sources)
        {
            if (source.RecordType is { } type)
            {
                sources.Add((DirectoryFacets.TypeOf(type), await FiltersAsync(scope, source, document.Id, ct)));
            }
        }

        foreach (var (type, _) in sources)
        {
            scope.Tag(Tags.List(type));
        }

        var text = asked.One(SiteQuery.Text);
        var query = Limited(scope, sources, facets) with
        {
            Text = text,
            Language = scope.Language,
            Sort = RecordList.SortOf(asked) ?? (text is null && directory.Sort == DirectorySort.Newest ? SearchSort.Changed : SearchSort.Relevance),
        };
        return FacetFilters.Apply(query, asked, facets);
    }

    // What sources ask of a field that is a facet too must not be loosened by a visitor's choice, nor by counting: those, and
    // several sources, are looked for first.
    private static SearchQuery Limited(PageScope scope, List<(string Type, Dictionary<string, FacetFilter> Filters)> sources, IReadOnlyList<FacetParameter> facets)
    {
        if (sources is [var only] && !facets.Any(f => only.Filters.ContainsKey(f.Field)))
        {
            return new SearchQuery { Types = [only.Type], Filters = only.Filters };
        }

        var ids = sources.SelectMany(s => Listing.All(scope.Request.Tenant.Index, new SearchQuery { Types = [s.Type], Filters = s.Filters, Language = scope.Language }).Hits).Select(h => h.Id);
        return new SearchQuery { Ids = [.. ids.Distinct()] };
    }

    private static async Task<Dictionary<string, FacetFilter>> FiltersAsync(PageScope scope, DirectorySource source, Guid directory, CancellationToken ct)
    {
        // Joined since they were chosen, records have another's id.
        var targets = source.Filters.Select(f => f.Id).OfType<Guid>().Distinct().ToDictionary(id => id, id => new Ref<DocumentBody> { Id = id });
        await scope.ResolveAsync(targets.Values.Select(t => RefKey.Of(t)), ct);
        var filters = source.Filters.Where(f => f is { Field.Length: > 0 } && (f.Id is not null || f.Value is not null))
            .GroupBy(f => f.Field!, f => f.Id is { } id ? (scope.Target(targets[id])?.Id ?? id).ToString() : f.Value!) // Filtered.
            .ToDictionary(g => g.Key, g => new FacetFilter([.. g.Distinct()]));
        if (source.RecordType == ListedType.Entry)
        {
            filters[DirectoryEntry.DirectoryFacet] = new FacetFilter([directory.ToString()]);
        }

        return filters;
    }
}
