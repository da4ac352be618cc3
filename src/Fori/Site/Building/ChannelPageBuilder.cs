using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Channels;
using Fori.Registers.Connections;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>One way to use services. A service location that is a place of the register answers with the place's page.</summary>
internal static class ChannelPageBuilder
{
    /// <returns>The place behind a service location; null when the channel has a page of its own.</returns>
    public static async Task<LoadedDocument?> PlaceBehindAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var channel = document.As<ServiceChannel>();
        await scope.ResolveAsync([RefKey.Of(channel.Place)], ct);
        return channel.ChannelType == ChannelType.ServiceLocation ? scope.Target(channel.Place) : null;
    }

    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var channel = document.As<ServiceChannel>();
        if (channel.ChannelType == ChannelType.ServiceLocation)
        {
            return await PlacePageBuilder.BuildOfChannelAsync(scope, document, ct);
        }

        await scope.ResolveAsync([RefKey.Of(channel.Organization)], ct);
        var lead = scope.Say(channel.Summary);
        return new ChannelPageView
        {
            Frame = FrameBuilder.OfDocument(scope, document, SiteSection.Channels, lead?.Text),
            Name = scope.NameOf(document),
            Kind = SiteWords.Say(channel.ChannelType is { } kind ? $"channel.{kind}" : "type.ServiceChannel", scope.Language),
            Lead = lead,
            Description = scope.Rich(channel.Description),
            Online = channel.ChannelType is ChannelType.EChannel or ChannelType.WebPage ? OnlineOf(scope, document, channel) : null,
            Form = channel.ChannelType == ChannelType.PrintableForm ? ServiceChannels.FormOf(scope, document) : null,
            Phones = ContactParts.Phones(scope, channel.Phones),
            SupportPhones = ContactParts.Phones(scope, channel.SupportPhones),
            SupportEmails = ContactParts.Emails(scope, channel.SupportEmails),
            Hours = HoursViews.Of(scope, channel.Hours, whole: true),
            Accessibility =
            [
                .. ContactParts.InOneLanguage(scope, channel.Accessibility, a => a.Language)
                    .Select(a => SiteWords.Find($"accessible.{a.Classification}", scope.Language)).OfType<string>().Distinct().Select(s => new Phrase(s)),
            ],
            Services = await ServicesAsync(scope, [document], ct),
            Responsible = scope.Target(channel.Organization) is { } organization ? scope.Link(organization) : null,
            Provenance = scope.AsOf is null ? await SourcesOfDocument.OfAsync(scope, document, ct) : [],
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }

    /// <summary>The services connected to channels, by name.</summary>
    public static async Task<IReadOnlyList<NamedLink>> ServicesAsync(PageScope scope, IReadOnlyList<LoadedDocument> channels, CancellationToken ct)
    {
        var connections = new List<Connection>();
        foreach (var channel in channels)
        {
            connections.AddRange((await scope.ReferrersAsync(nameof(Connection), "channel", channel.Id, ct)).Select(d => d.As<Connection>()));
        }

        await scope.ResolveAsync(connections.Select(c => RefKey.Of(c.Service)), ct);
        return
        [
            .. connections.Select(c => scope.Target(c.Service)).OfType<LoadedDocument>().DistinctBy(s => s.Id).Select(scope.Link)
                .OrderBy(l => l.Name.Text, StringComparer.Create(scope.Words.Culture, ignoreCase: true)),
        ];
    }

    private static OnlineStart? OnlineOf(PageScope scope, LoadedDocument document, ServiceChannel channel) =>
        ServiceChannels.OnlineOf(scope, document, null)
        ?? (ServiceChannels.WebPageOf(scope, channel) is { } url ? new OnlineStart(scope.NameOf(document), url) : null);
}
