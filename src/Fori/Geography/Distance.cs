using Fori.Documents;

namespace Fori.Geography;

/// <summary>How far points are from each other.</summary>
public static class Distance
{
    private const double EarthRadius = 6_371_008.8;

    /// <summary>Metres of one degree of latitude on the sphere that is used.</summary>
    public const double MetresOfDegree = EarthRadius * Math.PI / 180;

    /// <summary>Metres along the surface of a sphere of the earth's mean radius (haversine); within 0.6 % of the ellipsoid.</summary>
    public static double Metres(GeoPoint from, GeoPoint to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var up = Math.Sin(Radians(to.Latitude - from.Latitude) / 2);
        var across = Math.Sin(Radians(to.Longitude - from.Longitude) / 2);
        var chord = (up * up) + (Math.Cos(Radians(from.Latitude)) * Math.Cos(Radians(to.Latitude)) * across * across);
        return 2 * EarthRadius * Math.Asin(Math.Sqrt(Math.Min(1, chord)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
