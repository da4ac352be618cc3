using System.Collections.Concurrent;
using Fori.Documents;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace Fori.Integration.Mapping;

/// <summary>
/// The coordinate systems in which Finnish sources give points: WGS 84 (EPSG:4326, and ETRS89 4258, which differs from
/// it by less than a metre), ETRS-TM35FIN (3067) and the GK zones 19–31 (3873–3885; JHS 197).
/// </summary>
internal static class CoordinateSystem
{
    private static readonly ConcurrentDictionary<int, MathTransform> Transforms = new();

    public static bool IsKnown(int epsg) => epsg is 4326 or 4258 or 3067 or (>= 3873 and <= 3885);

    /// <param name="epsg">One that <see cref="IsKnown"/>.</param>
    /// <param name="first">Latitude or northing, in degrees or metres.</param>
    /// <param name="second">Longitude or easting.</param>
    /// <returns>Null outside of Finland's bounds in a metric system, or of the globe in degrees. Rounded to seven decimals, about 1 cm.</returns>
    public static GeoPoint? ToWgs84(int epsg, double first, double second)
    {
        if (epsg is 4326 or 4258)
        {
            return Math.Abs(first) <= 90 && Math.Abs(second) <= 180 ? Rounded(first, second) : null;
        }

        var zoneEasting = epsg == 3067 ? second : second - (epsg - 3873 + 19) * 1_000_000.0;
        // Bounds of the national grid (registers: E 43,500–765,000, N 6,522,000–7,796,000); a zone reaches over its neighbours.
        if (first is < 6_522_000 or > 7_796_000 || zoneEasting is < 43_500 or > 965_000)
        {
            return null;
        }

        var (longitude, latitude) = Transforms.GetOrAdd(epsg, Make).Transform(second, first);
        return Rounded(latitude, longitude);
    }

    private static GeoPoint Rounded(double latitude, double longitude) => new(Math.Round(latitude, 7), Math.Round(longitude, 7));

    private static MathTransform Make(int epsg)
    {
        var zone = epsg - 3873 + 19;
        var (meridian, scale, falseEasting) = epsg == 3067 ? (27.0, 0.9996, 500_000.0) : (zone, 1.0, zone * 1_000_000.0 + 500_000.0);
        var factory = new CoordinateSystemFactory();
        var degrees = (GeographicCoordinateSystem)factory.CreateFromWkt(
            """GEOGCS["ETRS89",DATUM["European_Terrestrial_Reference_System_1989",SPHEROID["GRS 1980",6378137,298.257222101],TOWGS84[0,0,0,0,0,0,0]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]""");
        var projection = factory.CreateProjection("Transverse Mercator", "Transverse_Mercator",
        [
            new ProjectionParameter("latitude_of_origin", 0),
            new ProjectionParameter("central_meridian", meridian),
            new ProjectionParameter("scale_factor", scale),
            new ProjectionParameter("false_easting", falseEasting),
            new ProjectionParameter("false_northing", 0),
        ]);
        var grid = factory.CreateProjectedCoordinateSystem("grid", degrees, projection, LinearUnit.Metre,
            new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));
        return new CoordinateTransformationFactory().CreateFromCoordinateSystems(grid, degrees).MathTransform;
    }
}
