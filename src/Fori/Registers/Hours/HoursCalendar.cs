using Fori.Documents;
using Fori.Store;
using NodaTime;

namespace Fori.Registers.Hours;

/// <summary>
/// Opening hours made ready for questions: what is the state at an instant, when does it change, what are the days
/// like. Immutable and safe to share between threads.
/// </summary>
/// <remarks>
/// For a local day the first level that speaks decides: exceptional, holiday, dated weekly or continuous, undated,
/// always or by appointment. Within a level closed goes before open, open before by reservation. A night (a span of at
/// most 24 hours over midnight) belongs to the day on which it begins, and ends at midnight when a stronger level
/// decides the next day. A rule of closed times only takes them away from what the weaker levels say.
/// On the night when clocks go forward a time that does not exist means the moment of the change; when they go back an
/// opening time means its first passing and a closing time its last, so that nothing closes for the repeated hour.
/// </remarks>
public sealed partial class HoursCalendar
{
    /// <summary>Rules and items together; more is not opening hours but an attack on who reads them.</summary>
    public const int MaximumItems = 500;

    /// <summary>How far ahead a change of the state is looked for, in days.</summary>
    public const int HorizonDays = 731;

    private readonly DateTimeZone _zone;
    private readonly HoursRule[][] _rules;

    private HoursCalendar(DateTimeZone zone, HoursRule[][] rules)
    {
        _zone = zone;
        _rules = rules;
    }

    /// <returns>Refused with <c>hours.unknown-time-zone</c> or <c>hours.too-many</c>.</returns>
    public static Outcome<HoursCalendar> Of(OpeningHours hours)
    {
        ArgumentNullException.ThrowIfNull(hours);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(hours.TimeZone) is not { } zone)
        {
            return Problem.Of(ProblemCodes.HoursUnknownTimeZone, "timeZone", ("value", hours.TimeZone));
        }

        if (hours.Rules.Sum(rule => 1L + rule.Items.Count) > MaximumItems)
        {
            return Problem.Of(ProblemCodes.HoursTooMany, "rules", ("max", $"{MaximumItems}"));
        }

        var rules = new HoursRule[(int)Level.None][];
        for (var level = Level.Exceptional; level < Level.None; level++)
        {
            rules[(int)level] = [.. hours.Rules.Where(rule => LevelOf(rule) == level)];
        }

        return new HoursCalendar(zone, rules);
    }

    /// <summary>The state at an instant; closed in years that no opening hours tell of.</summary>
    public HoursState StateAt(DateTimeOffset at)
    {
        if (!Tells(at.UtcDateTime.Year))
        {
            return HoursState.Closed;
        }

        var instant = Instant.FromDateTimeOffset(at);
        return StateIn(Pieces(DateOf(instant)), instant);
    }

    /// <summary>The first moment after <paramref name="at"/> at which the state is another; null = not within <see cref="HorizonDays"/>.</summary>
    public DateTimeOffset? NextChange(DateTimeOffset at) => Change(at)?.At.ToDateTimeOffset();

    /// <summary>Everything that a page says about this moment.</summary>
    public HoursNow Now(DateTimeOffset at)
    {
        var change = Change(at);
        return new HoursNow(at, StateAt(at), change?.At.ToDateTimeOffset(), change?.State, Day(DateAt(at)));
    }

    /// <summary>The local day of an instant.</summary>
    public DateOnly DateAt(DateTimeOffset at) =>
        Tells(at.UtcDateTime.Year) ? DateOf(Instant.FromDateTimeOffset(at)) : DateOnly.FromDateTime(at.UtcDateTime);

    /// <summary>The local time of an instant.</summary>
    public TimeOnly TimeAt(DateTimeOffset at) => Instant.FromDateTimeOffset(at).InZone(_zone).TimeOfDay.ToTimeOnly();

    /// <summary>One local day as one tells it: a night after midnight counts to the day before.</summary>
    public HoursDay Day(DateOnly date) => Told(date, Level.Exceptional);

    /// <summary>The day as it would be without exceptions and holidays.</summary>
    public HoursDay UsualDay(DateOnly date) => Told(date, Level.Dated);

    /// <summary>Days in a row, as the next seven: <c>Days(today, 7)</c>.</summary>
    public IReadOnlyList<HoursDay> Days(DateOnly from, int count) =>
        [.. Enumerable.Range(0, Math.Min(count, DateOnly.MaxValue.DayNumber - from.DayNumber + 1)).Select(day => Day(from.AddDays(day)))];

    /// <summary>The week of a day, Monday to Sunday, with the exceptions of so many days from that day on.</summary>
    public HoursWeek Week(DateOnly date, int exceptionDays = 60) =>
        new(Days(date.AddDays(-(((int)date.DayOfWeek + 6) % 7)), 7), ExceptionsAhead(date, exceptionDays));

    /// <summary>Exceptional days and holidays from a day on, alike days in a row joined.</summary>
    public IReadOnlyList<HoursException> ExceptionsAhead(DateOnly from, int days = 60)
    {
        var exceptions = new List<HoursException>();
        HoursRule? lastRule = null;
        for (var day = 0; day < days && Tells(from.Year); day++)
        {
            var date = from.AddDays(day);
            if (Plan(date, Level.Exceptional).Because is not { } rule)
            {
                lastRule = null;
                continue;
            }

            var told = Day(date);
            if (ReferenceEquals(rule, lastRule) && SameTimes(exceptions[^1].Spans, told.Spans))
            {
                exceptions[^1] = exceptions[^1] with { To = date };
            }
            else
            {
                exceptions.Add(new HoursException(date, date, told.Spans, Reason(rule)));
            }

            lastRule = rule;
        }

        return exceptions;
    }

    /// <summary>What is open between two instants: for indexes and maps that ask many places at one time.</summary>
    /// <returns>In order, not touching unless the state differs; cut at both instants, and <see cref="HorizonDays"/> after the first.</returns>
    public IReadOnlyList<HoursSpan> OpenBetween(DateTimeOffset from, DateTimeOffset to)
    {
        if (!Tells(from.UtcDateTime.Year))
        {
            return [];
        }

        to = to - from > TimeSpan.FromDays(HorizonDays) ? from.AddDays(HorizonDays) : to;
        var begins = Instant.FromDateTimeOffset(from);
        var ends = Instant.FromDateTimeOffset(to);
        var pieces = new List<Piece>();
        for (var date = DateOf(begins); date <= DateOf(ends); date = date.AddDays(1))
        {
            foreach (var piece in Pieces(date))
            {
                Join(pieces, piece with { From = Instant.Max(piece.From, begins), To = Instant.Min(piece.To, ends) });
            }
        }

        return [.. pieces.Select(SpanOf)];
    }

    internal static bool SameTimes(IReadOnlyList<HoursSpan> some, IReadOnlyList<HoursSpan> others) =>
        some.Count == others.Count
        && some.Zip(others).All(pair =>
            pair.First.From == pair.Second.From && pair.First.To == pair.Second.To && pair.First.State == pair.Second.State);

    private static Level LevelOf(HoursRule rule) => rule.Kind switch
    {
        HoursKind.Exceptional => Level.Exceptional,
        HoursKind.Holiday => Level.Holiday,
        HoursKind.Weekly or HoursKind.Continuous =>
            rule.ValidFrom is null && rule.ValidTo is null ? Level.Undated : Level.Dated,
        _ => Level.Standing,
    };

    private static HoursReason Reason(HoursRule rule) =>
        new(rule.Kind == HoursKind.Holiday ? rule.Holiday : null, rule.Title);

    /// <summary>Years in which there are opening hours; further off, days at the ends of the calendar would run over.</summary>
    private static bool Tells(int year) => year is >= 1900 and <= 2200;

    private (Instant At, HoursState State)? Change(DateTimeOffset at)
    {
        if (!Tells(at.UtcDateTime.Year))
        {
            return null;
        }

        var now = Instant.FromDateTimeOffset(at);
        var today = DateOf(now);
        var state = StateIn(Pieces(today), now);
        var eve = Plan(today.AddDays(-1), Level.Exceptional);
        for (var day = 0; day < HorizonDays; day++)
        {
            var date = today.AddDays(day);
            var plan = Plan(date, Level.Exceptional);
            var pieces = Resolve(date, plan, eve, Origin.Both);
            eve = plan;

            // The end of a day is judged by the next day, as its beginning.
            var (start, end) = (StartOf(date), StartOf(date.AddDays(1)));
            foreach (var edge in pieces.SelectMany(piece => new[] { piece.From, piece.To }).Prepend(start).Order())
            {
                if (edge > now && edge < end && StateIn(pieces, edge) is var next && next != state)
                {
                    return (edge, next);
                }
            }
        }

        return null;
    }

    private HoursDay Told(DateOnly date, Level strongest)
    {
        if (!Tells(date.Year))
        {
            return new HoursDay(date, [], null);
        }

        var next = date.AddDays(1);
        var eve = Plan(date.AddDays(-1), strongest);
        var plan = Plan(date, strongest);
        var own = Resolve(date, plan, eve, Origin.Own);
        var evening = Resolve(date.AddDays(-1), eve, Plan(date.AddDays(-2), strongest), Origin.Own);

        // What is left of a night that was broken off (closed from midnight to one) is told where it lies.
        var leftOver = Resolve(date, plan, eve, Origin.Night).Where(piece => !GoesOn(evening, piece));
        var tonight = Resolve(next, Plan(next, strongest), plan, Origin.Night).Where(piece => GoesOn(own, piece));

        var told = new List<Piece>();
        foreach (var piece in own.Concat(leftOver).OrderBy(piece => piece.From).ThenByDescending(piece => piece.To).Concat(tonight))
        {
            var from = told.Count > 0 ? Instant.Max(piece.From, told[^1].To) : piece.From;
            Join(told, piece with { From = from });
        }

        return new HoursDay(date, [.. told.Select(SpanOf)], plan.Because is { } rule ? Reason(rule) : null);
    }

    private static bool GoesOn(List<Piece> evening, Piece night) =>
        evening.Exists(piece => piece.To == night.From && piece.State == night.State);

    private HoursSpan SpanOf(Piece piece) => new(piece.From.ToDateTimeOffset(), piece.To.ToDateTimeOffset(), piece.State)
    {
        From = piece.From.InZone(_zone).TimeOfDay.ToTimeOnly(),
        To = piece.To.InZone(_zone).TimeOfDay.ToTimeOnly(),
    };
}
