using Fori.Documents;

namespace Fori.Registers.Hours;

/// <summary>A time in one state, from an instant to an instant (exclusive).</summary>
/// <remarks>The state is never <see cref="HoursState.Closed"/>: closed is what is left.</remarks>
public sealed record HoursSpan(DateTimeOffset StartsAt, DateTimeOffset EndsAt, HoursState State)
{
    /// <summary>Local time of the start.</summary>
    public TimeOnly From { get; init; }

    /// <summary>Local time of the end; 00:00 is the end of the day. Earlier than <see cref="From"/> = in the night after.</summary>
    public TimeOnly To { get; init; }

    /// <summary>From midnight to midnight.</summary>
    public bool IsWholeDay => From == TimeOnly.MinValue && To == TimeOnly.MinValue;
}

/// <summary>Why a day differs from the usual.</summary>
/// <param name="Holiday">Code of the holiday, or null when it is an exception.</param>
/// <param name="Title">The words of the rule; empty when it has none.</param>
public sealed record HoursReason(string? Holiday, LocalizedText Title);

/// <summary>The hours of one local day as one tells them: a night belongs to the day on which it begins.</summary>
/// <remarks>Spans are in order; none = closed all day. The reason is null on a usual day.</remarks>
public sealed record HoursDay(DateOnly Date, IReadOnlyList<HoursSpan> Spans, HoursReason? Reason)
{
    public bool IsClosed => Spans.Count == 0;
}

/// <summary>Days in a row, first and last inclusive, that differ from the usual in the same way.</summary>
public sealed record HoursException(DateOnly From, DateOnly To, IReadOnlyList<HoursSpan> Spans, HoursReason Reason)
{
    public bool IsClosed => Spans.Count == 0;
}

/// <summary>What is true at an instant.</summary>
/// <remarks>
/// The next change, to the next state, is null when there is none within two years. Today is the local day of the instant.
/// </remarks>
public sealed record HoursNow(
    DateTimeOffset At, HoursState State, DateTimeOffset? NextChangeAt, HoursState? NextState, HoursDay Today);

/// <summary>Monday to Sunday as they are, exceptions and holidays counted in, with the exceptions that are coming.</summary>
public sealed record HoursWeek(IReadOnlyList<HoursDay> Days, IReadOnlyList<HoursException> Exceptions);
