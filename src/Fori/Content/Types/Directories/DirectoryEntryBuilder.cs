using Fori.Content.Links;
using Fori.Content.Types.Contacts;
using Fori.Content.Types.Terms;
using Fori.Documents;
using Fori.Nodes;
using Fori.Site;
using Fori.Site.Building;
using Fori.Ui;

namespace Fori.Content.Types.Directories;

internal static class DirectoryEntryBuilder
{
    public static async Task<PageView> BuildAsync(PageScope scope, LoadedDocument document, CancellationToken ct)
    {
        var entry = document.As<DirectoryEntry>();
        await scope.ResolveAsync(entry.OtherDirectories.Select(d => RefKey.Of(d)).Prepend(RefKey.Of(entry.Parent)), ct);
        var above = scope.Target(entry.Parent);
        var facets = new[] { above }.Concat(entry.OtherDirectories.Select(d => scope.Target(d))).OfType<LoadedDocument>().Select(d => d.Body).OfType<Directory>()
            .SelectMany(d => DirectoryFacets.Of(scope, d)).DistinctBy(f => f.Field).ToList();
        var texts = (await DirectoryFacets.TextsAsync(scope, [document], facets, ct))[document.Id];
        var language = document.Title.In(scope.Languages)?.Language;
        var address = EntryFacts.AddressOf(entry);
        var name = scope.NameOf(document);
        return new DirectoryEntryView
        {
            Frame = await ContentPageBuilder.FrameAsync(scope, document, ct),
            Name = name,
            Lead = scope.Say(entry.Summary),
            Picture = await ContentPageBuilder.PictureAsync(scope, entry, ct),
            Facts = [.. texts.Select(t => (t.Facet.HeadingIn(scope)?.Text ?? "", t.Text))],
            Hours = HoursViews.Of(scope, entry.ToOpeningHours(), whole: true),
            Addresses = address is null ? [] : ContactParts.Addresses(scope, [address]),
            Point = entry.Point,
            RouteUrl = ContactParts.RouteUrl(entry.Point),
            Map = entry.Point is { } point ? scope.DrawMap(SiteWords.Say("place.map", scope.Language), [new MapPoint(name.Text, null, point)], 640, 360) : null,
            Phones = ContactViews.PhonesOf(scope, entry.Phones),
            Emails = EntryFacts.EmailOf(scope, entry) is { } email ? [email] : [],
            WebPages = language is not null && entry.Links.TryGetValue(language, out var links) ? await PageLinks.OfAsync(scope, links, ct) : [],
            Blocks = await ContentPageBuilder.BlocksAsync(scope, document.Title, entry.Body, ct),
            Terms = await TermViews.OfAsync(scope, document, ct),
            Directory = above is { Body: Directory } ? scope.Link(above) : null,
            UpdatedOn = LocalDays.DayOf(document.Row.At),
        };
    }
}
