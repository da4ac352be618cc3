using Fori.Content.Layers;
using Fori.Content.Types.PlacePages;
using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Places;
using Fori.Registers.Services;
using Fori.Site.Routing;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>One place: is it open, where is it, what is done there. A service location without a place is shown in the same way.</summary>
internal static class PlacePageBuilder
{
    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var place = document.As<Place>();
        var locations = (await scope.ReferrersAsync(nameof(ServiceChannel), "place", document.Id, ct)).ToList();
        await scope.ResolveAsync([RefKey.Of(place.Organization)], ct);
        var services = await ServicesAsync(scope, document, locations, ct);
        var hours = place.Hours is { Rules.Count: > 0 } ? place.Hours : locations.Select(l => l.As<ServiceChannel>().Hours).FirstOrDefault(h => h is { Rules.Count: > 0 });
        var lead = scope.Say(place.Summary);
        var point = PlaceCards.PointOf(place);
        var presentation = await EditorLayers.PresentAsync<PlacePage>(scope, document, ct);
        return new PlacePageView
        {
            Frame = FrameBuilder.OfDocument(scope, document, SiteSection.Places, lead?.Text),
            Name = scope.NameOf(document),
            AlternativeNames = scope.Say(place.AlternativeName) is { } other ? [other] : [],
            Kind = PlaceCards.KindOf(scope, place),
            Lead = lead,
            Presentation = presentation,
            Contacts = presentation?.Contacts ?? [],
            Description = scope.Rich(place.Description),
            Hours = HoursViews.Of(scope, hours, whole: true),
            Addresses = WithRoute(ContactParts.Addresses(scope, place.Addresses), point),
            Point = point,
            RouteUrl = ContactParts.RouteUrl(point),
            Map = MapOf(scope, scope.NameOf(document).Text, point),
            Phones = ContactParts.Phones(scope, place.Phones),
            Emails = ContactParts.Emails(scope, place.Emails),
            WebPages = ContactParts.Links(scope, place.WebPages),
            Accessibility = [],
            Entrances = [.. place.Entrances.Concat(place.Addresses.SelectMany(a => a.Entrances ?? [])).Select(e => EntranceOf(scope, e)).Where(e => e.Groups.Count > 0)],
            Services = services,
            Photo = place.Photos.Select(p => PhotoOf(scope, p)).FirstOrDefault(p => p is not null),
            Responsible = scope.Target(place.Organization) is { } organization ? scope.Link(organization) : null,
            ServiceLanguages = ServicePageBuilder.Languages(scope, place.Languages),
            Provenance = scope.AsOf is null ? await SourcesOfDocument.OfAsync(scope, document, ct) : [],
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }

    /// <summary>A service location that is no place of the register: the channel itself tells where it is.</summary>
    public static async Task<PageView> BuildOfChannelAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var channel = document.As<ServiceChannel>();
        await scope.ResolveAsync([RefKey.Of(channel.Organization)], ct);
        var lead = scope.Say(channel.Summary);
        var point = channel.Addresses.Select(a => a.Point).FirstOrDefault(p => p is not null);
        return new PlacePageView
        {
            Frame = FrameBuilder.OfDocument(scope, document, SiteSection.Channels, lead?.Text),
            Name = scope.NameOf(document),
            Kind = SiteWords.Say($"channel.{ChannelType.ServiceLocation}", scope.Language),
            Lead = lead,
            Description = scope.Rich(channel.Description),
            Hours = HoursViews.Of(scope, channel.Hours, whole: true),
            Addresses = WithRoute(ContactParts.Addresses(scope, channel.Addresses), point),
            Point = point,
            RouteUrl = ContactParts.RouteUrl(point),
            Map = MapOf(scope, scope.NameOf(document).Text, point),
            Phones = ContactParts.Phones(scope, channel.Phones),
            Emails = ContactParts.Emails(scope, channel.Emails),
            WebPages = ContactParts.Links(scope, channel.WebPages),
            Services = await ChannelPageBuilder.ServicesAsync(scope, [document], ct),
            Responsible = scope.Target(channel.Organization) is { } organization ? scope.Link(organization) : null,
            ServiceLanguages = ServicePageBuilder.Languages(scope, channel.Languages),
            Provenance = scope.AsOf is null ? await SourcesOfDocument.OfAsync(scope, document, ct) : [],
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }

    private static async Task<IReadOnlyList<NamedLink>> ServicesAsync(PageScope scope, LoadedDocument place, List<LoadedDocument> locations, CancellationToken ct)
    {
        var offers = (await scope.ReferrersAsync(nameof(ServiceOffer), "place", place.Id, ct)).Select(d => d.As<ServiceOffer>()).Where(o => ServiceChannels.IsInForce(scope, o)).ToList();
        await scope.ResolveAsync(offers.Select(o => RefKey.Of(o.Service)), ct);
        var offered = offers
            .Select(o => (Offer: o, Service: scope.Target(o.Service))).Where(o => o.Service is not null)
            .Select(o => scope.Link(o.Service!) with // Filtered.
            {
                Name = scope.Say(o.Offer.Name) ?? scope.NameOf(o.Service!),
                Note = ServiceChannels.FeeOf(scope, o.Offer),
            });
        var connected = await ChannelPageBuilder.ServicesAsync(scope, locations, ct);
        return
        [
            .. offered.Concat(connected).DistinctBy(l => l.Url)
                .OrderBy(l => l.Name.Text, StringComparer.Create(scope.Words.Culture, ignoreCase: true)),
        ];
    }

    private static IReadOnlyList<AddressView> WithRoute(IReadOnlyList<AddressView> addresses, GeoPoint? point) =>
        point is null || addresses.Any(a => a.RouteUrl is not null) ? addresses
            : [.. addresses.Select((a, i) => i == 0 ? a with { RouteUrl = ContactParts.RouteUrl(point) } : a)];

    private static MapView? MapOf(PageScope scope, string name, GeoPoint? point) => point is null
        ? null
        : scope.DrawMap(SiteWords.Say("place.map", scope.Language), [new MapPoint(name, null, point)], 640, 360);

    private static EntranceView EntranceOf(PageScope scope, Entrance entrance) => new(
        scope.Say(entrance.Name) ?? SiteWords.Say("icon.entrance", scope.Language),
        entrance.IsMain,
        [
            .. entrance.Sentences
                .Select(g => (Heading: scope.Say(g.Group), Sentences: g.Sentences.Select(scope.Say).OfType<Phrase>().ToList()))
                .Where(g => g.Heading is not null && g.Sentences.Count > 0)
                .Select(g => new SentenceGroup(g.Heading!, g.Sentences)), // Filtered.
        ]);

    // The size is not known from an address; the stylesheet keeps the room of a picture in these proportions.
    private static PhotoView? PhotoOf(PageScope scope, Photo photo)
    {
        if (ContactParts.WebUrl(photo.Url) is not { } url || !Uri.TryCreate(url, UriKind.Absolute, out var address) || !scope.Request.Origin.EndsWith("://" + address.Authority, StringComparison.Ordinal))
        {
            // Nothing is loaded from third parties: a picture elsewhere would tell them who reads the page.
            return null;
        }

        var credit = string.Join(", ", new[] { photo.Author, photo.Licence }.Where(t => !string.IsNullOrWhiteSpace(t)));
        return new PhotoView(url, scope.Say(photo.Alternative) ?? new Phrase(""), credit.Length > 0 ? credit : null, 960, 640);
    }
}
