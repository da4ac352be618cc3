using Fori.Documents;

namespace Fori.Geography;

/// <summary>Where Finland is, roughly: enough to notice exchanged, foreign and mistyped coordinates.</summary>
public static class Finland
{
    /// <summary>The box of land and territorial waters, in degrees.</summary>
    public static GeoBox Box { get; } = new(South: 59.3, West: 19.0, North: 70.15, East: 31.65);

    /// <summary>True in the box of degrees and within PTV's bounds of EPSG:3067. Places just across a border pass.</summary>
    public static bool Covers(GeoPoint point) =>
        Box.Contains(point) && FinnishGrid.FromWgs84(FinnishGrid.Tm35Fin, point) is not null;

    /// <summary>Close enough for the plane systems to be exact.</summary>
    internal static bool Near(GeoPoint point) =>
        point is { Latitude: >= 58 and <= 71, Longitude: >= 16 and <= 34 };
}
