using Fori.Documents;
using NodaTime;

namespace Fori.Registers.Hours;

/// <content>From the local spans of a day and of the night before it to instants.</content>
public sealed partial class HoursCalendar
{
    [Flags]
    private enum Origin
    {
        /// <summary>Begins on the day.</summary>
        Own = 1,

        /// <summary>Reaches into the day from the evening before.</summary>
        Night = 2,
        Both = Own | Night,
    }

    private readonly record struct Piece(Instant From, Instant To, HoursState State);

    private readonly record struct Candidate(Instant From, Instant To, HoursState State, Level Level, Origin Origin);

    private List<Piece> Pieces(DateOnly date) =>
        Resolve(date, Plan(date, Level.Exceptional), Plan(date.AddDays(-1), Level.Exceptional), Origin.Both);

    /// <summary>What is open on a day from midnight to midnight, of the time to which a span of the counted origin leads.</summary>
    private List<Piece> Resolve(DateOnly date, DayPlan plan, DayPlan eve, Origin counted)
    {
        var candidates = Candidates(date, plan, eve);
        var edges = new SortedSet<Instant>();
        foreach (var candidate in candidates)
        {
            edges.Add(candidate.From);
            edges.Add(candidate.To);
        }

        var pieces = new List<Piece>();
        Instant? last = null;
        foreach (var edge in edges)
        {
            if (last is { } from && Strongest(candidates, from, counted) is { } state)
            {
                Join(pieces, new Piece(from, edge, state));
            }

            last = edge;
        }

        return pieces;
    }

    private List<Candidate> Candidates(DateOnly date, DayPlan plan, DayPlan eve)
    {
        var start = StartOf(date);
        var end = StartOf(date.AddDays(1));
        var candidates = new List<Candidate>(plan.Spans.Count + 1);
        foreach (var span in plan.Spans)
        {
            Add(span.From, Math.Min(span.To, TimeSpan.TicksPerDay), span, Origin.Own);
        }

        foreach (var span in eve.Spans)
        {
            // A stronger level decides this day: the night that a weaker one began ends at midnight.
            if (span.To > TimeSpan.TicksPerDay && plan.Decided >= span.Level)
            {
                Add(0, span.To - TimeSpan.TicksPerDay, span, Origin.Night);
            }
        }

        return candidates;

        void Add(long from, long to, LocalSpan span, Origin origin)
        {
            var begins = from == 0 ? start : InstantOf(date, from, last: false);
            var ends = to == TimeSpan.TicksPerDay ? end : InstantOf(date, to, last: true);
            if (begins < ends)
            {
                candidates.Add(new Candidate(begins, ends, span.State, span.Level, origin));
            }
        }
    }

    /// <returns>Null when closed, or when no span of the counted origin leads to it.</returns>
    private static HoursState? Strongest(List<Candidate> candidates, Instant at, Origin counted)
    {
        var level = Level.None;
        var state = HoursState.Closed;
        Origin origins = 0;
        foreach (var candidate in candidates)
        {
            if (at < candidate.From || at >= candidate.To)
            {
                continue;
            }

            var stronger = candidate.Level.CompareTo(level) is var order && order != 0
                ? order < 0
                : Weight(candidate.State) > Weight(state);
            if (stronger)
            {
                (level, state, origins) = (candidate.Level, candidate.State, candidate.Origin);
            }
            else if (candidate.Level == level && candidate.State == state)
            {
                origins |= candidate.Origin;
            }
        }

        return state != HoursState.Closed && (origins & counted) != 0 ? state : null;
    }

    private static int Weight(HoursState state) => state switch
    {
        HoursState.Closed => 2,
        HoursState.Open => 1,
        _ => 0,
    };

    private static HoursState StateIn(List<Piece> pieces, Instant at)
    {
        foreach (var piece in pieces)
        {
            if (piece.From <= at && at < piece.To)
            {
                return piece.State;
            }
        }

        return HoursState.Closed;
    }

    private static void Join(List<Piece> pieces, Piece piece)
    {
        if (piece.From >= piece.To)
        {
            return;
        }

        if (pieces.Count > 0 && pieces[^1] is var last && last.To == piece.From && last.State == piece.State)
        {
            pieces[^1] = last with { To = piece.To };
        }
        else
        {
            pieces.Add(piece);
        }
    }

    private DateOnly DateOf(Instant instant) => instant.InZone(_zone).Date.ToDateOnly();

    private Instant StartOf(DateOnly date) => _zone.AtStartOfDay(LocalDate.FromDateOnly(date)).ToInstant();

    private Instant InstantOf(DateOnly date, long ticks, bool last)
    {
        var mapping = _zone.MapLocal(LocalDate.FromDateOnly(date).At(LocalTime.FromTicksSinceMidnight(ticks)));
        return mapping.Count switch
        {
            0 => mapping.LateInterval.Start,
            1 => mapping.Single().ToInstant(),
            _ => (last ? mapping.Last() : mapping.First()).ToInstant(),
        };
    }
}
