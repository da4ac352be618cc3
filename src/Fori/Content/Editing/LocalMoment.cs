using System.Globalization;

namespace Fori.Content.Editing;

/// <summary>A moment as people write it: day and time at the clock of the country, as browsers' inputs send it.</summary>
public static class LocalMoment
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly string[] Formats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    public static string Write(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return local.ToString(local.Second == 0 ? Formats[0] : Formats[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Reads such a time. One that exists twice, on the night when clocks go back, is the first of the two.</summary>
    /// <param name="isMissing">It is a time of the hour that the clocks leave out in spring.</param>
    public static bool TryRead(string text, out DateTimeOffset at, out bool isMissing)
    {
        at = default;
        isMissing = false;
        if (!DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        if (Zone.IsInvalidTime(local))
        {
            isMissing = true;
            return false;
        }

        at = new DateTimeOffset(local, Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local));
        return true;
    }
}
