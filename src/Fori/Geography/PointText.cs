using System.Globalization;
using System.Text.RegularExpressions;
using Fori.Documents;

namespace Fori.Geography;

/// <summary>A point as people write it, in the form in which maps on the web show it: <c>60.4518, 22.2666</c>.</summary>
public static partial class PointText
{
    /// <param name="latitude">Degrees of WGS 84.</param>
    /// <param name="longitude">Degrees of WGS 84.</param>
    public static string Write(double latitude, double longitude) => string.Create(CultureInfo.InvariantCulture, $"{latitude:0.######}, {longitude:0.######}");

    /// <summary>Latitude, then longitude, in degrees; a decimal comma will do where no comma parts the two.</summary>
    /// <returns>Null for anything else, and for what is no point on Earth.</returns>
    public static GeoPoint? Read(string text)
    {
        var match = Dotted().Match(text) is { Success: true } dotted ? dotted : Commaed().Match(text);
        return match.Success
            ? PointReading.Of(new SourceCoordinates { Epsg = FinnishGrid.Wgs84, Latitude = match.Groups[1].Value, Longitude = match.Groups[2].Value }).Point
            : null;
    }

    [GeneratedRegex("""^\s*(-?\d{1,3}(?:\.\d{1,15})?)°?\s*[,; ]\s*(-?\d{1,3}(?:\.\d{1,15})?)°?\s*$""")]
    private static partial Regex Dotted();

    [GeneratedRegex("""^\s*(-?\d{1,3},\d{1,15})°?\s*[; ]\s*(-?\d{1,3},\d{1,15})°?\s*$""")]
    private static partial Regex Commaed();
}
