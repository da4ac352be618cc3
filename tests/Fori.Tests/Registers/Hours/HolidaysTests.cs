using System.Text.Json;
using Fori.Registers.Hours;

namespace Fori.Tests.Registers.Hours;

public sealed class HolidaysTests
{
    [Theory]
    [InlineData("GoodFriday", "2027-03-26")]
    [InlineData("EasterSunday", "2027-03-28")]
    [InlineData("MaundyThursday", "2027-03-25")]
    [InlineData("EasterMonday", "2026-04-06")]
    [InlineData("EasterSunday", "2038-04-25")]
    [InlineData("EasterSunday", "2008-03-23")]
    [InlineData("AscensionDay", "2008-05-01")]
    [InlineData("AscensionDay", "2027-05-06")]
    [InlineData("WhitSunday", "2027-05-16")]
    [InlineData("MidsummerEve", "2026-06-19")]
    [InlineData("MidsummerDay", "2026-06-20")]
    [InlineData("MidsummerEve", "2027-06-25")]
    [InlineData("AllSaintsDay", "2026-10-31")]
    [InlineData("AllSaintsDay", "2027-11-06")]
    [InlineData("SecondDayOfChristmas", "2026-12-26")]
    public void Movable_and_fixed_holidays_fall_on_their_days(string code, string date)
    {
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        Holidays.DateOf(code, day.Year).ShouldBe(day);
        Holidays.On(day).ShouldContain(code);
    }

    [Fact]
    public void Midsummer_and_All_Saints_keep_to_their_weekdays_and_weeks_for_three_centuries()
    {
        for (var year = 1900; year <= 2200; year++)
        {
            var midsummer = Holidays.DateOf("MidsummerDay", year)!.Value;
            midsummer.DayOfWeek.ShouldBe(DayOfWeek.Saturday);
            midsummer.ShouldBeInRange(new DateOnly(year, 6, 20), new DateOnly(year, 6, 26));
            Holidays.DateOf("MidsummerEve", year).ShouldBe(midsummer.AddDays(-1));
            var saints = Holidays.DateOf("AllSaintsDay", year)!.Value;
            saints.DayOfWeek.ShouldBe(DayOfWeek.Saturday);
            saints.ShouldBeInRange(new DateOnly(year, 10, 31), new DateOnly(year, 11, 6));
            Holidays.DateOf("EasterSunday", year)!.Value.DayOfWeek.ShouldBe(DayOfWeek.Sunday);
        }
    }

    [Fact]
    public void The_codes_are_exactly_those_of_the_national_list()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(RegisterSamples.PathOf("ptv/codelists/Holiday.clean.json")));
        var codes = list.RootElement.EnumerateArray().Select(holiday => holiday.GetProperty("Code").GetString());

        Holidays.Codes.ShouldBe(codes, ignoreOrder: true);
    }

    [Fact]
    public void An_unknown_code_has_no_day() => Holidays.DateOf("PancakeDay", 2027).ShouldBeNull();
}
