using CsCheck;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class DueClockTests
{
    private static readonly WorkingDays hamburg = new(FederalState.Hamburg);
    private static readonly DueClock clock = new(hamburg);

    /// <summary>Around both changes of the clocks and around Christmas and Easter.</summary>
    private static readonly Gen<DateTimeOffset> instants = Gen.Select(
        Gen.Int[0, 400],
        Gen.Int[0, 24 * 60 * 60 * 1000 - 1],
        (day, ms) => new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddMilliseconds(ms)
    );

    private static readonly Gen<Pause[]> somePauses = Gen.Select(
        instants,
        Gen.Int[-1000, 20 * 24 * 3600],
        Gen.Bool,
        (from, seconds, open) => new Pause(from, open && seconds % 5 == 0 ? null : from.AddSeconds(seconds))
    ).Array[0, 6];

    private static readonly Gen<WorkingDays> offices = Gen.Select(
        Gen.Enum<FederalState>(),
        Gen.Int[0, 400].Array[0, 30],
        (state, closed) => new WorkingDays(state, closed: closed.Select(day => new DateOnly(2026, 3, 1).AddDays(day)))
    );

    [Theory]
    [InlineData("2026-11-23T09:00+01:00", 3, "2026-11-26T23:59:59.999+01:00")]
    [InlineData("2026-11-26T23:30+01:00", 1, "2026-11-27T23:59:59.999+01:00")]
    [InlineData("2026-11-27T00:00+01:00", 1, "2026-11-30T23:59:59.999+01:00")]
    [InlineData("2026-12-22T12:00+01:00", 3, "2026-12-28T23:59:59.999+01:00")]
    [InlineData("2026-11-28T12:00+01:00", 1, "2026-11-30T23:59:59.999+01:00")]
    [InlineData("2026-03-27T12:00+01:00", 1, "2026-03-30T23:59:59.999+02:00")]
    [InlineData("2026-10-23T23:59+02:00", 1, "2026-10-26T23:59:59.999+01:00")]
    public void A_limit_ends_with_the_last_of_its_working_days(string start, int workingDays, string due) =>
        Assert.Equal(Instant(due), clock.Of(Instant(start), workingDays, [], Instant(start)).Due);

    [Theory]
    // A question at noon, answered the next noon: one working day more.
    [InlineData("2026-11-24T12:00+01:00", "2026-11-25T12:00+01:00", "2026-11-27")]
    // A minute is working time, too.
    [InlineData("2026-11-24T12:00+01:00", "2026-11-24T12:01+01:00", "2026-11-27")]
    // Over the weekend nothing runs, so nothing is paused.
    [InlineData("2026-11-28T00:00+01:00", "2026-11-30T00:00+01:00", "2026-11-26")]
    // Two days and an hour.
    [InlineData("2026-11-24T12:00+01:00", "2026-11-26T13:00+01:00", "2026-12-01")]
    // On the day that does not count.
    [InlineData("2026-11-23T10:00+01:00", "2026-11-23T18:00+01:00", "2026-11-26")]
    // Before the clock began.
    [InlineData("2026-11-20T12:00+01:00", "2026-11-23T08:00+01:00", "2026-11-26")]
    public void A_pause_moves_the_end_by_its_working_time(string from, string to, string lastDay)
    {
        var times = clock.Of(
            Instant("2026-11-23T09:00+01:00"),
            3,
            [new Pause(Instant(from), Instant(to))],
            Instant("2026-11-30T12:00+01:00")
        );

        Assert.Equal(DateOnly.Parse(lastDay), times.LastDay);
    }

    [Fact]
    public void While_a_question_is_open_the_end_moves_with_the_days()
    {
        var start = Instant("2026-11-23T09:00+01:00");
        Pause[] open = [new Pause(Instant("2026-11-24T00:00+01:00"), null)];

        Assert.Equal(new DateOnly(2026, 11, 26), clock.Of(start, 3, open, Instant("2026-11-24T00:00+01:00")).LastDay);
        Assert.Equal(new DateOnly(2026, 11, 27), clock.Of(start, 3, open, Instant("2026-11-25T00:00+01:00")).LastDay);
        Assert.Equal(new DateOnly(2026, 11, 30), clock.Of(start, 3, open, Instant("2026-11-26T00:00+01:00")).LastDay);
        Assert.Equal(new DateOnly(2026, 12, 2), clock.Of(start, 3, open, Instant("2026-11-29T18:00+01:00")).LastDay);
        Assert.Equal(3, clock.Remaining(clock.Of(start, 3, open, Instant("2026-11-26T00:00+01:00")), Instant("2026-11-25T12:00+01:00")));
    }

    [Fact]
    public void Half_time_lies_in_the_middle_of_the_working_time()
    {
        var monday = Instant("2026-11-23T09:00+01:00");

        Assert.Equal(Instant("2026-11-24T12:00+01:00"), clock.Of(monday, 1, [], monday).HalfTime);
        Assert.Equal(Instant("2026-11-25T12:00+01:00"), clock.Of(monday, 3, [], monday).HalfTime);
        // Thursday, Friday, Monday, Tuesday: half of it is up when the weekend begins, and nobody is reminded at the weekend.
        Assert.Equal(Instant("2026-11-30T00:00+01:00"), clock.Of(Instant("2026-11-25T09:00+01:00"), 4, [], monday).HalfTime);
    }

    [Fact]
    public void What_is_left_is_nothing_on_the_last_day_and_less_after_it()
    {
        var times = clock.Of(Instant("2026-11-23T09:00+01:00"), 3, [], Instant("2026-11-23T09:00+01:00"));

        Assert.Equal(3, clock.Remaining(times, Instant("2026-11-23T09:00+01:00")));
        Assert.Equal(0, clock.Remaining(times, Instant("2026-11-26T22:00+01:00")));
        Assert.Equal(-1, clock.Remaining(times, Instant("2026-11-29T09:00+01:00")));
        Assert.Equal(-2, clock.Remaining(times, Instant("2026-11-30T09:00+01:00")));
    }

    [Fact]
    public void It_ends_at_the_end_of_a_working_day_and_half_time_is_on_one_before() =>
        Cases()
            .Sample(
                (office, start, number, pauses, now) =>
                {
                    var times = new DueClock(office).Of(start, number, pauses, now);
                    return times.Due == LocalDays.End(times.LastDay)
                        && office.IsWorkingDay(times.LastDay)
                        && office.IsWorkingDay(LocalDays.Of(times.HalfTime))
                        && times.HalfTime >= start
                        && times.HalfTime <= times.Due;
                }
            );

    [Fact]
    public void Without_pauses_it_is_what_counting_the_days_says() =>
        Cases()
            .Sample(
                (office, start, number, _, now) =>
                    new DueClock(office).Of(start, number, [], now).LastDay == office.Add(LocalDays.Of(start), number)
            );

    [Fact]
    public void It_never_runs_backwards() =>
        Gen.Select(Cases(), instants, Gen.Int[0, 3_000_000])
            .Sample(
                (one, more, seconds) =>
                {
                    var (office, start, number, pauses, now) = one;
                    var due = new DueClock(office);
                    var before = due.Of(start, number, pauses, now);
                    return due.Of(start, number, pauses, now.AddSeconds(seconds)).Due >= before.Due
                        && due.Of(start, number, [.. pauses, new Pause(more, more.AddSeconds(seconds))], now).Due >= before.Due
                        && due.Of(start, number + 1, pauses, now).Due > before.Due
                        && due.Of(start.AddSeconds(seconds), number, pauses, now).Due >= before.Due;
                }
            );

    /// <summary>Against a slow second way to say it: minute by minute, of a day that is a working day, outside of every pause.</summary>
    [Fact]
    public void It_runs_the_working_time_of_its_days_and_ends_with_the_day_on_which_that_is_used_up() =>
        Gen.Select(
                offices,
                Gen.Int[0, 60 * 24 * 60],
                Gen.Int[1, 6],
                Gen.Select(Gen.Int[-2000, 30 * 24 * 60], Gen.Int[0, 6 * 24 * 60], (from, length) => (From: from, To: from + length)).Array[
                    0,
                    4
                ]
            )
            .Sample(
                (office, begin, number, stops) =>
                {
                    var start = new DateTimeOffset(2026, 3, 20, 0, 0, 0, TimeSpan.Zero).AddMinutes(begin);
                    var at = LocalDays.Start(LocalDays.Of(start).AddDays(1));
                    for (var run = 0; run < number * 24 * 60; at = at.AddMinutes(1))
                    {
                        var passed = (at - start).TotalMinutes;
                        if (office.IsWorkingDay(LocalDays.Of(at)) && !Array.Exists(stops, stop => passed >= stop.From && passed < stop.To))
                            run++;
                    }
                    var pauses = stops.Select(stop => new Pause(start.AddMinutes(stop.From), start.AddMinutes(stop.To)));
                    return new DueClock(office).Of(start, number, pauses, start).LastDay == LocalDays.Of(at.AddMinutes(-1));
                },
                iter: 100
            );

    private static Gen<(WorkingDays, DateTimeOffset, int, Pause[], DateTimeOffset)> Cases() =>
        Gen.Select(offices, instants, Gen.Int[1, 40], somePauses, instants);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
