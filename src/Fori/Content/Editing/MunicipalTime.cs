using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>A day and time as typed in the municipality, and what the clocks make of it.</summary>
/// <param name="IsTwice">Clocks were set back over it, so it comes twice; <paramref name="At"/> is the first.</param>
public sealed record MunicipalTime(DateTimeOffset At, bool IsTwice)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly string[] Moments = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"];

    /// <param name="day">As a field of the type <c>date</c> sends it: <c>2026-10-25</c>.</param>
    /// <param name="time">As a field of the type <c>time</c> sends it: <c>03:30</c>, or with a full stop as people write it.</param>
    /// <returns>Refused: <c>schedule.not-a-time</c>, <c>schedule.no-such-time</c> (clocks were set forward over it).</returns>
    public static Outcome<MunicipalTime> Read(string day, string time)
    {
        if (!DateOnly.TryParseExact(day, ["yyyy-MM-dd", "d.M.yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var date)
            || !TimeOnly.TryParseExact(time, ["HH:mm", "H:mm", "H.mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var clock)
            || date.Year is < 2000 or > 9000)
        {
            return Problem.Of("schedule.not-a-time");
        }

        var local = date.ToDateTime(clock);
        return !Zone.IsInvalidTime(local)
            ? OfClock(local)
            : Problem.Of("schedule.no-such-time", "", ("day", date.ToString("d.M.yyyy", CultureInfo.InvariantCulture)), ("time", clock.ToString("H.mm", CultureInfo.InvariantCulture)));
    }

    /// <summary>Reads day and time together, as a field of the type <c>datetime-local</c> sends them.</summary>
    /// <param name="isMissing">It is a time of the hour that the clocks leave out in spring.</param>
    public static bool TryReadMoment(string text, [NotNullWhen(true)] out MunicipalTime? time, out bool isMissing)
    {
        var isRead = DateTime.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local);
        isMissing = isRead && Zone.IsInvalidTime(local);
        time = isRead && !isMissing ? OfClock(local) : null;
        return time is not null;
    }

    /// <summary>As <see cref="TryReadMoment"/> reads it.</summary>
    public static string WriteMoment(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, Zone);
        return local.ToString(local.Second == 0 ? Moments[0] : Moments[1], CultureInfo.InvariantCulture);
    }

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    // One that exists twice, on the night when clocks go back, is the first of the two.
    private static MunicipalTime OfClock(DateTime local)
    {
        var isTwice = Zone.IsAmbiguousTime(local);
        var at = new DateTimeOffset(local, isTwice ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local));
        return new MunicipalTime(at.ToUniversalTime(), isTwice);
    }
}
