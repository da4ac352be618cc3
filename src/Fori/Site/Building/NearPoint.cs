using System.Globalization;
using Fori.Documents;
using Fori.Geography;
using Fori.Nodes;
using Fori.Registers.Contacts;
using Fori.Registers.Places;
using Fori.Search;
using Fori.Site.Routing;

namespace Fori.Site.Building;

/// <summary>A point that somebody typed, with how it was understood.</summary>
internal sealed record NearPoint(GeoPoint Point, string Name)
{
    /// <summary>Reads "60.45,22.27", or finds a place of the register by its name or address.</summary>
    /// <returns>Null when it could not be understood.</returns>
    public static async Task<NearPoint?> FindAsync(PageScope scope, string text, CancellationToken ct)
    {
        if (PointText.Read(text) is { } typed)
        {
            return new NearPoint(typed, PointText.Write(Math.Round(typed.Latitude, 5), Math.Round(typed.Longitude, 5)));
        }

        return await ByAddressAsync(scope, text, ct) ?? await ByNameAsync(scope, text, ct);
    }

    /// <summary>The asked greatest distance in metres; null for none or nonsense.</summary>
    public static double? Within(SiteQuery asked) =>
        double.TryParse(asked.One(SiteQuery.Within), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var metres) && metres is > 0 and <= 1_000_000 ? metres : null;

    // The street and number of any place: "Kauppatori 2" finds what stands there, "Kauppatori" whatever stands on it.
    private static async Task<NearPoint?> ByAddressAsync(PageScope scope, string text, CancellationToken ct)
    {
        var wanted = text.Trim();
        var all = Listing.All(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Place)], Language = scope.Language });
        NearPoint? best = null;
        foreach (var document in await scope.LoadAsync([.. all.Hits.Select(h => h.Id)], ct))
        {
            var place = document.As<Place>();
            foreach (var address in place.Addresses)
            {
                foreach (var language in scope.Languages.Where(address.Street.ContainsKey))
                {
                    var line = AddressText.OneLine(address with { AdditionalInformation = LocalizedText.Empty }, language);
                    if ((address.Point ?? place.Point) is { } point && line.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) && EndsWord(line, wanted.Length))
                    {
                        var found = new NearPoint(point, line);
                        if (line.Split(',')[0].Length == wanted.Length)
                        {
                            return found;
                        }

                        best ??= found;
                    }
                }
            }
        }

        return best;
    }

    private static async Task<NearPoint?> ByNameAsync(PageScope scope, string text, CancellationToken ct)
    {
        var found = Listing.Ask(scope.Request.Tenant.Index, new SearchQuery { Types = [nameof(Place)], Text = text, Language = scope.Language, Limit = 5 });
        return (await scope.LoadAsync([.. found.Hits.Select(h => h.Id)], ct))
            .Where(d => SharesWord(d.Title, text))
            .Select(d => PlaceCards.PointOf(d.As<Place>()) is { } point ? new NearPoint(point, scope.NameOf(d).Text) : null)
            .FirstOrDefault(p => p is not null);
    }

    // The index also finds by what a place is about; as a point of departure only its name will do.
    private static bool SharesWord(LocalizedText title, string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length >= 4)
            .Any(w => title.Values.Any(t => t.Contains(w[..Math.Max(4, w.Length - 3)], StringComparison.OrdinalIgnoreCase)));

    private static bool EndsWord(string line, int at) => at == line.Length || !char.IsLetterOrDigit(line[at]);
}
