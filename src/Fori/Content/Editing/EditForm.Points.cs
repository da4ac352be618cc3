namespace Fori.Content.Editing;

/// <summary>
/// Points on a form: two number fields (<c>point:lat</c> and <c>point:lon</c>), which a map may fill in. A point chosen by its address is
/// sent under the name itself, as <c>60.4518, 22.2666</c>, and goes before the fields.
/// </summary>
public static partial class EditForm
{
    private const string Parting = ", ";

    /// <summary>The field of the degrees north.</summary>
    public static string LatitudeOf(string name) => name + ":lat";

    /// <summary>The field of the degrees east.</summary>
    public static string LongitudeOf(string name) => name + ":lon";

    /// <summary>What was sent for a point, in one line; empty for none.</summary>
    internal static string PointOf(IReadOnlyDictionary<string, string> values, string name)
    {
        var whole = values.GetValueOrDefault(name, "").Trim();
        var (latitude, longitude) = (values.GetValueOrDefault(LatitudeOf(name), "").Trim(), values.GetValueOrDefault(LongitudeOf(name), "").Trim());
        return whole.Length > 0 ? whole : latitude.Length + longitude.Length == 0 ? "" : latitude.Replace(',', '.') + Parting + longitude.Replace(',', '.');
    }

    /// <summary>The two fields of such a line, as it was typed.</summary>
    public static (string Latitude, string Longitude) DegreesOf(string point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Geography.PointText.Read(point) is { } read && Geography.PointText.Write(read.Latitude, read.Longitude).Split(Parting) is [var latitude, var longitude] ? (latitude, longitude)
            : point.Split(Parting, 2) is [var first, var second] ? (first, second)
            : (point, "");
    }
}
