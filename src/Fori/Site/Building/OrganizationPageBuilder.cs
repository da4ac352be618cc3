using Fori.Content.Layers;
using Fori.Content.Types.People;
using Fori.Content.Types.Positions;
using Fori.Content.Types.UnitPages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Organizations;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>One unit with its contacts, its services and places; and the whole organisation as a list.</summary>
internal static class OrganizationPageBuilder
{
    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var organization = document.As<Organization>();
        await scope.ResolveAsync([RefKey.Of(organization.Parent)], ct);
        var units = await scope.ReferrersAsync(nameof(Organization), "parent", document.Id, ct);
        var services = await scope.ReferrersAsync(nameof(Service), "mainResponsible", document.Id, ct);
        var places = await scope.ReferrersAsync(nameof(Place), "organization", document.Id, ct);
        var compare = StringComparer.Create(scope.Words.Culture, ignoreCase: true);
        var lead = scope.Say(organization.Summary);
        var presentation = await EditorLayers.PresentAsync<UnitPage>(scope, document, ct);
        return new OrganizationPageView
        {
            Frame = FrameBuilder.OfDocument(scope, document, SiteSection.Organizations, lead?.Text, scope.Target(organization.Parent) is { } above ? [scope.Link(above)] : []),
            Name = scope.NameOf(document),
            Lead = lead,
            Presentation = presentation,
            Contacts = presentation?.Contacts ?? [],
            Description = scope.Rich(organization.Description),
            Addresses = ContactParts.Addresses(scope, organization.Addresses),
            Phones = ContactParts.Phones(scope, organization.Phones),
            Emails = ContactParts.Emails(scope, organization.Emails),
            WebPages = ContactParts.Links(scope, organization.WebPages),
            Identifiers = [.. Identifiers(scope, organization)],
            People = scope.AsOf is not null ? [] : [.. (await scope.ReferrersAsync(nameof(Person), "unit", document.Id, ct)).Select(p => scope.Link(p) with { Note = scope.Say(p.As<Person>().JobTitle) }).OrderBy(l => l.Name.Text, compare)],
            Seats = scope.AsOf is null ? await PositionViews.OfBodyAsync(scope, document, ct) : null,
            Parent = scope.Target(organization.Parent) is { } parent ? scope.Link(parent) : null,
            Units = [.. units.Select(scope.Link).OrderBy(l => l.Name.Text, compare)],
            Services = [.. services.Select(scope.Link).OrderBy(l => l.Name.Text, compare)],
            Places = [.. places.Select(p => PlaceCards.Of(scope, p)).OrderBy(c => c.Name.Text, compare)],
            Provenance = scope.AsOf is null ? await SourcesOfDocument.OfAsync(scope, document, ct) : [],
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }

    public static async Task<PageView> BuildDirectoryAsync(PageScope scope, SiteSection section, CancellationToken ct)
    {
        return new ContactDirectoryView
        {
            Frame = FrameBuilder.Of(scope, new FrameParts
            {
                Title = FrameBuilder.NameOf(section, scope.Language),
                Description = SiteWords.Say("contact.lead", scope.Language),
                UrlIn = section.PathIn,
                Section = section,
            }),
            Heading = FrameBuilder.NameOf(section, scope.Language),
            Lead = SiteWords.Say("contact.lead", scope.Language),
            Units = await TreeAsync(scope, ct),
        };
    }

    /// <summary>The organisation, from the top down.</summary>
    public static async Task<IReadOnlyList<UnitNode>> TreeAsync(PageScope scope, CancellationToken ct)
    {
        scope.Tag(Tags.List(nameof(Organization)));
        var found = Listing.All(scope.Request.Tenant.Index, new Search.SearchQuery { Types = [nameof(Organization)], Language = scope.Language });
        var organizations = await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct);
        await scope.ResolveAsync(organizations.Select(o => RefKey.Of(o.As<Organization>().Parent)), ct);
        var known = organizations.Select(o => o.Id).ToHashSet();
        var children = organizations
            .Select(o => (Unit: o, Parent: scope.Target(o.As<Organization>().Parent)?.Id))
            .ToLookup(o => o.Parent is { } parent && known.Contains(parent) ? parent : Guid.Empty, o => o.Unit);
        var placed = new HashSet<Guid>();
        var roots = Nodes(scope, children, Guid.Empty, placed).ToList();

        // Units that are above each other in a circle hang on nothing: shown at the top rather than lost.
        roots.AddRange(organizations.Where(o => !placed.Contains(o.Id)).ToList().Where(o => placed.Add(o.Id)).Select(o => Node(scope, o, [])));
        return roots;
    }

    private static IEnumerable<UnitNode> Nodes(PageScope scope, ILookup<Guid, LoadedDocument> children, Guid parent, HashSet<Guid> placed)
    {
        foreach (var unit in children[parent].Where(u => placed.Add(u.Id)).ToList())
        {
            yield return Node(scope, unit, [.. Nodes(scope, children, unit.Id, placed)]);
        }
    }

    private static UnitNode Node(PageScope scope, LoadedDocument unit, IReadOnlyList<UnitNode> children) => new(scope.Link(unit), children)
    {
        Id = unit.Id,

        // Only the number: its price and hours stand on the unit's page, and twenty times here they hide the names.
        Phone = ContactParts.Phones(scope, unit.As<Organization>().Phones) is [var phone, ..] ? phone with { Charge = null, Information = null } : null,
        Email = ContactParts.Emails(scope, unit.As<Organization>().Emails) is [var email, ..] ? email : null,
    };

    private static IEnumerable<(string Name, string Value)> Identifiers(PageScope scope, Organization organization)
    {
        if (organization.BusinessCode is { Length: > 0 } code)
        {
            yield return (SiteWords.Say("identifier.business", scope.Language), code);
        }

        if (organization.Oid is { Length: > 0 } oid)
        {
            yield return (SiteWords.Say("identifier.oid", scope.Language), oid);
        }

        foreach (var invoicing in organization.ElectronicInvoicing)
        {
            if (string.Join(", ", new[] { invoicing.Address, invoicing.Operator }.Where(t => !string.IsNullOrEmpty(t))) is { Length: > 0 } address)
            {
                yield return (SiteWords.Say("identifier.e-invoice", scope.Language), address);
            }
        }
    }
}
