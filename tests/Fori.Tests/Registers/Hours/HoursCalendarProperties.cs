using System.Globalization;
using CsCheck;
using Fori.Documents;
using Fori.Registers.Hours;

namespace Fori.Tests.Registers.Hours;

public sealed class HoursCalendarProperties
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly DateOnly First = new(2027, 3, 22);

    private static readonly Gen<TimeOnly> AnyTime = Gen.Int[0, 95].Select(quarter => TimeOnly.MinValue.AddMinutes(quarter * 15));
    private static readonly Gen<DayOfWeek> AnyDay = Gen.Int[0, 6].Select(day => (DayOfWeek)day);

    private static readonly Gen<HoursItem> AnyItem = Gen.Select(
        AnyDay, AnyDay.Nullable(), AnyTime, AnyTime, Gen.Enum<WeekParity>(), Gen.Enum<HoursState>(),
        (first, last, from, to, weeks, state) =>
            new HoursItem { DayFrom = first, DayTo = last, From = from, To = to, Weeks = weeks, State = state });

    private static readonly Gen<HoursRule> AnyRule = Gen.Select(
        Gen.Enum<HoursKind>(), Gen.Int[-3, 20].Nullable(), Gen.Int[0, 9].Nullable(), Gen.Int[0, 2].Select(index => new[] { "GoodFriday", "EasterSunday", "MaundyThursday" }[index]),
        Gen.Enum<HoursState>(), AnyItem.List[0, 3],
        (kind, from, length, holiday, state, items) => new HoursRule
        {
            Kind = kind,
            ValidFrom = from is { } day ? First.AddDays(day) : null,
            ValidTo = from is { } start && length is { } days ? First.AddDays(start + days) : null,
            Holiday = holiday,
            State = state,
            Items = items,
        });

    private static readonly Gen<HoursCalendar> AnyCalendar =
        AnyRule.List[0, 5].Select(rules => HoursCalendar.Of(new OpeningHours { Rules = rules }).Value!);

    [Fact]
    public void The_next_change_is_the_first_minute_at_which_the_state_is_another() =>
        Gen.Select(AnyCalendar, Gen.Int[0, 20 * 24 * 60]).Sample(
            (calendar, minutes) =>
            {
                var at = new DateTimeOffset(First, TimeOnly.MinValue, TimeSpan.Zero).AddMinutes(minutes);
                var state = calendar.StateAt(at);
                var change = calendar.NextChange(at);
                var limit = change ?? at.AddDays(3);
                limit = limit > at.AddDays(3) ? at.AddDays(3) : limit;
                for (var minute = at.AddMinutes(1); minute < limit; minute = minute.AddMinutes(1))
                {
                    calendar.StateAt(minute).ShouldBe(state);
                }

                if (change is { } moment)
                {
                    calendar.StateAt(moment).ShouldNotBe(state);
                    calendar.Now(at).NextState.ShouldBe(calendar.StateAt(moment));
                }
            },
            iter: 300);

    [Fact]
    public void What_is_open_between_two_instants_agrees_with_the_state_of_every_quarter() =>
        AnyCalendar.Sample(
            calendar =>
            {
                var from = new DateTimeOffset(2027, 3, 26, 5, 15, 0, TimeSpan.Zero);
                var spans = calendar.OpenBetween(from, from.AddDays(4));
                for (var at = from; at < from.AddDays(4); at = at.AddMinutes(15))
                {
                    var state = spans.FirstOrDefault(span => span.StartsAt <= at && at < span.EndsAt)?.State ?? HoursState.Closed;
                    state.ShouldBe(calendar.StateAt(at));
                }
            },
            iter: 1000);

    [Fact]
    public void Days_tell_all_open_time_once_and_no_closed_time() =>
        AnyCalendar.Sample(
            calendar =>
            {
                var days = calendar.Days(First.AddDays(-2), 12);
                foreach (var day in days)
                {
                    foreach (var span in day.Spans)
                    {
                        calendar.StateAt(span.StartsAt).ShouldNotBe(HoursState.Closed);
                        calendar.StateAt(span.EndsAt.AddMinutes(-1)).ShouldNotBe(HoursState.Closed);
                        calendar.DateAt(span.StartsAt).ShouldBe(day.Date);
                    }
                }

                var told = days.SelectMany(day => day.Spans).ToList();
                var begins = new DateTimeOffset(First, TimeOnly.MinValue, TimeSpan.FromHours(2));
                for (var at = begins; at < begins.AddDays(8); at = at.AddMinutes(15))
                {
                    told.Any(span => span.StartsAt <= at && at < span.EndsAt).ShouldBe(calendar.StateAt(at) != HoursState.Closed);
                }
            },
            iter: 1000);

    [Fact]
    public void A_week_of_daytime_hours_agrees_with_the_plain_reading_of_each_minute() =>
        AnyItem.Where(item => item.State == HoursState.Open && item.To > item.From).List[1, 4].Sample(
            items =>
            {
                var calendar = HoursCalendar.Of(new OpeningHours { Rules = [new HoursRule { Items = items }] }).Value!;
                for (var minute = 0; minute < 14 * 24 * 60; minute += 7)
                {
                    var at = new DateTimeOffset(2027, 1, 11, 0, 0, 0, TimeSpan.Zero).AddMinutes(minute);
                    var local = TimeZoneInfo.ConvertTime(at, Helsinki).DateTime;
                    calendar.StateAt(at).ShouldBe(items.Any(item => Covers(item, local)) ? HoursState.Open : HoursState.Closed);
                }
            },
            iter: 200);

    private static bool Covers(HoursItem item, DateTime local)
    {
        var first = (int)item.DayFrom!.Value; // Every generated item has one.
        var length = (((int)(item.DayTo ?? item.DayFrom.Value) - first) + 7) % 7;
        var week = ISOWeek.GetWeekOfYear(local) % 2 == 1 ? WeekParity.Odd : WeekParity.Even;
        return ((int)local.DayOfWeek - first + 7) % 7 <= length
            && (item.Weeks == WeekParity.All || item.Weeks == week)
            && TimeOnly.FromDateTime(local) >= item.From
            && TimeOnly.FromDateTime(local) < item.To;
    }
}
