namespace Fori.Registers;

/// <summary>Codes of the problems that the rules of the registers give. Stable: listed in a golden file, never reused.</summary>
public static class ProblemCodes
{
    public const string HoursUnknownTimeZone = "hours.unknown-time-zone";
    public const string HoursTooMany = "hours.too-many";

    public const string CoordinatesNotNumbers = "coordinates.not-numbers";
    public const string CoordinatesOutOfRange = "coordinates.out-of-range";
    public const string CoordinatesOutsideFinland = "coordinates.outside-finland";
    public const string CoordinatesUnknownSystem = "coordinates.unknown-system";
    public const string GeometryMalformed = "geometry.malformed";
}
