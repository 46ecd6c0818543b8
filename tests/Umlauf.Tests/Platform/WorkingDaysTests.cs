using CsCheck;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Platform;

public sealed class WorkingDaysTests
{
    private static readonly WorkingDays hamburg = new(FederalState.Hamburg);

    private static readonly Gen<WorkingDays> offices = Gen.Select(
        Gen.Enum<FederalState>(),
        Gen.Int[0, 7],
        Days().List[0, 20],
        (state, local, closed) => new WorkingDays(state, (LocalHolidays)local, closed)
    );

    [Theory]
    [InlineData("2026-04-01", 1, "2026-04-02")]
    [InlineData("2026-04-02", 1, "2026-04-07")]
    [InlineData("2026-12-23", 3, "2026-12-29")]
    [InlineData("2026-11-21", 0, "2026-11-23")]
    [InlineData("2026-11-23", 0, "2026-11-23")]
    [InlineData("2026-04-07", -1, "2026-04-02")]
    [InlineData("2026-11-22", 1, "2026-11-23")]
    public void Weekends_and_holidays_do_not_count(string day, int workingDays, string then) =>
        Assert.Equal(DateOnly.Parse(then), hamburg.Add(DateOnly.Parse(day), workingDays));

    [Fact]
    public void A_closed_office_does_not_work()
    {
        var eve = new DateOnly(2026, 12, 24);
        var office = new WorkingDays(FederalState.Hamburg, closed: [eve, new DateOnly(2026, 12, 31)]);

        Assert.False(office.IsWorkingDay(eve));
        Assert.True(hamburg.IsWorkingDay(eve));
        Assert.Equal(new DateOnly(2026, 12, 28), office.Next(eve));
        Assert.Equal(new DateOnly(2026, 12, 23), office.Previous(eve));
    }

    [Fact]
    public void The_year_2026_has_254_working_days_in_hamburg_and_252_in_bavaria()
    {
        Assert.Equal(254, hamburg.Count(new DateOnly(2025, 12, 31), new DateOnly(2026, 12, 31)));
        Assert.Equal(252, new WorkingDays(FederalState.Bavaria).Count(new DateOnly(2025, 12, 31), new DateOnly(2026, 12, 31)));
    }

    [Fact]
    public void Counting_takes_back_what_adding_did() =>
        Gen.Select(offices, Days(), Gen.Int[1, 300]).Sample((office, day, number) => office.Count(day, office.Add(day, number)) == number);

    [Fact]
    public void Adding_in_two_steps_is_adding_at_once() =>
        Gen.Select(offices, Days(), Gen.Int[1, 100], Gen.Int[1, 100])
            .Sample((office, day, first, second) => office.Add(office.Add(day, first), second) == office.Add(day, first + second));

    [Fact]
    public void Going_back_from_a_working_day_returns_to_it() =>
        Gen.Select(offices, Days(), Gen.Int[1, 100])
            .Sample(
                (office, day, number) =>
                {
                    var start = office.OnOrAfter(day);
                    return office.Add(office.Add(start, number), -number) == start;
                }
            );

    [Fact]
    public void Every_result_is_a_working_day_and_none_was_skipped() =>
        Gen.Select(offices, Days())
            .Sample(
                (office, day) =>
                {
                    var next = office.Next(day);
                    var between = Enumerable.Range(1, next.DayNumber - day.DayNumber - 1).Select(day.AddDays);
                    return office.IsWorkingDay(next) && !between.Any(office.IsWorkingDay);
                }
            );

    [Fact]
    public void Counting_backwards_is_the_negative() =>
        Gen.Select(offices, Days(), Days()).Sample((office, one, other) => office.Count(one, other) == -office.Count(other, one));

    private static Gen<DateOnly> Days() => Gen.Int[0, 365 * 40].Select(days => new DateOnly(2000, 1, 1).AddDays(days));
}
