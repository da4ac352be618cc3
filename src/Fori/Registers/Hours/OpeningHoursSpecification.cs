using Fori.Documents;

namespace Fori.Registers.Hours;

/// <summary>One schema.org OpeningHoursSpecification, for a page's JSON-LD.</summary>
/// <remarks>
/// Closed all day is <c>opens</c> = <c>closes</c> = 00:00, around the clock 00:00–23:59, a night closes at a time
/// earlier than it opens. Time by reservation is left out: a machine would read it as open to all.
/// </remarks>
public sealed record OpeningHoursSpecification
{
    /// <summary>Empty = every day of the validity.</summary>
    public IReadOnlyList<DayOfWeek> DaysOfWeek { get; init; } = [];

    public required TimeOnly Opens { get; init; }

    public required TimeOnly Closes { get; init; }

    /// <summary>First day, inclusive; null = no limit.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Last day, inclusive; null = no limit.</summary>
    public DateOnly? ValidThrough { get; init; }

    /// <summary>
    /// The usual weeks of the coming days and after them each exception by its date. Seasons, and weeks that take turns,
    /// become periods with dates, since schema.org knows neither levels nor odd weeks.
    /// </summary>
    public static IReadOnlyList<OpeningHoursSpecification> Of(HoursCalendar calendar, DateOnly from, int days = 60)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var specifications = new List<OpeningHoursSpecification>();
        var until = from.AddDays(days - 1);
        foreach (var (first, last, week) in Periods(calendar, from, days))
        {
            AddWeek(specifications, week, first == from ? null : first, last == until ? null : last);
        }

        foreach (var exception in calendar.ExceptionsAhead(from, days))
        {
            AddException(specifications, exception);
        }

        return specifications;
    }

    private static List<(DateOnly First, DateOnly Last, Dictionary<DayOfWeek, HoursDay> Week)> Periods(
        HoursCalendar calendar, DateOnly from, int days)
    {
        var periods = new List<(DateOnly First, DateOnly Last, Dictionary<DayOfWeek, HoursDay> Week)>();
        for (var count = 0; count < days; count++)
        {
            var day = calendar.UsualDay(from.AddDays(count));
            if (periods.Count > 0
                && (!periods[^1].Week.TryGetValue(day.Date.DayOfWeek, out var known)
                    || HoursCalendar.SameTimes(known.Spans, day.Spans)))
            {
                periods[^1].Week.TryAdd(day.Date.DayOfWeek, day);
                periods[^1] = periods[^1] with { Last = day.Date };
            }
            else
            {
                periods.Add((day.Date, day.Date, new() { [day.Date.DayOfWeek] = day }));
            }
        }

        return periods;
    }

    private static void AddWeek(
        List<OpeningHoursSpecification> specifications,
        Dictionary<DayOfWeek, HoursDay> week,
        DateOnly? validFrom,
        DateOnly? validThrough)
    {
        var times = week.Values
            .SelectMany(day => day.Spans.Where(Public).Select(span => (day.Date.DayOfWeek, Times: Times(span))))
            .GroupBy(time => time.Times, time => time.DayOfWeek)
            .OrderBy(time => time.Min(FromMonday))
            .ThenBy(time => time.Key);
        specifications.AddRange(times.Select(time => new OpeningHoursSpecification
        {
            DaysOfWeek = [.. time.OrderBy(FromMonday)],
            Opens = time.Key.Opens,
            Closes = time.Key.Closes,
            ValidFrom = validFrom,
            ValidThrough = validThrough,
        }));
    }

    private static void AddException(List<OpeningHoursSpecification> specifications, HoursException exception)
    {
        var times = exception.Spans.Where(Public).Select(Times).ToList();
        foreach (var (opens, closes) in times.Count > 0 ? times : [(TimeOnly.MinValue, TimeOnly.MinValue)])
        {
            specifications.Add(new OpeningHoursSpecification
            {
                Opens = opens,
                Closes = closes,
                ValidFrom = exception.From,
                ValidThrough = exception.To,
            });
        }
    }

    private static bool Public(HoursSpan span) => span.State == HoursState.Open;

    private static (TimeOnly Opens, TimeOnly Closes) Times(HoursSpan span) =>
        (span.From, span.To == TimeOnly.MinValue ? new TimeOnly(23, 59) : span.To);

    private static int FromMonday(DayOfWeek day) => ((int)day + 6) % 7;
}
