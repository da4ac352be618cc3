using Fori.Content.Editing;

namespace Fori.Tests.Content.Editing;

public sealed class MunicipalTimeTests
{
    [Theory]
    [InlineData("2026-12-24", "12:00", "2026-12-24T10:00:00Z", false)]
    [InlineData("24.6.2026", "9.30", "2026-06-24T06:30:00Z", false)]
    [InlineData("2026-10-25", "03:30", "2026-10-25T00:30:00Z", true)]
    public void A_time_is_read_at_the_clock_of_the_country_and_the_first_of_two_is_taken(string day, string time, string at, bool isTwice) =>
        MunicipalTime.Read(day, time).Value.ShouldBe(new MunicipalTime(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), isTwice));

    [Theory]
    [InlineData("2026-03-29", "03:30", "schedule.no-such-time")]
    [InlineData("2026-02-30", "12:00", "schedule.not-a-time")]
    [InlineData("9999-12-31", "23:59", "schedule.not-a-time")]
    [InlineData("", "", "schedule.not-a-time")]
    public void A_time_that_is_none_is_refused(string day, string time, string code) => MunicipalTime.Read(day, time).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Fact]
    public void An_owner_is_told_thirty_and_seven_days_before_the_day_and_weekly_after_it()
    {
        var due = new ReviewDue(Guid.NewGuid(), "Page", new DateOnly(2027, 3, 31), "aino");

        Enumerable.Range(-40, 62).Where(days => due.IsToldOn(due.DueOn.AddDays(days))).ShouldBe([-30, -7, 0, 7, 14, 21]);
    }
}
