using Fori.Documents;
using Fori.Registers.Channels;
using Fori.Registers.Hours;
using Fori.Registers.Places;
using static Fori.Tests.Demonstration.DemonstrationData;

namespace Fori.Tests.Demonstration;

/// <summary>The opening hours of the invented towns can be computed and show every kind of rule at work.</summary>
public sealed class DemonstrationHoursTests
{
    private static HoursCalendar CalendarOf(string place)
    {
        var hours = Of<Place>().Single(p => p.Record.Key == place).Body.Hours;
        hours.ShouldNotBeNull(place);
        return HoursCalendar.Of(hours).Value ?? throw new InvalidOperationException($"The hours of {place} cannot be computed.");
    }

    private static DateTimeOffset Helsinki(int year, int month, int day, int hour, int minute = 0) =>
        new(year, month, day, hour, minute, 0, TimeSpan.FromHours(month is > 3 and < 11 ? 3 : 2));

    [Fact]
    public void All_hours_are_sound()
    {
        foreach (var (record, hours) in Records.SelectMany(r => Inside<OpeningHours>(r.Body).Select(h => (r, h))))
        {
            HoursCalendar.Of(hours).Problems.ShouldBeEmpty(record.ToString());
        }
    }

    [Fact]
    public void Every_place_says_when_it_is_open() =>
        Of<Place>().Where(p => p.Body.Hours is null or { Rules.Count: 0 }).Select(p => p.Record).ShouldBeEmpty();

    [Fact]
    public void Every_kind_of_rule_is_to_be_seen() =>
        Records.SelectMany(r => Inside<HoursRule>(r.Body)).Select(r => r.Kind).Distinct().Count().ShouldBe(Enum.GetValues<HoursKind>().Length);

    [Fact]
    public void The_city_hall_is_open_late_on_Thursday_and_closed_on_Good_Friday()
    {
        var hall = CalendarOf("kl-place-city-hall");

        hall.StateAt(Helsinki(2027, 3, 11, 17)).ShouldBe(HoursState.Open);
        hall.StateAt(Helsinki(2027, 3, 12, 15)).ShouldBe(HoursState.Closed);
        hall.StateAt(Helsinki(2027, 3, 26, 10)).ShouldBe(HoursState.Closed);
        hall.StateAt(Helsinki(2026, 12, 29, 9, 30)).ShouldBe(HoursState.Closed, "shorter days between Christmas and New Year");
    }

    [Fact]
    public void The_night_sauna_runs_from_Friday_evening_into_Saturday()
    {
        var sauna = CalendarOf("kl-place-sauna");

        sauna.StateAt(Helsinki(2027, 2, 5, 21, 30)).ShouldBe(HoursState.Closed);
        sauna.StateAt(Helsinki(2027, 2, 6, 1, 30)).ShouldBe(HoursState.Open);
        sauna.StateAt(Helsinki(2027, 2, 6, 2)).ShouldBe(HoursState.Closed);
    }

    [Fact]
    public void The_library_keeps_summer_hours_in_summer()
    {
        var library = CalendarOf("kl-place-main-library");

        library.StateAt(Helsinki(2027, 7, 6, 18)).ShouldBe(HoursState.Closed);
        library.StateAt(Helsinki(2027, 9, 7, 18)).ShouldBe(HoursState.Open);
    }

    [Fact]
    public void The_boat_harbour_never_closes_and_the_mill_opens_by_appointment()
    {
        CalendarOf("kl-place-boat-harbour").StateAt(Helsinki(2026, 12, 25, 3)).ShouldBe(HoursState.Open);
        CalendarOf("kk-place-mill-museum").StateAt(Helsinki(2027, 6, 8, 12)).ShouldBe(HoursState.OpenOnReservation);
    }

    [Fact]
    public void The_water_works_answer_at_any_hour()
    {
        var channel = Of<ServiceChannel>().Single(c => c.Record.Key == "kl-channel-phone-water-emergency").Body;

        HoursCalendar.Of(channel.Hours ?? new OpeningHours()).Value?.StateAt(Helsinki(2027, 1, 1, 4)).ShouldBe(HoursState.Open);
    }
}
