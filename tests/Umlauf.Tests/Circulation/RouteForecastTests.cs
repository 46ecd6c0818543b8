using System.Collections.Immutable;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class RouteForecastTests
{
    // Christmas Eve 2026 is a Thursday; the office below is closed on it, and Friday is a holiday everywhere.
    private static readonly DateOnly wednesday = new(2026, 12, 23);
    private static readonly WorkingDays usual = new(FederalState.NorthRhineWestphalia);
    private static readonly WorkingDays closedOnChristmasEve = new(
        FederalState.NorthRhineWestphalia,
        LocalHolidays.None,
        [new(2026, 12, 24)]
    );

    [Fact]
    public void Each_step_begins_on_the_last_day_of_the_one_before()
    {
        var forecast = Of([Step(Station("a", 1), Station("b", 2)), Step(Station("c", 3))]);

        Assert.Equal([wednesday, wednesday, new(2026, 12, 28)], forecast.Stations.Select(station => station.From));
        Assert.Equal(
            [new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 28), new DateOnly(2026, 12, 31)],
            forecast.Stations.Select(station => station.Until!.Value)
        );
        Assert.Equal(new DateOnly(2026, 12, 31), forecast.End);
        Assert.False(forecast.Open);
    }

    [Fact]
    public void Each_addressee_counts_by_the_days_of_the_own_office()
    {
        var forecast = Of([Step(Station("a", 1), Station("closed", 1))]);

        Assert.Equal(new DateOnly(2026, 12, 24), forecast.Stations[0].Until);
        Assert.Equal(new DateOnly(2026, 12, 28), forecast.Stations[1].Until);
    }

    [Fact]
    public void Where_any_is_enough_the_fastest_decides_and_where_two_are_the_second()
    {
        StationPlan[] three = [Station("a", 5), Station("b", 1), Station("c", 3)];

        Assert.Equal(usual.Add(wednesday, 1), Of([Step(three) with { Rule = CompletionRule.Any }]).End);
        Assert.Equal(usual.Add(wednesday, 3), Of([Step(three) with { Rule = CompletionRule.Of(2) }]).End);
        Assert.Equal(usual.Add(wednesday, 5), Of([Step(three)]).End);
    }

    [Fact]
    public void An_acknowledgement_holds_nothing_up_unless_it_is_blocking()
    {
        var read = Station("a", 9) with { Task = StationTask.Acknowledge };

        Assert.Equal(wednesday, Of([Step(read)]).End);
        Assert.Equal(usual.Add(wednesday, 9), Of([Step(read with { Blocking = true })]).End);
    }

    [Fact]
    public void A_branch_takes_as_long_as_its_steps_together()
    {
        var branch = new MemberPlan { Branch = [Step(Station("b", 2)), Step(Station("c", 2))] };
        var forecast = Of([new StepPlan { Members = [new MemberPlan { Station = Station("a", 3) }, branch] }, Step(Station("d", 1))]);

        Assert.Equal(["1", "1a.1", "1a.2", "2"], forecast.Stations.Select(station => station.Step));
        Assert.Equal(usual.Add(wednesday, 4), forecast.Stations[3].From);
    }

    [Fact]
    public void A_condition_on_a_field_is_known_one_on_a_decision_is_not()
    {
        var decide = Station("a", 1) with { Key = "e", Task = StationTask.Decide, Options = ["Ja", "Nein"] };
        ImmutableArray<StepPlan> route =
        [
            Step(decide),
            Step(Station("b", 1)) with
            {
                When = new Condition { Field = "Betrag", Above = 10_000 },
            },
            Step(Station("c", 1)) with
            {
                When = new Condition { Station = "e", Option = "Ja" },
            },
        ];

        var small = Of(route, 10_000);
        var large = Of(route, 10_000.01m);

        Assert.Equal([ForecastKind.Sure, ForecastKind.Skipped, ForecastKind.Perhaps], small.Stations.Select(station => station.Kind));
        Assert.Equal([ForecastKind.Sure, ForecastKind.Sure, ForecastKind.Perhaps], large.Stations.Select(station => station.Kind));
        Assert.Equal(usual.Add(wednesday, 2), small.End);
        Assert.Equal(usual.Add(wednesday, 3), large.End);
    }

    [Fact]
    public void Without_a_due_time_the_rest_is_the_earliest_possible()
    {
        var forecast = Of([Step(Station("a", null)), Step(Station("b", 1))]);

        Assert.True(forecast.Open);
        Assert.Null(forecast.Stations[0].Until);
        Assert.Equal(wednesday, forecast.Stations[1].From);
    }

    private static Forecast Of(ImmutableArray<StepPlan> route, decimal amount = 0) =>
        RouteForecast.Of(
            route,
            new Dictionary<string, decimal>(StringComparer.Ordinal) { ["Betrag"] = amount },
            wednesday,
            one => one.Person == Person("closed") ? closedOnChristmasEve : usual
        );

    private static StepPlan Step(params StationPlan[] stations) =>
        new() { Members = [.. stations.Select(station => new MemberPlan { Station = station })] };

    private static StationPlan Station(string who, int? days) =>
        new()
        {
            Addressee = Addressee.Of(Person(who)),
            Task = StationTask.CoSign,
            DueWorkingDays = days,
        };

    private static StaffMemberId Person(string who) => new(new Guid(who.Length, (short)who[0], 0, new byte[8]));
}
