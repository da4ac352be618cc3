using Fori.Documents;
using Fori.Registers.Hours;
using static Fori.Tests.Registers.Hours.HoursSamples;

namespace Fori.Tests.Registers.Hours;

public sealed class HoursTextTests
{
    private static readonly HoursCalendar Desk = Calendar(
        Office, new HoursRule { Kind = HoursKind.Holiday, Holiday = "GoodFriday", State = HoursState.Closed });

    [Theory]
    [InlineData("fi", "Avoinna nyt, sulkeutuu klo 15")]
    [InlineData("sv", "Öppet nu, stänger kl. 15")]
    [InlineData("en", "Open now, closes at 15:00")]
    public void An_open_place_says_when_it_closes(string language, string expected) =>
        HoursText.Now(Desk, Local(2027, 3, 15, 10, 0), language).ShouldBe(expected);

    [Theory]
    [InlineData("fi", "Suljettu nyt. Avautuu huomenna klo 9")]
    [InlineData("sv", "Stängt nu. Öppnar i morgon kl. 9")]
    [InlineData("en", "Closed now. Opens tomorrow at 9:00")]
    public void A_closed_place_says_when_it_opens(string language, string expected) =>
        HoursText.Now(Desk, Local(2027, 3, 15, 18, 0), language).ShouldBe(expected);

    [Theory]
    [InlineData("fi", "Suljettu tänään: pitkäperjantai. Avautuu maanantaina klo 9")]
    [InlineData("sv", "Stängt i dag: långfredagen. Öppnar på måndag kl. 9")]
    [InlineData("en", "Closed today: Good Friday. Opens on Monday at 9:00")]
    public void A_holiday_is_named(string language, string expected) =>
        HoursText.Now(Desk, Local(2027, 3, 26, 10, 0), language).ShouldBe(expected);

    [Fact]
    public void A_far_opening_is_told_by_its_date_and_another_year_by_its_year()
    {
        var summer = Calendar(new HoursRule { ValidFrom = new(2027, 6, 1), ValidTo = new(2027, 8, 31), Items = [Daily("10:30", "18:00")] });

        HoursText.Now(summer, Local(2027, 3, 15, 10, 0), "fi").ShouldBe("Suljettu nyt. Avautuu 1.6. klo 10.30");
        HoursText.Now(summer, Local(2026, 11, 15, 10, 0), "en").ShouldBe("Closed now. Opens on 1 June 2027 at 10:30");
        HoursText.Now(summer, Local(2026, 11, 15, 10, 0), "sv").ShouldBe("Stängt nu. Öppnar den 1.6.2027 kl. 10.30");
        HoursText.Now(summer, Local(2028, 11, 15, 10, 0), "fi").ShouldBe("Suljettu");
    }

    [Fact]
    public void Midnight_and_the_small_hours_are_told_as_people_say_them()
    {
        HoursText.Now(Calendar(Night), Local(2027, 3, 12, 23, 0), "fi").ShouldBe("Avoinna nyt, sulkeutuu klo 2");
        var hall = Calendar(new HoursRule { Items = [Daily("18:00", "00:00")] });
        HoursText.Now(hall, Local(2027, 3, 12, 23, 0), "fi").ShouldBe("Avoinna nyt, sulkeutuu klo 24");
        HoursText.Now(hall, Local(2027, 3, 12, 23, 0), "en").ShouldBe("Open now, closes at midnight");
    }

    [Fact]
    public void Around_the_clock_and_by_appointment_have_their_own_words()
    {
        HoursText.Now(Calendar(new HoursRule { Kind = HoursKind.Always }), Local(2027, 3, 12, 23, 0), "sv").ShouldBe("Öppet dygnet runt");
        HoursText.Now(Calendar(new HoursRule { Kind = HoursKind.ByAppointment }), Local(2027, 3, 12, 23, 0), "fi").ShouldBe("Avoinna ajanvarauksella");
    }

    [Fact]
    public void The_times_of_a_day_are_one_short_line()
    {
        var desk = Calendar(new HoursRule { Items = [Daily("09:00", "11:30"), Daily("13:00", "16:00") with { State = HoursState.OpenOnReservation }] });
        var spans = desk.Day(new(2027, 3, 15)).Spans;

        HoursText.Times(spans, "fi").ShouldBe("9–11.30, 13–16 ajanvarauksella");
        HoursText.Times(spans, "en").ShouldBe("9:00–11:30, 13:00–16:00 by appointment");
        HoursText.Times([], "sv").ShouldBe("stängt");
    }

    [Fact]
    public void Exceptions_are_told_with_their_days_and_their_name()
    {
        var closed = new HoursRule
        {
            Kind = HoursKind.Exceptional,
            ValidFrom = new(2027, 7, 1),
            ValidTo = new(2027, 7, 31),
            State = HoursState.Closed,
            Title = LocalizedText.Of(("fi", "Kesätauko"), ("sv", "Sommarpaus")),
        };
        var exceptions = Calendar(Office, closed).ExceptionsAhead(new(2027, 6, 20));

        HoursText.Exception(exceptions.ShouldHaveSingleItem(), "fi").ShouldBe("1.7.–31.7. Kesätauko: suljettu");
        HoursText.Exception(exceptions[0], "sv").ShouldBe("1.7–31.7 Sommarpaus: stängt");
        HoursText.Exception(Desk.ExceptionsAhead(new(2027, 3, 1))[0], "en").ShouldBe("26 March Good Friday: closed");
    }
}
