using System.Globalization;
using Fori.Store;

namespace Fori.Content.Editing;

/// <summary>A day and time as typed in the municipality, and what the clocks make of it.</summary>
/// <param name="IsTwice">Clocks were set back over it, so it comes twice; <paramref name="At"/> is the first.</param>
public sealed record MunicipalTime(DateTimeOffset At, bool IsTwice)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

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
        return LocalMoment.TryRead(local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), out var at, out _)
            ? new MunicipalTime(at.ToUniversalTime(), Zone.IsAmbiguousTime(local))
            : Problem.Of("schedule.no-such-time", "", ("day", date.ToString("d.M.yyyy", CultureInfo.InvariantCulture)), ("time", clock.ToString("H.mm", CultureInfo.InvariantCulture)));
    }

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);
}
