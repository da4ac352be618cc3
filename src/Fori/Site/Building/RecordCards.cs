using Fori.Content.Types.Directories;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>What a list found, as cards and as points of its map.</summary>
internal static class RecordCards
{
    /// <summary>What a list tells when nobody chose it.</summary>
    public static IReadOnlyList<DirectoryColumn> Usual { get; } = [DirectoryColumn.Hours, DirectoryColumn.Address, DirectoryColumn.Summary];

    /// <param name="columns">What each card tells.</param>
    /// <param name="isMapped">Cards with a point get the number that they have on the map.</param>
    public static (IReadOnlyList<PlaceCard> Cards, IReadOnlyList<MapPoint> Points) Of(PageScope scope, RecordsFound found, IReadOnlyList<DirectoryColumn> columns, bool isMapped)
    {
        T? Told<T>(DirectoryColumn column, T? value)
            where T : class => columns.Contains(column) ? value : null;

        var cards = new List<PlaceCard>(found.Records.Count);
        var points = new List<MapPoint>();
        foreach (var (document, distance) in found.Records)
        {
            var record = ListedRecords.Of(scope, document);
            var card = new PlaceCard(scope.NameOf(document), scope.UrlOf(document))
            {
                Kind = record.Kind,
                Address = Told(DirectoryColumn.Address, record.AddressLine),
                Hours = Told(DirectoryColumn.Hours, HoursViews.Of(scope, record.Hours, whole: false)),
                Summary = Told(DirectoryColumn.Summary, record.Summary),
                Phone = Told(DirectoryColumn.Phone, record.Phone),
                Email = Told(DirectoryColumn.Email, record.Email),
                Distance = distance is { } metres ? ContactParts.Distance(scope, metres) : null,
            };
            if (isMapped && record.Point is { } point)
            {
                card = card with { Number = points.Count + 1 };
                points.Add(new MapPoint(card.Name.Text, card.Url, point, card.Number));
            }

            cards.Add(card);
        }

        return (cards, points);
    }
}
