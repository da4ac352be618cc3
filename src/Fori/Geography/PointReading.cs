using System.Globalization;
using Fori.Documents;
using Fori.Registers;
using Fori.Store;

namespace Fori.Geography;

/// <summary>The point that coordinates from a source give, or why they give none.</summary>
/// <remarks>Both null: the source said itself that it has no coordinates. Both set: a point worth a second look.</remarks>
public sealed record PointReading(GeoPoint? Point, Problem? Problem)
{
    private static readonly PointReading Absent = new(null, null);

    /// <summary>
    /// Reads coordinates in degrees (EPSG:4326, 4258), TM35FIN (3067) or a GK zone (3873–3885). The figures are northing
    /// or latitude first, with a comma or a dot.
    /// </summary>
    /// <remarks>
    /// No point: the state says so (NotReceived, Failed …), a figure is empty, both are 0 (a warning if the state says Ok), no number, or out of range.
    /// A point outside Finland is kept with the warning <c>coordinates.outside-finland</c>.
    /// </remarks>
    public static PointReading Of(SourceCoordinates coordinates)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        var (first, second) = (coordinates.Latitude?.Trim(), coordinates.Longitude?.Trim());
        if (!IsThere(coordinates.State) || string.IsNullOrEmpty(first) || string.IsNullOrEmpty(second))
        {
            return Absent;
        }

        if (Figure(first) is not { } north || Figure(second) is not { } east)
        {
            return Refused(ProblemCodes.CoordinatesNotNumbers, first, second);
        }

        if (north == 0 && east == 0)
        {
            // Zeros stand for nothing, unless the source says that they were found or entered.
            return coordinates.State is null ? Absent : Refused(ProblemCodes.CoordinatesOutOfRange, first, second);
        }

        if (FinnishGrid.IsPlane(coordinates.Epsg))
        {
            return FinnishGrid.ToWgs84(coordinates.Epsg, north, east) is { } point
                ? new PointReading(point, null)
                : Refused(ProblemCodes.CoordinatesOutOfRange, first, second);
        }

        if (coordinates.Epsg is not (FinnishGrid.Wgs84 or FinnishGrid.Etrs89))
        {
            return new PointReading(null, Problem.Warn(
                ProblemCodes.CoordinatesUnknownSystem, "coordinates.epsg", ("value", $"{coordinates.Epsg}")));
        }

        if (Math.Abs(north) > 90 || Math.Abs(east) > 180)
        {
            return Refused(ProblemCodes.CoordinatesOutOfRange, first, second);
        }

        var degrees = new GeoPoint(north, east);
        return Finland.Covers(degrees)
            ? new PointReading(degrees, null)
            : Refused(ProblemCodes.CoordinatesOutsideFinland, first, second) with { Point = degrees };
    }

    /// <summary>Reads PTV's latitude (northing) and longitude (easting) of EPSG:3067 with its coordinateState.</summary>
    public static PointReading OfPtv(string? latitude, string? longitude, CoordinateState? state) =>
        Of(new SourceCoordinates { Epsg = FinnishGrid.Tm35Fin, Latitude = latitude, Longitude = longitude, State = state });

    private static bool IsThere(CoordinateState? state) =>
        state is null or CoordinateState.Ok or CoordinateState.EnteredByUser or CoordinateState.EnteredByAR;

    private static double? Figure(string text) =>
        double.TryParse(
            text.Replace(',', '.'),
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture,
            out var figure) && double.IsFinite(figure)
            ? figure
            : null;

    private static PointReading Refused(string code, string first, string second) =>
        new(null, Problem.Warn(code, "coordinates", ("first", Shown(first)), ("second", Shown(second))));

    /// <summary>A message does not repeat a flood.</summary>
    internal static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
