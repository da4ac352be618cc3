using System.Globalization;
using Fori.Content.Types.Positions;
using Fori.Nodes;
using Fori.Registers.Organizations;
using Fori.Search;
using Fori.Site;
using Fori.Site.Building;
using Fori.Site.Routing;

namespace Fori.Content.Types.People;

/// <summary>People and units by words, by unit and by kind; without a question the whole organisation.</summary>
internal static class ContactDirectoryBuilder
{
    private const int PeopleOfPage = 30;
    private const int MostUnits = 10;
    private static readonly FacetParameter[] Facets = [FacetParameter.Unit, FacetParameter.PersonKind];

    public static async Task<PageView> BuildAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Person)));
        var asked = scope.Request.Query.Only(SiteQuery.Text, SiteQuery.Page, FacetParameter.Unit.Parameter, FacetParameter.PersonKind.Parameter);
        var (index, path) = (scope.Request.Tenant.Index, SiteSection.Contact.PathIn(scope.Language));
        var tree = await OrganizationPageBuilder.TreeAsync(scope, ct);
        var words = asked.One(SiteQuery.Text);
        var query = FacetFilters.Apply(new SearchQuery { Types = [nameof(Person)], Language = scope.Language, Text = words, Sort = words is null ? SearchSort.Title : SearchSort.Relevance }, asked, Facets);
        var within = query.Filters.GetValueOrDefault(FacetParameter.Unit.Field) is { } units ? query with { Filters = WithUnitsBelow(query.Filters, units, tree) } : query;
        var found = Listing.Window(index, within, (asked.PageNumber - 1) * PeopleOfPage, PeopleOfPage);
        var last = Listing.LastPage(found.Total, PeopleOfPage);
        var chosen = await FacetFilters.ChosenAsync(scope, asked, Facets, path, ct);
        var isAsked = chosen.Count > 0;
        return new PeopleDirectoryView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = FrameBuilder.NameOf(SiteSection.Contact, scope.Language),
                Description = SiteWords.Say("contact.people.lead", scope.Language),
                UrlIn = l => SiteSection.Contact.PathIn(l) + asked,
                Section = SiteSection.Contact,
                NoIndex = isAsked,
            }),
            Heading = FrameBuilder.NameOf(SiteSection.Contact, scope.Language),
            Lead = SiteWords.Say("contact.people.lead", scope.Language),
            Filters = new FilterForm
            {
                Action = path,
                Query = words ?? "",
                Facets = await FacetFilters.GroupsAsync(scope, query, asked, Facets, ct),
                Chosen = chosen,
                ClearUrl = isAsked ? path : null,
            },
            UnitsFound = words is null || asked.One(FacetParameter.PersonKind.Parameter) is not null ? [] : await UnitsAsync(scope, words, ct),
            Total = found.Total,
            People = await PersonBuilder.CardsAsync(scope, await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct), ct),
            Paging = last > 1
                ? new Paging(Math.Min(asked.PageNumber, last), last, page => path + (page == 1 ? asked.With(SiteQuery.Page, null) : asked.With(SiteQuery.Page, page.ToString(CultureInfo.InvariantCulture))))
                : null,
            Units = isAsked ? [] : tree,
            Bodies = isAsked ? [] : await PositionViews.AllAsync(scope, ct),
        };
    }

    // Who asks for a department means its offices too.
    private static Dictionary<string, FacetFilter> WithUnitsBelow(IReadOnlyDictionary<string, FacetFilter> filters, FacetFilter units, IReadOnlyList<UnitNode> tree)
    {
        var wanted = units.Values.ToHashSet(StringComparer.Ordinal);
        void Add(UnitNode unit, bool isWanted)
        {
            var id = unit.Id.ToString();
            isWanted |= wanted.Contains(id);
            if (isWanted)
            {
                wanted.Add(id);
            }

            foreach (var below in unit.Children)
            {
                Add(below, isWanted);
            }
        }

        foreach (var unit in tree)
        {
            Add(unit, false);
        }

        return filters.ToDictionary(f => f.Key, f => f.Key == FacetParameter.Unit.Field ? new FacetFilter([.. wanted]) : f.Value);
    }

    private static async Task<IReadOnlyList<NamedLink>> UnitsAsync(PageScope scope, string words, CancellationToken ct)
    {
        var found = Listing.Window(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Organization)], Language = scope.Language, Text = words }, 0, MostUnits);
        return [.. (await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct)).Select(u => scope.Link(u) with { Note = scope.Say(u.As<Organization>().Summary) })];
    }
}
