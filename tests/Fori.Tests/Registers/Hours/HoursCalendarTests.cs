using Fori.Documents;
using Fori.Registers.Hours;
using static Fori.Tests.Registers.Hours.HoursSamples;

namespace Fori.Tests.Registers.Hours;

public sealed class HoursCalendarTests
{
    [Fact]
    public void Office_hours_are_open_until_the_minute_before_the_end_and_closed_at_weekends()
    {
        var office = Calendar(Office);

        office.StateAt(Local(2027, 3, 15, 8, 59)).ShouldBe(HoursState.Closed);
        office.StateAt(Local(2027, 3, 15, 9, 0)).ShouldBe(HoursState.Open);
        office.StateAt(Local(2027, 3, 15, 14, 59)).ShouldBe(HoursState.Open);
        office.StateAt(Local(2027, 3, 15, 15, 0)).ShouldBe(HoursState.Closed);
        office.StateAt(Local(2027, 3, 20, 12, 0)).ShouldBe(HoursState.Closed);
        office.NextChange(Local(2027, 3, 19, 15, 0)).ShouldBe(Local(2027, 3, 22, 9, 0));
    }

    [Fact]
    public void An_exceptional_closing_wins_over_the_usual_hours_and_over_a_holiday_rule()
    {
        var office = Calendar(
            Office,
            new HoursRule { Kind = HoursKind.Holiday, Holiday = "MayDay", Items = [Daily("10:00", "12:00")] },
            new HoursRule
            {
                Kind = HoursKind.Exceptional,
                ValidFrom = new(2028, 5, 1),
                ValidTo = new(2028, 5, 2),
                State = HoursState.Closed,
            });

        office.StateAt(Local(2028, 5, 1, 11, 0)).ShouldBe(HoursState.Closed);
        office.StateAt(Local(2028, 5, 2, 11, 0)).ShouldBe(HoursState.Closed);
        office.StateAt(Local(2028, 5, 3, 11, 0)).ShouldBe(HoursState.Open);
    }

    [Fact]
    public void An_exceptional_closing_of_two_hours_leaves_the_rest_of_the_day_as_usual()
    {
        var office = Calendar(Office, new HoursRule
        {
            Kind = HoursKind.Exceptional,
            ValidFrom = new(2027, 3, 15),
            ValidTo = new(2027, 3, 15),
            State = HoursState.Closed,
            Items = [Daily("11:00", "13:00")],
        });

        Told(office.Day(new(2027, 3, 15))).ShouldBe("09:00-11:00 13:00-15:00");
        Told(office.Day(new(2027, 3, 16))).ShouldBe("09:00-15:00");
    }

    [Fact]
    public void A_night_from_Friday_to_Saturday_is_open_after_midnight_and_told_on_Friday()
    {
        var club = Calendar(Night);

        club.StateAt(Local(2027, 3, 13, 1, 30)).ShouldBe(HoursState.Open);
        club.StateAt(Local(2027, 3, 13, 2, 0)).ShouldBe(HoursState.Closed);
        Told(club.Day(new(2027, 3, 12))).ShouldBe("22:00-02:00");
        club.Day(new(2027, 3, 13)).IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void A_night_ends_at_midnight_when_the_next_day_is_exceptionally_closed()
    {
        var club = Calendar(Night, ClosedOn(new(2027, 3, 13)));

        club.StateAt(Local(2027, 3, 12, 23, 30)).ShouldBe(HoursState.Open);
        club.StateAt(Local(2027, 3, 13, 1, 30)).ShouldBe(HoursState.Closed);
        Told(club.Day(new(2027, 3, 12))).ShouldBe("22:00-00:00");
    }

    [Fact]
    public void A_night_whose_evening_is_closed_does_not_open_after_midnight()
    {
        var club = Calendar(Night, ClosedOn(new(2027, 3, 12)));

        club.StateAt(Local(2027, 3, 13, 1, 30)).ShouldBe(HoursState.Closed);
    }

    [Fact]
    public void An_exceptional_night_goes_on_into_a_day_that_a_holiday_closes()
    {
        var club = Calendar(
            new HoursRule { Kind = HoursKind.Holiday, Holiday = "NewYearDay", State = HoursState.Closed },
            new HoursRule
            {
                Kind = HoursKind.Exceptional,
                ValidFrom = new(2026, 12, 31),
                ValidTo = new(2026, 12, 31),
                Items = [Daily("20:00", "03:00")],
            });

        club.StateAt(Local(2027, 1, 1, 2, 59)).ShouldBe(HoursState.Open);
        club.StateAt(Local(2027, 1, 1, 3, 0)).ShouldBe(HoursState.Closed);
    }

    [Fact]
    public void A_run_over_days_is_open_all_through_and_closed_only_on_its_closed_day()
    {
        var shelter = Calendar(
            new HoursRule { Kind = HoursKind.Continuous, Items = [Span(DayOfWeek.Monday, DayOfWeek.Friday, "08:00", "16:00")] },
            ClosedOn(new(2027, 3, 15)));

        shelter.StateAt(Local(2027, 3, 15, 12, 0)).ShouldBe(HoursState.Closed);
        shelter.StateAt(Local(2027, 3, 16, 3, 0)).ShouldBe(HoursState.Open);
        shelter.NextChange(Local(2027, 3, 16, 3, 0)).ShouldBe(Local(2027, 3, 19, 16, 0));
        shelter.NextChange(Local(2027, 3, 20, 3, 0)).ShouldBe(Local(2027, 3, 22, 8, 0));
    }

    [Fact]
    public void Good_Friday_2027_follows_its_holiday_rule()
    {
        var office = Calendar(
            Office, new HoursRule { Kind = HoursKind.Holiday, Holiday = "GoodFriday", State = HoursState.Closed });

        office.StateAt(Local(2027, 3, 26, 12, 0)).ShouldBe(HoursState.Closed);
        office.StateAt(Local(2027, 3, 25, 12, 0)).ShouldBe(HoursState.Open);
        office.Day(new(2027, 3, 26)).Reason!.Holiday.ShouldBe("GoodFriday");
        office.ExceptionsAhead(new(2027, 3, 1)).ShouldHaveSingleItem().From.ShouldBe(new DateOnly(2027, 3, 26));
    }

    [Fact]
    public void A_dated_timetable_replaces_the_undated_one_also_on_the_days_it_leaves_out()
    {
        var library = Calendar(
            new HoursRule { Items = [Span(DayOfWeek.Monday, DayOfWeek.Saturday, "09:00", "20:00")] },
            new HoursRule
            {
                ValidFrom = new(2027, 6, 1),
                ValidTo = new(2027, 8, 31),
                Items = [Span(DayOfWeek.Monday, DayOfWeek.Friday, "10:00", "18:00")],
            });

        Told(library.Day(new(2027, 5, 31))).ShouldBe("09:00-20:00");
        Told(library.Day(new(2027, 6, 1))).ShouldBe("10:00-18:00");
        library.Day(new(2027, 6, 5)).IsClosed.ShouldBeTrue();
        Told(library.Day(new(2027, 9, 4))).ShouldBe("09:00-20:00");
    }

    [Fact]
    public void A_dated_run_over_a_night_does_not_close_the_days_that_it_does_not_touch()
    {
        var hall = Calendar(Office, Night with { ValidFrom = new(2027, 6, 1), ValidTo = new(2027, 8, 31) });

        Told(hall.Day(new(2027, 6, 10))).ShouldBe("09:00-15:00");
        Told(hall.Day(new(2027, 6, 11))).ShouldBe("22:00-02:00");
    }

    [Fact]
    public void Within_a_level_closed_goes_before_open_and_open_before_reservation()
    {
        var office = Calendar(new HoursRule
        {
            Items =
            [
                Daily("08:00", "18:00") with { State = HoursState.OpenOnReservation },
                Daily("10:00", "16:00"),
                Daily("12:00", "13:00") with { State = HoursState.Closed },
            ],
        });

        office.StateAt(Local(2027, 3, 15, 9, 0)).ShouldBe(HoursState.OpenOnReservation);
        office.StateAt(Local(2027, 3, 15, 11, 0)).ShouldBe(HoursState.Open);
        office.StateAt(Local(2027, 3, 15, 12, 30)).ShouldBe(HoursState.Closed);
        office.StateAt(Local(2027, 3, 15, 17, 0)).ShouldBe(HoursState.OpenOnReservation);
    }

    [Fact]
    public void Odd_and_even_weeks_are_those_of_the_ISO_calendar_also_over_the_year()
    {
        var office = Calendar(
            new HoursRule { Items = [Span(DayOfWeek.Monday, null, "09:00", "12:00") with { Weeks = WeekParity.Odd }] });

        // 2026 has 53 weeks: the odd week 53 is followed by the odd week 1.
        office.Day(new(2026, 12, 28)).IsClosed.ShouldBeFalse();
        office.Day(new(2027, 1, 4)).IsClosed.ShouldBeFalse();
        office.Day(new(2027, 1, 11)).IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void Midnight_as_an_end_is_the_end_of_the_day()
    {
        var hall = Calendar(new HoursRule { Items = [Span(DayOfWeek.Monday, null, "18:00", "00:00")] });

        hall.StateAt(Local(2027, 3, 15, 23, 59)).ShouldBe(HoursState.Open);
        hall.NextChange(Local(2027, 3, 15, 20, 0)).ShouldBe(Local(2027, 3, 16, 0, 0));
    }

    [Fact]
    public void Always_open_never_changes_and_appointments_only_are_told_as_such()
    {
        var always = Calendar(new HoursRule { Kind = HoursKind.Always });
        var appointments = Calendar(new HoursRule { Kind = HoursKind.ByAppointment });

        always.Now(Local(2027, 3, 15, 3, 0)).ShouldSatisfyAllConditions(
            now => now.State.ShouldBe(HoursState.Open), now => now.NextChangeAt.ShouldBeNull());
        appointments.StateAt(Local(2027, 3, 15, 3, 0)).ShouldBe(HoursState.OpenOnReservation);
    }

    [Fact]
    public void The_night_when_clocks_go_forward_is_an_hour_short()
    {
        // 28 March 2027: 03:00 becomes 04:00 (01:00 UTC).
        var club = Calendar(new HoursRule { Items = [Daily("22:00", "05:00")] });
        var night = club.Day(new(2027, 3, 27)).Spans.ShouldHaveSingleItem();

        (night.EndsAt - night.StartsAt).ShouldBe(TimeSpan.FromHours(6));

        var inTheGap = Calendar(new HoursRule { Items = [Daily("22:00", "03:30")] });
        inTheGap.NextChange(Local(2027, 3, 28, 2, 0)).ShouldBe(new DateTimeOffset(2027, 3, 28, 1, 0, 0, TimeSpan.Zero));
        Calendar(new HoursRule { Items = [Daily("03:10", "03:50")] }).Day(new(2027, 3, 28)).IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void The_night_when_clocks_go_back_is_an_hour_long_and_does_not_close_in_between()
    {
        // 31 October 2027: 04:00 becomes 03:00 (01:00 UTC).
        var club = Calendar(new HoursRule { Items = [Daily("22:00", "03:30")] });
        var night = club.Day(new(2027, 10, 30)).Spans.ShouldHaveSingleItem();

        (night.EndsAt - night.StartsAt).ShouldBe(TimeSpan.FromHours(6.5));
        club.NextChange(night.StartsAt).ShouldBe(new DateTimeOffset(2027, 10, 31, 1, 30, 0, TimeSpan.Zero));

        var allDay = Calendar(new HoursRule { Items = [Daily("00:00", "00:00")] }).Day(new(2027, 10, 31)).Spans[0];
        (allDay.EndsAt - allDay.StartsAt).ShouldBe(TimeSpan.FromHours(25));
        allDay.IsWholeDay.ShouldBeTrue();
    }

    [Fact]
    public void An_unknown_time_zone_and_a_flood_of_rules_are_refused()
    {
        HoursCalendar.Of(new OpeningHours { TimeZone = "Europe/Atlantis" }).Problems
            .ShouldHaveSingleItem().Code.ShouldBe("hours.unknown-time-zone");
        HoursCalendar.Of(new OpeningHours { Rules = [.. Enumerable.Repeat(Office, 3000)] }).Problems
            .ShouldHaveSingleItem().Code.ShouldBe("hours.too-many");
    }

    [Fact]
    public void Days_at_the_ends_of_the_calendar_are_closed_and_break_nothing()
    {
        var always = Calendar(new HoursRule { Kind = HoursKind.Always });

        foreach (var at in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue })
        {
            always.Now(at).ShouldSatisfyAllConditions(
                now => now.State.ShouldBe(HoursState.Closed), now => now.NextChangeAt.ShouldBeNull());
            always.Days(DateOnly.FromDateTime(at.UtcDateTime), 7).ShouldAllBe(day => day.IsClosed);
            always.OpenBetween(at, at).ShouldBeEmpty();
        }

        always.OpenBetween(Local(2027, 1, 1, 0, 0), DateTimeOffset.MaxValue)
            .ShouldHaveSingleItem().EndsAt.ShouldBe(Local(2027, 1, 1, 0, 0).AddDays(HoursCalendar.HorizonDays));
    }

    [Fact]
    public void Open_between_two_instants_is_cut_at_both()
    {
        var spans = Calendar(Night).OpenBetween(Local(2027, 3, 12, 23, 0), Local(2027, 3, 13, 1, 0));

        spans.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            span => span.StartsAt.ShouldBe(Local(2027, 3, 12, 23, 0)),
            span => span.EndsAt.ShouldBe(Local(2027, 3, 13, 1, 0)));
    }

    private static string Told(HoursDay day) => string.Join(' ', day.Spans.Select(span => $"{span.From:HH:mm}-{span.To:HH:mm}"));
}
