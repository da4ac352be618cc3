using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>The form over a list of records.</summary>
internal static class RecordFilters
{
    /// <param name="path">Of the list.</param>
    /// <param name="hasNear">The list can be ordered by distance.</param>
    /// <param name="hasHours">The list can be limited to what is open now.</param>
    public static async Task<FilterForm> FormAsync(
        PageScope scope, RecordsFound found, IReadOnlyList<FacetParameter> facets, string path, bool hasNear, bool hasHours, CancellationToken ct)
    {
        var asked = found.Asked;
        var chosen = await FacetFilters.ChosenAsync(scope, asked, facets, path, ct);
        return new FilterForm
        {
            Action = path,
            Query = asked.One(SiteQuery.Text) ?? "",
            Facets = await FacetFilters.GroupsAsync(scope, found.Query, asked, facets, ct),
            Chosen = chosen,
            ClearUrl = chosen.Count > 0 ? path + asked.Only(SiteQuery.Sort, SiteQuery.View) : null,
            Near = hasNear ? found.Near ?? new NearFilter() : null,
            OpenNow = hasHours ? asked.One(SiteQuery.Open) == "now" : null,

            // What has no field of its own stays as it was asked.
            Hidden = [.. new[] { SiteQuery.Within, SiteQuery.Box, SiteQuery.View }.Where(name => asked.One(name) is not null).Select(name => (name, asked.One(name)!))], // Filtered.
        };
    }
}
