using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Registers.Places;

namespace Fori.Site.Building;

/// <summary>The ways to use a service: its channels, with what its connections change of them, and the places where it is offered.</summary>
internal sealed class ServiceChannels
{
    private readonly HashSet<Guid> _placed = [];

    private ServiceChannels()
    {
    }

    public List<OnlineStart> Online { get; } = [];

    public List<FormDownload> Forms { get; } = [];

    public List<PhoneChannel> Phones { get; } = [];

    public List<PlaceCard> Visits { get; } = [];

    public List<NamedLink> WebPages { get; } = [];

    public static async Task<ServiceChannels> OfAsync(PageScope scope, LoadedDocument service, CancellationToken ct)
    {
        var referrers = await scope.ReferrersAsync([nameof(Connection), nameof(ServiceOffer)], "service", service.Id, ct);
        var connections = referrers.Select(d => d.Body).OfType<Connection>().ToList();
        var offers = referrers.Select(d => d.Body).OfType<ServiceOffer>().Where(o => IsInForce(scope, o)).ToList();
        await scope.ResolveAsync([.. connections.Select(c => RefKey.Of(c.Channel)), .. offers.Select(o => RefKey.Of(o.Place))], ct);
        var channels = connections
            .Select(c => (Connection: c, Channel: scope.Target(c.Channel))).Where(c => c.Channel is not null)
            .DistinctBy(c => c.Channel!.Id).ToList(); // Filtered.
        await scope.ResolveAsync(channels.Select(c => RefKey.Of(c.Channel!.As<ServiceChannel>().Place)), ct);

        var ways = new ServiceChannels();
        foreach (var offer in offers)
        {
            ways.AddOffer(scope, offer);
        }

        foreach (var (connection, channel) in channels)
        {
            ways.Add(scope, connection, channel!); // Filtered.
        }

        return ways;
    }

    /// <summary>Doing the business online; null without an address.</summary>
    public static OnlineStart? OnlineOf(PageScope scope, LoadedDocument document, Phrase? description)
    {
        var channel = document.As<ServiceChannel>();
        var url = ContactParts.WebUrl(channel.WebPage.In(scope.Languages)?.Text);
        return url is null ? null : new OnlineStart(scope.NameOf(document), url)
        {
            Description = description,
            Needs = Needs(scope, channel),
            PageUrl = scope.UrlOf(document),
            AccessibilityStatement = ContactParts.InOneLanguage(scope, channel.Accessibility.Where(a => ContactParts.WebUrl(a.Statement?.Url) is not null), a => a.Language)
                .Select(a => new NamedLink(a.Statement!.Name is { Length: > 0 } name ? name : SiteWords.Say("accessible.statement", scope.Language), a.Statement.Url!)) // Filtered.
                .FirstOrDefault(),
        };
    }

    public static FormDownload FormOf(PageScope scope, LoadedDocument document)
    {
        var channel = document.As<ServiceChannel>();
        return new FormDownload(
            scope.NameOf(document),
            [.. channel.ChannelUrls.Where(f => ContactParts.WebUrl(f.Url) is not null)
                .OrderBy(f => f.Language == scope.Language ? 0 : 1)
                .Select(f => new FileLink(
                    f.Name is { Length: > 0 } name ? new Phrase(name, f.Language is null ? null : scope.Foreign(f.Language)) : SiteWords.Say("file", scope.Language),
                    f.Url!, f.Kind, f.Language))]) // Filtered.
        {
            Identifier = scope.Say(channel.FormIdentifier),
            Delivery = channel.DeliveryAddresses.Count > 0 ? ContactParts.Address(scope, channel.DeliveryAddresses[0]) : null,
            PageUrl = scope.UrlOf(document),
        };
    }

    private void AddOffer(PageScope scope, ServiceOffer offer)
    {
        if (scope.Target(offer.Place) is not { } place || !_placed.Add(place.Id))
        {
            return;
        }

        Visits.Add(PlaceCards.Of(scope, place, offer.Hours) with { Summary = FeeOf(scope, offer) });
    }

    /// <summary>What an offer costs and asks; null when it says neither.</summary>
    public static Phrase? FeeOf(PageScope scope, ServiceOffer offer)
    {
        var (fee, condition) = (scope.Say(offer.Fee), scope.Say(offer.Precondition));
        return (fee, condition) switch
        {
            (null, _) => condition,
            (_, null) => Fee(scope, fee),
            _ => Fee(scope, fee) is var said ? said with { Text = $"{said.Text.TrimEnd('.')}. {condition.Text}" } : null,
        };
    }

    // Registers write both "Maksuton" and "maksuton"; inside a sentence it is a small letter, but "3D" and "PDF" stay.
    private static Phrase Fee(PageScope scope, Phrase fee)
    {
        var text = fee.Text.Length > 1 && char.IsUpper(fee.Text[0]) && char.IsLower(fee.Text[1]) ? char.ToLower(fee.Text[0], scope.Words.Culture) + fee.Text[1..] : fee.Text;
        return fee with { Text = SiteWords.Say("fee", fee.Language ?? scope.Language, ("text", text)) };
    }

    private void Add(PageScope scope, Connection connection, LoadedDocument document)
    {
        var channel = document.As<ServiceChannel>();
        var hours = connection.Hours is { Rules.Count: > 0 } ? connection.Hours : channel.Hours;
        var description = scope.Say(connection.Description) ?? scope.Say(channel.Summary);
        switch (channel.ChannelType)
        {
            case ChannelType.EChannel when OnlineOf(scope, document, description) is { } start:
                Online.Add(start);
                break;
            case ChannelType.PrintableForm:
                Forms.Add(FormOf(scope, document));
                break;
            case ChannelType.Phone:
                Phones.Add(new PhoneChannel(scope.NameOf(document), ContactParts.Phones(scope, connection.Phones.Count > 0 ? connection.Phones : channel.Phones))
                {
                    Hours = HoursViews.Of(scope, hours, whole: false),
                    PageUrl = scope.UrlOf(document),
                });
                break;
            case ChannelType.ServiceLocation:
                AddLocation(scope, connection, document, channel);
                break;
            case ChannelType.WebPage when WebPageOf(scope, channel) is { } url:
                WebPages.Add(new NamedLink(scope.NameOf(document), url) { Note = description });
                break;
            default:
                WebPages.Add(scope.Link(document) with { Note = description });
                break;
        }
    }

    private void AddLocation(PageScope scope, Connection connection, LoadedDocument document, ServiceChannel channel)
    {
        var place = scope.Target(channel.Place);
        if (_placed.Add(place?.Id ?? document.Id))
        {
            var hours = connection.Hours is { Rules.Count: > 0 } ? connection.Hours : null;
            Visits.Add(place is not null ? PlaceCards.Of(scope, place, hours ?? (place.As<Place>().Hours is null ? channel.Hours : null)) : PlaceCards.OfChannel(scope, document, hours));
        }
    }

    public static string? WebPageOf(PageScope scope, ServiceChannel channel) =>
        ContactParts.WebUrl(channel.WebPage.In(scope.Languages)?.Text)
        ?? (ContactParts.Links(scope, channel.WebPages) is [var first, ..] ? first.Url : null);

    private static IReadOnlyList<string> Needs(PageScope scope, ServiceChannel channel)
    {
        var needs = new List<string>();
        if (channel.RequiresAuthentication == true)
        {
            needs.Add(SiteWords.Say("needs.authentication", scope.Language));
        }

        if (channel.RequiresSignature == true)
        {
            needs.Add(channel.SignatureQuantity > 1
                ? SiteWords.Say("needs.signatures", scope.Language, ("count", $"{channel.SignatureQuantity}"))
                : SiteWords.Say("needs.signature", scope.Language));
        }

        return needs;
    }

    /// <summary>Neither over nor withdrawn; one that begins later is shown already.</summary>
    public static bool IsInForce(PageScope scope, ServiceOffer offer)
    {
        if (offer.ValidTo is not { } last)
        {
            return true;
        }

        var day = scope.AsOf ?? scope.Today;
        if (day > last)
        {
            return false;
        }

        scope.EndsAt(LocalDays.StartOf(last.AddDays(1)));
        return true;
    }
}
