using System.Runtime.CompilerServices;
using Fori.Documents;
using Fori.Registers.Hours;
using Fori.Text;

namespace Fori.Site.Building;

/// <summary>Opening hours as a page shows them at its moment; the page then ends when they change, or at midnight.</summary>
internal static class HoursViews
{
    private const int ExceptionDays = 60;
    private static readonly ConditionalWeakTable<OpeningHours, Compiled> Calendars = [];

    // Longest first: "closed today" begins with "closed".
    private static readonly string[] States =
        ["hours.open-always", "hours.reservation", "hours.open", "hours.closed-today", "hours.closed-now", "hours.closed"];

    /// <returns>Null when there are no rules, or none that can be read.</returns>
    public static HoursCalendar? CalendarOf(OpeningHours? hours) =>
        hours is { Rules.Count: > 0 } ? Calendars.GetValue(hours, h => new Compiled(HoursCalendar.Of(h).Value)).Calendar : null;

    /// <summary>State, sentence and week; null when nothing is known, and on a page of a past day, where "now" means nothing.</summary>
    public static HoursView? Of(PageScope scope, OpeningHours? hours, bool whole)
    {
        if (CalendarOf(hours) is not { } calendar || scope.AsOf is not null)
        {
            return null;
        }

        var now = calendar.Now(scope.Request.Now);
        scope.EndsAt(LocalDays.NextMidnight(scope.Request.Now));
        if (now.NextChangeAt is { } change)
        {
            scope.EndsAt(change);
        }

        var language = SiteWords.Spoken(scope.Language);
        var (word, sentence) = Said(calendar, scope.Request.Now, language);
        var view = new HoursView
        {
            State = now.State switch
            {
                HoursState.Open => OpenState.Open,
                HoursState.OpenOnReservation => OpenState.ByAppointment,
                _ => OpenState.Closed,
            },
            StateWord = word,
            Sentence = sentence,
        };
        return whole ? WithWeek(scope, view, hours!, calendar, language) : view; // A calendar is made of hours.
    }

    private static HoursView WithWeek(PageScope scope, HoursView view, OpeningHours hours, HoursCalendar calendar, string language)
    {
        var monday = scope.Today.AddDays(-(((int)scope.Today.DayOfWeek + 6) % 7));
        var week = Enumerable.Range(0, 7).Select(day => calendar.UsualDay(monday.AddDays(day))).ToList();
        return view with
        {
            Week = week.TrueForAll(day => day.IsClosed)
                ? []
                : [.. week.Select(day => new WeekdayHours(HoursText.DayName(day.Date.DayOfWeek, language), HoursText.Times(day.Spans, language), day.Date == scope.Today))],
            Exceptions =
            [
                .. calendar.ExceptionsAhead(scope.Today, ExceptionDays).Select(e => new ExceptionalHours(
                    e.From, e.To, HoursText.Times(e.Spans, language), HoursText.Reason(e.Reason, language) is { } reason ? new Phrase(reason) : null)),
            ],
            Notes =
            [
                .. hours.Rules
                    .Where(r => r.Kind is HoursKind.Weekly or HoursKind.Continuous or HoursKind.Always or HoursKind.ByAppointment && !r.Title.IsEmpty && IsInForce(r, scope.Today))
                    .Select(r => scope.Say(r.Title)).OfType<Phrase>().Distinct(),
            ],
            Spans = [.. OpeningHoursSpecification.Of(calendar, scope.Today, ExceptionDays).SelectMany(SpansOf)],
        };
    }

    private static IEnumerable<HoursSpan> SpansOf(OpeningHoursSpecification specification)
    {
        var isClosed = specification.Opens == TimeOnly.MinValue && specification.Closes == TimeOnly.MinValue;
        var span = new HoursSpan
        {
            Opens = isClosed ? null : specification.Opens,
            Closes = isClosed ? null : specification.Closes,
            ValidFrom = specification.ValidFrom,
            ValidTo = specification.ValidThrough,
        };
        return specification.DaysOfWeek.Count == 0 ? [span] : specification.DaysOfWeek.Select(day => span with { Day = day });
    }

    private static bool IsInForce(HoursRule rule, DateOnly day) =>
        (rule.ValidFrom is not { } from || from <= day) && (rule.ValidTo is not { } to || day <= to);

    // "Open now, closes at 16" → the state, which gets its shape, and what follows it.
    private static (string Word, string Sentence) Said(HoursCalendar calendar, DateTimeOffset at, string language)
    {
        var said = HoursText.Now(calendar, at, language);
        foreach (var key in States)
        {
            var word = Catalogue.Words.Say(key, language);
            if (said.StartsWith(word, StringComparison.Ordinal))
            {
                return (word, said[word.Length..].Trim(' ', ',', '.', ':'));
            }
        }

        return (said, "");
    }

    private sealed record Compiled(HoursCalendar? Calendar);
}
