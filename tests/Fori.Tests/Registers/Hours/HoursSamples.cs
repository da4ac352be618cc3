using System.Globalization;
using Fori.Documents;
using Fori.Registers.Hours;

namespace Fori.Tests.Registers.Hours;

/// <summary>Opening hours to test with.</summary>
internal static class HoursSamples
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    /// <summary>Monday to Friday 9–15.</summary>
    public static HoursRule Office { get; } =
        new() { Items = [Span(DayOfWeek.Monday, DayOfWeek.Friday, "09:00", "15:00")] };

    /// <summary>From Friday 22 to Saturday 02.</summary>
    public static HoursRule Night { get; } =
        new() { Kind = HoursKind.Continuous, Items = [Span(DayOfWeek.Friday, DayOfWeek.Saturday, "22:00", "02:00")] };

    public static HoursCalendar Calendar(params HoursRule[] rules) =>
        HoursCalendar.Of(new OpeningHours { Rules = rules }).Value.ShouldNotBeNull();

    public static HoursRule ClosedOn(DateOnly date) =>
        new() { Kind = HoursKind.Exceptional, ValidFrom = date, ValidTo = date, State = HoursState.Closed };

    public static HoursItem Span(DayOfWeek first, DayOfWeek? last, string from, string to) =>
        new() { DayFrom = first, DayTo = last, From = Time(from), To = Time(to) };

    public static HoursItem Daily(string from, string to) => new() { From = Time(from), To = Time(to) };

    public static DateTimeOffset Local(int year, int month, int day, int hour, int minute)
    {
        var local = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, Helsinki.GetUtcOffset(local));
    }

    private static TimeOnly Time(string text) => TimeOnly.Parse(text, CultureInfo.InvariantCulture);
}
