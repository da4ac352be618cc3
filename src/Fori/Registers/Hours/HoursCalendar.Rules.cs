using System.Globalization;
using Fori.Documents;

namespace Fori.Registers.Hours;

/// <content>From the rules to the local spans of one day.</content>
public sealed partial class HoursCalendar
{
    /// <summary>Strongest first. The first level that speaks for a day decides it.</summary>
    private enum Level
    {
        Exceptional,
        Holiday,
        Dated,
        Undated,
        Standing,
        None,
    }

    /// <summary>Local ticks from the midnight that begins the day; the end may lie in the next day (a night), never beyond it.</summary>
    private readonly record struct LocalSpan(long From, long To, HoursState State, Level Level);

    /// <summary>
    /// What the rules say of one day: which level decided, the spans that begin on it, and what stronger levels only
    /// take away (an exceptional closing of two hours leaves the rest of the day as usual).
    /// </summary>
    private sealed record DayPlan(Level Decided, IReadOnlyList<LocalSpan> Spans, HoursRule? Because);

    /// <summary>The plan of a local day; from <see cref="Level.Dated"/> on leaves exceptions and holidays out: the usual hours.</summary>
    private DayPlan Plan(DateOnly date, Level strongest)
    {
        var spans = new List<LocalSpan>();
        HoursRule? because = null;
        for (var level = strongest; level < Level.None; level++)
        {
            var speaks = false;
            foreach (var rule in _rules[(int)level])
            {
                if (!InForce(rule, date))
                {
                    continue;
                }

                var before = spans.Count;
                speaks |= AddSpans(rule, date, level, spans);
                if (level <= Level.Holiday && (speaks || spans.Count > before))
                {
                    because ??= rule;
                }
            }

            if (speaks)
            {
                return new DayPlan(level, spans, because);
            }
        }

        return new DayPlan(Level.None, spans, because);
    }

    private static bool InForce(HoursRule rule, DateOnly date) =>
        (rule.ValidFrom is not { } from || date >= from)
        && (rule.ValidTo is not { } to || date <= to)
        && (rule.Kind != HoursKind.Holiday || (rule.Holiday is { } holiday && Holidays.Is(holiday, date)));

    /// <returns>True when the rule speaks for the whole day, false when it says nothing or only takes away.</returns>
    private static bool AddSpans(HoursRule rule, DateOnly date, Level level, List<LocalSpan> spans)
    {
        if (rule.Kind is HoursKind.Always or HoursKind.ByAppointment)
        {
            var state = rule.Kind == HoursKind.ByAppointment ? HoursState.OpenOnReservation : rule.State;
            spans.Add(WholeDay(state, level));
            return true;
        }

        if (rule.Items.Count == 0)
        {
            // A weekly or continuous rule without hours is unfinished; only a closing can be meant by it.
            if (rule.Kind is HoursKind.Weekly or HoursKind.Continuous && rule.State == HoursState.Open)
            {
                return false;
            }

            spans.Add(WholeDay(rule.State, level));
            return true;
        }

        var onlyTakesAway = true;
        var touched = false;
        foreach (var item in rule.Items)
        {
            var state = StateOf(rule, item);
            onlyTakesAway &= state == HoursState.Closed;
            touched |= rule.Kind == HoursKind.Continuous
                ? AddContinuous(rule, item, state, date, level, spans)
                : AddDaily(item, state, date, level, spans);
        }

        // A timetable in force speaks also for the days that it leaves out: they are closed. A run over days speaks
        // only for the days that it touches, so that one open night does not close the rest of a season.
        return !onlyTakesAway && (rule.Kind != HoursKind.Continuous || touched);
    }

    /// <summary>A rule said to be closed or by reservation as a whole stays so, whatever its items were left at.</summary>
    private static HoursState StateOf(HoursRule rule, HoursItem item) =>
        item.State == HoursState.Open ? rule.State : item.State;

    private static LocalSpan WholeDay(HoursState state, Level level) => new(0, TimeSpan.TicksPerDay, state, level);

    private static bool AddDaily(HoursItem item, HoursState state, DateOnly date, Level level, List<LocalSpan> spans)
    {
        if (!OnDay(item, date.DayOfWeek) || !InWeek(item.Weeks, date))
        {
            return false;
        }

        var from = item.From.Ticks;
        var to = EndOf(item.To);
        if (to == from)
        {
            return false;
        }

        spans.Add(new LocalSpan(from, to > from ? to : to + TimeSpan.TicksPerDay, state, level));
        return true;
    }

    private static bool OnDay(HoursItem item, DayOfWeek day)
    {
        if (item.DayFrom is not { } first)
        {
            return true;
        }

        var length = ((item.DayTo ?? first) - first + 7) % 7;
        return (day - first + 7) % 7 <= length;
    }

    private static bool InWeek(WeekParity weeks, DateOnly date) => weeks switch
    {
        WeekParity.Odd => ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue)) % 2 == 1,
        WeekParity.Even => ISOWeek.GetWeekOfYear(date.ToDateTime(TimeOnly.MinValue)) % 2 == 0,
        _ => true,
    };

    /// <summary>
    /// A run of at most 24 hours belongs, like a night, to the day on which it begins; a longer one is judged day by
    /// day, so that a closing on its first day does not close the days after.
    /// </summary>
    private static bool AddContinuous(
        HoursRule rule, HoursItem item, HoursState state, DateOnly date, Level level, List<LocalSpan> spans)
    {
        var to = EndOf(item.To);
        if (item.DayFrom is not { } first)
        {
            return rule is { ValidFrom: { } begins, ValidTo: { } ends }
                && AddRun(item.From.Ticks, to, ends.DayNumber - begins.DayNumber, date.DayNumber - begins.DayNumber, state, level, spans);
        }

        var length = ((item.DayTo ?? first) - first + 7) % 7;
        if (length == 0 && to <= item.From.Ticks)
        {
            // "Fri 22–02" means until Saturday; "Mon 8–Mon 8" goes around the week.
            length = item.DayTo is null ? 1 : 7;
        }

        var sinceStart = (date.DayOfWeek - first + 7) % 7;
        var touched = false;
        for (var day = sinceStart; day <= length; day += 7)
        {
            touched |= InWeek(item.Weeks, date.AddDays(-day))
                && AddRun(item.From.Ticks, to, length, day, state, level, spans);
        }

        return touched;
    }

    // From the ticks of the first day to those of the last (at most 24 hours), which is so many days later; the day
    // asked for is counted from the first as 0.
    private static bool AddRun(
        long from, long to, int days, int day, HoursState state, Level level, List<LocalSpan> spans)
    {
        var ends = (days * TimeSpan.TicksPerDay) + to;
        if (ends <= from || day < 0 || day > days)
        {
            return false;
        }

        if (ends - from <= TimeSpan.TicksPerDay)
        {
            if (day == 0)
            {
                spans.Add(new LocalSpan(from, ends, state, level));
            }

            return day == 0;
        }

        spans.Add(new LocalSpan(day == 0 ? from : 0, day == days ? to : TimeSpan.TicksPerDay, state, level));
        return true;
    }

    /// <summary>00:00 as an end is the end of the day.</summary>
    private static long EndOf(TimeOnly to) => to == TimeOnly.MinValue ? TimeSpan.TicksPerDay : to.Ticks;
}
