using Fori.Documents;
using Fori.Nodes;
using Fori.Registers.Channels;
using Fori.Registers.Places;

namespace Fori.Site.Building;

/// <summary>Places as they stand in lists.</summary>
internal static class PlaceCards
{
    /// <param name="hours">Instead of the place's own, when a service has others there; null = the place's.</param>
    public static PlaceCard Of(PageScope scope, LoadedDocument document, OpeningHours? hours = null)
    {
        var place = document.As<Place>();
        return new PlaceCard(scope.NameOf(document), scope.UrlOf(document))
        {
            Kind = KindOf(scope, place),
            Address = ContactParts.VisitingLine(scope, place.Addresses) is { } line ? new Phrase(line) : null,
            Hours = HoursViews.Of(scope, hours is { Rules.Count: > 0 } ? hours : place.Hours, whole: false),
        };
    }

    public static PlaceCard OfChannel(PageScope scope, LoadedDocument document, OpeningHours? hours = null)
    {
        var channel = document.As<ServiceChannel>();
        return new PlaceCard(scope.NameOf(document), scope.UrlOf(document))
        {
            Address = ContactParts.VisitingLine(scope, channel.Addresses) is { } line ? new Phrase(line) : null,
            Hours = HoursViews.Of(scope, hours ?? channel.Hours, whole: false),
        };
    }

    public static Phrase? KindOf(PageScope scope, Place place) => place.PlaceTypes.Select(scope.LabelOf).OfType<Phrase>().FirstOrDefault();

    /// <summary>Where it is: its own point, else that of its first address that has one.</summary>
    public static GeoPoint? PointOf(Place place) => place.Point ?? place.Addresses.Select(a => a.Point).FirstOrDefault(p => p is not null);
}
