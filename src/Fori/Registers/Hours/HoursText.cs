using System.Globalization;
using Fori.Documents;
using Fori.Text;

namespace Fori.Registers.Hours;

/// <summary>Opening hours in words, in fi, sv or en (another language reads Finnish).</summary>
public static class HoursText
{
    /// <summary>Today in one line: "Avoinna nyt, sulkeutuu klo 16", "Suljettu tänään: pitkäperjantai. Avautuu lauantaina klo 10".</summary>
    public static string Now(HoursCalendar calendar, DateTimeOffset at, string language)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var now = calendar.Now(at);
        return now.State switch
        {
            HoursState.Open => Open(calendar, now, language),
            HoursState.OpenOnReservation => OnReservation(calendar, now, language),
            _ => Closed(calendar, now, language),
        };
    }

    /// <summary>The times of a day: "9–15", "9–11.30, 13–16 ajanvarauksella", "suljettu".</summary>
    public static string Times(IReadOnlyList<HoursSpan> spans, string language)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return spans.Count == 0
            ? Words("hours.day-closed", language)
            : string.Join(", ", spans.Select(span => Times(span, language)));
    }

    /// <summary>The name of a day of the week, in small letters where the language has them so.</summary>
    public static string DayName(DayOfWeek day, string language) => Words($"weekday.{day}", language);

    /// <summary>A day as "26.3." (fi), "26.3" (sv), "26 March" (en), with the year when asked.</summary>
    public static string Date(DateOnly date, string language, bool withYear = false) => Catalogue.Words.Say(
        withYear ? "hours.date-year" : "hours.date",
        language,
        ("d", date.Day.ToString(CultureInfo.InvariantCulture)),
        ("m", date.Month.ToString(CultureInfo.InvariantCulture)),
        ("month", date.ToString("MMMM", CultureInfo.InvariantCulture)),
        ("y", date.Year.ToString(CultureInfo.InvariantCulture)));

    /// <summary>One line of the list of exceptions: "26.3. pitkäperjantai: suljettu".</summary>
    public static string Exception(HoursException exception, string language)
    {
        ArgumentNullException.ThrowIfNull(exception);
        var days = exception.From == exception.To
            ? Date(exception.From, language)
            : Catalogue.Words.Say(
                "hours.dates", language, ("first", Date(exception.From, language)), ("last", Date(exception.To, language)));
        var because = Reason(exception.Reason, language) ?? Words("hours.exception", language);
        return $"{days} {because}: {Times(exception.Spans, language)}";
    }

    /// <summary>The name of the holiday, or the title of the exception; null when it has neither.</summary>
    public static string? Reason(HoursReason? reason, string language) => reason switch
    {
        null => null,
        { Title.IsEmpty: false } => reason.Title.In(language, "fi")?.Text,
        { Holiday: { } holiday } => Catalogue.Words.Find($"holiday.{holiday}", language),
        _ => null,
    };

    private static string Open(HoursCalendar calendar, HoursNow now, string language) => now switch
    {
        { NextChangeAt: null } => Words("hours.open-always", language),
        { NextState: HoursState.OpenOnReservation } => Say("hours.open-then-reservation", calendar, now, language),
        _ => Say("hours.open-until", calendar, now, language),
    };

    private static string OnReservation(HoursCalendar calendar, HoursNow now, string language) => now switch
    {
        { NextChangeAt: null } => Words("hours.reservation", language),
        { NextState: HoursState.Open } => Say("hours.reservation-then-open", calendar, now, language),
        _ => Say("hours.reservation-until", calendar, now, language),
    };

    private static string Closed(HoursCalendar calendar, HoursNow now, string language)
    {
        var today = now.Today;
        var closed = today switch
        {
            { IsClosed: true, Reason: { } reason } when Reason(reason, language) is { } because =>
                Catalogue.Words.Say("hours.closed-today-because", language, ("reason", because)),
            { IsClosed: true, Reason: not null } => Words("hours.closed-today", language),
            _ when now.NextChangeAt is null => Words("hours.closed", language),
            _ => Words("hours.closed-now", language),
        };
        if (now.NextChangeAt is null)
        {
            return closed;
        }

        var opens = now.NextState == HoursState.OpenOnReservation ? "hours.opens-reservation" : "hours.opens";
        return $"{closed}. {Say(opens, calendar, now, language)}";
    }

    private static string Say(string key, HoursCalendar calendar, HoursNow now, string language) =>
        Catalogue.Words.Say(key, language, ("when", When(calendar, now, language)));

    private static string When(HoursCalendar calendar, HoursNow now, string language)
    {
        var at = now.NextChangeAt!.Value; // Asked only when there is a change.
        var today = now.Today.Date;
        var date = calendar.DateAt(at);
        var time = calendar.TimeAt(at);
        var closes = now.NextState == HoursState.Closed;
        if (closes && time == TimeOnly.MinValue)
        {
            date = date.AddDays(-1);
            if (date == today)
            {
                return Words("hours.at-midnight", language);
            }
        }

        // A night that one is in the middle of ends "at 2", not "tomorrow at 2".
        var sameNight = closes && time.Hour < 6 && date == today.AddDays(1) && at - now.At < TimeSpan.FromHours(12);
        var clock = Clock(time, end: closes, language);
        return (date.DayNumber - today.DayNumber) switch
        {
            0 => Catalogue.Words.Say("hours.at", language, ("time", clock)),
            1 when sameNight => Catalogue.Words.Say("hours.at", language, ("time", clock)),
            1 => Catalogue.Words.Say("hours.tomorrow", language, ("time", clock)),
            < 7 => Catalogue.Words.Say(
                "hours.on-weekday", language, ("day", Words($"on.{date.DayOfWeek}", language)), ("time", clock)),
            _ => Catalogue.Words.Say(
                "hours.on-date", language, ("date", Date(date, language, date.Year != today.Year)), ("time", clock)),
        };
    }

    private static string Times(HoursSpan span, string language)
    {
        var times = span.IsWholeDay
            ? Words("hours.whole-day", language)
            : $"{Clock(span.From, end: false, language)}–{Clock(span.To, end: true, language)}";
        return span.State == HoursState.OpenOnReservation
            ? Catalogue.Words.Say("hours.by-reservation", language, ("times", times))
            : times;
    }

    /// <summary>"9", "9.30", "24" in Finnish and Swedish; "9:00", "9:30", "24:00" in English.</summary>
    private static string Clock(TimeOnly time, bool end, string language)
    {
        var hour = end && time == TimeOnly.MinValue ? 24 : time.Hour;
        return language == "en" ? $"{hour}:{time.Minute:00}"
            : time.Minute == 0 ? $"{hour}"
            : $"{hour}.{time.Minute:00}";
    }

    private static string Words(string key, string language) => Catalogue.Words.Say(key, language);
}
