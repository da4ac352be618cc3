using Fori.Documents;
using Fori.Registers.Hours;
using static Fori.Tests.Registers.Hours.HoursSamples;

namespace Fori.Tests.Registers.Hours;

public sealed class OpeningHoursSpecificationTests
{
    [Fact]
    public void A_plain_week_is_one_specification_and_a_holiday_another_with_its_date()
    {
        var desk = Calendar(Office, new HoursRule { Kind = HoursKind.Holiday, Holiday = "GoodFriday", State = HoursState.Closed });

        var specifications = OpeningHoursSpecification.Of(desk, new(2027, 3, 15));

        specifications.Count.ShouldBe(2);
        specifications[0].DaysOfWeek.ShouldBe([DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday]);
        specifications[0].Opens.ShouldBe(new TimeOnly(9, 0));
        specifications[0].ValidFrom.ShouldBeNull();
        specifications[1].ShouldSatisfyAllConditions(
            day => day.ValidFrom.ShouldBe(new DateOnly(2027, 3, 26)),
            day => day.ValidThrough.ShouldBe(new DateOnly(2027, 3, 26)),
            day => day.Opens.ShouldBe(day.Closes));
    }

    [Fact]
    public void A_season_splits_the_weeks_into_periods_with_dates()
    {
        var library = Calendar(
            Office, new HoursRule { ValidFrom = new(2027, 6, 1), ValidTo = new(2027, 6, 20), Items = [Daily("10:00", "12:00")] });

        var specifications = OpeningHoursSpecification.Of(library, new(2027, 5, 17));

        specifications.Select(s => (s.ValidFrom, s.ValidThrough)).ShouldBe(
        [
            (null, new DateOnly(2027, 5, 31)),
            (new DateOnly(2027, 6, 1), new DateOnly(2027, 6, 20)),
            (new DateOnly(2027, 6, 21), null),
        ]);
    }

    [Fact]
    public void Around_the_clock_closes_a_minute_before_midnight() =>
        OpeningHoursSpecification.Of(Calendar(new HoursRule { Kind = HoursKind.Always }), new(2027, 5, 17))
            .ShouldHaveSingleItem().Closes.ShouldBe(new TimeOnly(23, 59));
}
