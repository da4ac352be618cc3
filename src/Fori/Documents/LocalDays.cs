using NodaTime;
using NodaTime.Extensions;

namespace Fori.Documents;

/// <summary>Days as the town counts them: the country's time zone, from the program's own tables.</summary>
internal static class LocalDays
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Helsinki"];

    public static DateOnly DayOf(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(Zone).Date.ToDateOnly();

    public static DateTimeOffset StartOf(DateOnly day) => day.ToLocalDate().AtStartOfDayInZone(Zone).ToInstant().ToDateTimeOffset();

    /// <summary>The last moment of a day that the store tells apart.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => StartOf(day.AddDays(1)).AddMicroseconds(-1);

    /// <summary>The next moment at which the day is another.</summary>
    public static DateTimeOffset NextMidnight(DateTimeOffset now) => StartOf(DayOf(now).AddDays(1));
}
