using System.Collections.Frozen;

namespace Fori.Registers.Hours;

/// <summary>
/// The holidays and eves that opening hours may name, by PTV's codes: eighteen, of which nine move with Easter or with
/// the day of the week.
/// </summary>
/// <remarks>
/// Kirkkolaki 652/2023, 3. luku and laki 388/1937: Midsummer Day is the Saturday of 20–26 June, All Saints' Day the
/// Saturday of 31 October–6 November. Easter is the Sunday of the Gregorian computus (Meeus/Jones/Butcher).
/// </remarks>
public static class Holidays
{
    private static readonly (string Code, Func<int, DateOnly> Of)[] Table =
    [
        ("NewYearDay", year => new(year, 1, 1)),
        ("Epiphany", year => new(year, 1, 6)),
        ("MaundyThursday", year => Easter(year).AddDays(-3)),
        ("GoodFriday", year => Easter(year).AddDays(-2)),
        ("EasterSunday", Easter),
        ("EasterMonday", year => Easter(year).AddDays(1)),
        ("MayDayEve", year => new(year, 4, 30)),
        ("MayDay", year => new(year, 5, 1)),
        ("AscensionDay", year => Easter(year).AddDays(39)),
        ("WhitSunday", year => Easter(year).AddDays(49)),
        ("MidsummerEve", year => FirstOnOrAfter(new(year, 6, 19), DayOfWeek.Friday)),
        ("MidsummerDay", year => FirstOnOrAfter(new(year, 6, 20), DayOfWeek.Saturday)),
        ("AllSaintsDay", year => FirstOnOrAfter(new(year, 10, 31), DayOfWeek.Saturday)),
        ("IndependenceDay", year => new(year, 12, 6)),
        ("ChristmasEve", year => new(year, 12, 24)),
        ("ChristmasDay", year => new(year, 12, 25)),
        ("SecondDayOfChristmas", year => new(year, 12, 26)),
        ("NewYearEve", year => new(year, 12, 31)),
    ];

    private static readonly FrozenDictionary<string, Func<int, DateOnly>> ByCode =
        Table.ToFrozenDictionary(holiday => holiday.Code, holiday => holiday.Of, StringComparer.Ordinal);

    /// <summary>All codes in the order of the year.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Table.Select(holiday => holiday.Code)];

    /// <summary>The day of a holiday in a year, or null for an unknown code. Years 1–9999.</summary>
    public static DateOnly? DateOf(string code, int year) => ByCode.TryGetValue(code, out var of) ? of(year) : null;

    /// <summary>True when the day is that holiday. Two may fall on one day: Ascension Day was May Day in 2008.</summary>
    public static bool Is(string code, DateOnly date) => DateOf(code, date.Year) == date;

    /// <summary>Codes of the holidays of a day; empty for most days.</summary>
    public static IReadOnlyList<string> On(DateOnly date) =>
        [.. Table.Where(holiday => holiday.Of(date.Year) == date).Select(holiday => holiday.Code)];

    private static DateOnly Easter(int year)
    {
        var golden = year % 19;
        var century = year / 100;
        var ofCentury = year % 100;
        var epact = ((19 * golden) + century - (century / 4) - ((century - ((century + 8) / 25) + 1) / 3) + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (ofCentury / 4)) - epact - (ofCentury % 4)) % 7;
        var correction = (golden + (11 * epact) + (22 * toSunday)) / 451;
        var marchBased = epact + toSunday - (7 * correction) + 114;
        return new DateOnly(year, marchBased / 31, (marchBased % 31) + 1);
    }

    private static DateOnly FirstOnOrAfter(DateOnly date, DayOfWeek day) =>
        date.AddDays((day - date.DayOfWeek + 7) % 7);
}
