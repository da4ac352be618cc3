using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fori.Documents;
using Fori.Registers.Hours;
using Fori.Text;
using Fori.Ui;

namespace Fori.Site.Building;

/// <summary>Opening hours as a page shows them at its moment; the page then ends when they change, or at midnight.</summary>
internal static class HoursViews
{
    private const int ExceptionDays = 60;
    private static readonly ConditionalWeakTable<OpeningHours, Compiled> Calendars = [];

    // Longest first: "closed today" begins with "closed".
    private static readonly string[] States =
        ["hours.open-always", "hours.reservation", "hours.open", "hours.closed-today", "hours.closed-now", "hours.closed"];

    /// <summary>The state at a moment and when it, or the day, next changes; null when nothing is known.</summary>
    public static (HoursState State, DateTimeOffset Until)? StateOf(OpeningHours? hours, DateTimeOffset at) =>
        CompiledOf(hours) is { Calendar: not null } compiled && compiled.At(at) is var span ? (span.State, span.Until) : null;

    /// <summary>State, sentence and week; null when nothing is known, and on a page of a past day, where "now" means nothing.</summary>
    public static HoursView? Of(PageScope scope, OpeningHours? hours, bool whole)
    {
        if (scope.AsOf is not null || CompiledOf(hours) is not { Calendar: { } calendar } compiled)
        {
            return null;
        }

        var span = compiled.At(scope.Request.Now);
        scope.EndsAt(span.Until);
        var language = SiteWords.Spoken(scope.Language);
        var (word, sentence) = span.Said.GetOrAdd(language, l => Said(calendar, scope.Request.Now, l));
        var view = new HoursView
        {
            State = span.State switch
            {
                HoursState.Open => OpenState.Open,
                HoursState.OpenOnReservation => OpenState.ByAppointment,
                _ => OpenState.Closed,
            },
            StateWord = Shown(scope, word),
            Sentence = Shown(scope, sentence),
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
                : [.. week.Select(day => new WeekdayHours(Shown(scope, HoursText.DayName(day.Date.DayOfWeek, language)), Shown(scope, HoursText.Times(day.Spans, language)), day.Date == scope.Today))],
            Exceptions =
            [
                .. calendar.ExceptionsAhead(scope.Today, ExceptionDays).Select(e => new ExceptionalHours(
                    e.From, e.To, Shown(scope, HoursText.Times(e.Spans, language)), HoursText.Reason(e.Reason, language) is { } reason ? new Phrase(Shown(scope, reason)) : null)),
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

    // From nine to four, and not from four to nine, on a page that runs the other way.
    private static string Shown(PageScope scope, string said) => said.Length == 0 ? said : TextDirection.Isolate(said, SiteWords.Spoken(scope.Language), scope.Language);

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

    private static Compiled? CompiledOf(OpeningHours? hours) =>
        hours is { Rules.Count: > 0 } ? Calendars.GetValue(hours, h => new Compiled(HoursCalendar.Of(h).Value)) : null;

    /// <summary>Hours made ready, with what was found for the span of time in which it stays true.</summary>
    private sealed class Compiled(HoursCalendar? calendar)
    {
        private volatile StateSpan? _last;

        /// <summary>Null when the rules cannot be read.</summary>
        public HoursCalendar? Calendar { get; } = calendar;

        // Looking for the next change of what is always open walks through two years: once a day, not once a page.
        public StateSpan At(DateTimeOffset at)
        {
            if (_last is { } last && last.From <= at && at < last.Until)
            {
                return last;
            }

            var now = (Calendar ?? throw new InvalidOperationException("These hours cannot be read.")).Now(at);
            var midnight = LocalDays.NextMidnight(at);
            return _last = new StateSpan(at, now.NextChangeAt is { } change && change < midnight ? change : midnight, now.State);
        }
    }

    /// <summary>The state from a moment until it changes, or until the words for it do, at midnight.</summary>
    private sealed record StateSpan(DateTimeOffset From, DateTimeOffset Until, HoursState State)
    {
        /// <summary>By language: the state in words, and what follows it.</summary>
        public ConcurrentDictionary<string, (string Word, string Sentence)> Said { get; } = new();
    }
}
