using System.Collections.Frozen;
using System.Globalization;
using Fori.Documents;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Fori.Geography;

/// <summary>A point in a plane system, in metres: northing first, as PTV does.</summary>
public sealed record GridPoint(double Northing, double Easting);

/// <summary>The plane coordinate systems of Finland: ETRS-TM35FIN (EPSG:3067) and the zones ETRS-GK19–31 (EPSG:3873–3885).</summary>
/// <remarks>
/// JHS 197: transverse Mercator on GRS 80; TM35FIN central meridian 27°, scale 0.9996, false easting 500,000 m; GKn
/// central meridian n°, scale 1, false easting n·1,000,000 + 500,000 m. ETRS89 is taken as WGS 84: they differ by less
/// than a metre, which no address is exact to. Safe to use from many threads.
/// </remarks>
public static class FinnishGrid
{
    public const int Tm35Fin = 3067;

    /// <summary>WGS 84 degrees.</summary>
    public const int Wgs84 = 4326;

    /// <summary>ETRS89 degrees.</summary>
    public const int Etrs89 = 4258;

    private const int FirstGkZone = 19;
    private const int FirstGkCode = 3873;
    private const int LastGkCode = 3885;

    private static readonly FrozenDictionary<int, (MathTransform ToPlane, MathTransform ToDegrees)> Transforms = Planes();

    /// <summary>True for the plane systems; degrees (EPSG:4326, 4258) are none.</summary>
    public static bool IsPlane(int epsg) => Transforms.ContainsKey(epsg);

    /// <summary>The point in degrees.</summary>
    /// <returns>Null for an unknown system, figures that are no numbers, or a point outside the system's use in Finland.</returns>
    public static GeoPoint? ToWgs84(int epsg, double northing, double easting)
    {
        if (!Transforms.TryGetValue(epsg, out var transforms) || !InRange(epsg, northing, easting))
        {
            return null;
        }

        var (longitude, latitude) = transforms.ToDegrees.Transform(easting, northing);
        return new GeoPoint(latitude, longitude);
    }

    /// <summary>The point in metres.</summary>
    /// <returns>Null for an unknown system or a point outside its use in Finland.</returns>
    public static GridPoint? FromWgs84(int epsg, GeoPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (!Transforms.TryGetValue(epsg, out var transforms) || !Finland.Near(point))
        {
            return null;
        }

        var (easting, northing) = transforms.ToPlane.Transform(point.Longitude, point.Latitude);
        return InRange(epsg, northing, easting) ? new GridPoint(northing, easting) : null;
    }

    /// <summary>The figures fit the system: PTV's bounds for TM35FIN; a GK easting begins with the number of its zone.</summary>
    public static bool InRange(int epsg, double northing, double easting) =>
        northing is >= 6_522_000 and <= 7_796_000
        && (epsg == Tm35Fin
            ? easting is >= 43_500 and <= 765_000
            : IsPlane(epsg) && Math.Floor(easting / 1_000_000) == ZoneOf(epsg));

    private static int ZoneOf(int epsg) => epsg - FirstGkCode + FirstGkZone;

    private static FrozenDictionary<int, (MathTransform ToPlane, MathTransform ToDegrees)> Planes()
    {
        var systems = new CoordinateSystemFactory();
        var transformations = new CoordinateTransformationFactory();
        var degrees = systems.CreateFromWkt(Degrees);
        return Enumerable.Range(FirstGkCode, LastGkCode - FirstGkCode + 1)
            .Select(epsg => (Epsg: epsg, Wkt: Plane($"ETRS89 / GK{ZoneOf(epsg)}FIN", ZoneOf(epsg), 1, (ZoneOf(epsg) * 1_000_000) + 500_000)))
            .Append((Epsg: Tm35Fin, Wkt: Plane("ETRS89 / TM35FIN", 27, 0.9996, 500_000)))
            .ToFrozenDictionary(
                plane => plane.Epsg,
                plane =>
                {
                    var metres = systems.CreateFromWkt(plane.Wkt);
                    return (
                        transformations.CreateFromCoordinateSystems(degrees, metres).MathTransform,
                        transformations.CreateFromCoordinateSystems(metres, degrees).MathTransform);
                });
    }

    private const string Degrees =
        """
        GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",
        SPHEROID["GRS 1980",6378137,298.257222101],TOWGS84[0,0,0,0,0,0,0]],
        PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AXIS["Longitude",EAST],AXIS["Latitude",NORTH]]
        """;

    private static string Plane(string name, int meridian, double scale, int falseEasting) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        PROJCS["{name}",{Degrees},PROJECTION["Transverse_Mercator"],
        PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",{meridian}],PARAMETER["scale_factor",{scale}],
        PARAMETER["false_easting",{falseEasting}],PARAMETER["false_northing",0],
        UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH]]
        """);
}
