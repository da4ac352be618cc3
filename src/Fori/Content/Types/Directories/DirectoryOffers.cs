using Fori.Content.Editing;
using Fori.Documents;
using Fori.Search;
using Fori.Site.Building;

namespace Fori.Content.Types.Directories;

/// <summary>What editors choose from when they make a directory or write its entries.</summary>
internal static class DirectoryOffers
{
    /// <summary>Fields by which lists can be filtered.</summary>
    public const string Fields = "directory-fields";

    /// <summary>Values of those fields that records have now.</summary>
    public const string Filters = "directory-filters";

    /// <summary>Values that directories made for their entries.</summary>
    public const string Values = "directory-values";

    private const int MostOfField = 2_000;
    private const int MostDirectories = 500;

    private static readonly ListedType[] Types = Enum.GetValues<ListedType>();

    public static Task<IReadOnlyList<(string Value, string Text)>> FieldsAsync(PageScope scope, EditorDesk desk, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(string Value, string Text)>>(
        [
            .. FacetsOf(scope).GroupBy(f => f.Facet.Field)
                .Select(g => (g.Key, Text: $"{g.First().Heading} ({string.Join(", ", g.Select(f => TypeIn(scope, f.Type)))})")),
        ]);

    public static async Task<IReadOnlyList<(string Value, string Text)>> FiltersAsync(PageScope scope, EditorDesk desk, CancellationToken ct)
    {
        var offered = new List<(string, string)>();
        foreach (var (type, facet, heading) in FacetsOf(scope))
        {
            var counts = Listing.Counts(scope.Request.Tenant.Index, new SearchQuery { Types = [DirectoryFacets.TypeOf(type)] }, facet.Field).Take(MostOfField).ToList();
            var names = await FacetFilters.NamesAsync(scope, facet, [.. counts.Select(c => c.Value)], ct);
            offered.AddRange(counts.Where(c => names.ContainsKey(c.Value)).Select(c => (FacetValue.Written(facet.Field, c.Value), $"{TypeIn(scope, type)} – {heading}: {names[c.Value].Text}")));
        }

        // Two types may have the same field with the same value: it is one choice.
        return [.. offered.GroupBy(o => o.Item1).Select(g => (g.Key, string.Join(" / ", g.Select(o => o.Item2))))];
    }

    public static async Task<IReadOnlyList<(string Value, string Text)>> ValuesAsync(PageScope scope, EditorDesk desk, CancellationToken ct)
    {
        var offered = new List<(string Value, string Text)>();
        var type = scope.Node.Types[nameof(Directory)];
        foreach (var found in await desk.ListAsync(scope.Request.Tenant.Tenant, type, MostDirectories, ct))
        {
            if (type.TryRead(found.Draft.Body, out _) is not Directory directory)
            {
                continue;
            }

            offered.AddRange(directory.Facets.Where(f => f is { Field: null, Key: not null }).SelectMany(f => f.Values.Where(v => v.Key is not null)
                .Select(v => ($"{f.Key}:{v.Key}", $"{scope.Say(directory.Title)?.Text} – {scope.Say(f.Name)?.Text}: {scope.Say(v.Name)?.Text}"))));
        }

        return [.. offered.GroupBy(o => o.Value).Select(g => (g.Key, g.First().Text))];
    }

    private static IEnumerable<(ListedType Type, FacetParameter Facet, string Heading)> FacetsOf(PageScope scope) =>
        from type in Types
        from field in DirectoryFacets.FieldsOf(scope.Node.Types, DirectoryFacets.TypeOf(type))
        let facet = FacetParameter.Of(field)
        let heading = facet.HeadingIn(scope)
        where heading is not null
        select (type, facet, heading.Text);

    private static string TypeIn(PageScope scope, ListedType type) => SiteWords.Say($"type.{DirectoryFacets.TypeOf(type)}", scope.Language);
}
