using CsCheck;
using Umlauf.Formats.Xdomea;

namespace Umlauf.Formats.Tests.Xdomea;

public sealed class RouteCarrierTests
{
    private static readonly Gen<CarriedPart> station = Gen.Select(
        Circulations.Status,
        Circulations.Order,
        Gen.Null(Circulations.Handling),
        Circulations.Maybe,
        Gen.Nullable(Circulations.One(Enum.GetValues<StepTask>())),
        RouteNoteTests.Terms,
        (status, order, handling, version, task, terms) =>
            (CarriedPart)
                new CarriedStation
                {
                    Status = status,
                    Order = order with
                    {
                        Text = order.Text ?? (task is { } t ? StepText.Of(t) : null),
                        Creator = order.Creator with { Foreign = [] },
                        Addressee = order.Addressee with { Foreign = [] },
                    },
                    Handling = handling is { } h ? h with { By = h.By with { Foreign = [] } } : null,
                    VersionNumber = version,
                    Task = task,
                    Terms = terms,
                }
    );

    private static Gen<CarriedStep> Step(int depth) =>
        Gen.Select(
            RouteNoteTests.Rule,
            Circulations.Maybe,
            (depth == 0 ? station : Gen.Frequency((3, station), (1, Branch(depth - 1)))).Array[1, 3],
            (rule, condition, parts) =>
                new CarriedStep
                {
                    Rule = rule,
                    Condition = condition,
                    Parts = [.. parts],
                }
        );

    private static Gen<CarriedPart> Branch(int depth) =>
        Step(depth).Array[1, 2].Select(steps => (CarriedPart)new CarriedBranch { Steps = [.. steps] });

    private static readonly Gen<CarriedRoute> any = Gen.Select(
        Step(2).Array[1, 3],
        Gen.Nullable(Circulations.One(Enum.GetValues<RefusalPolicy>())),
        Gen.Nullable(Circulations.One(Enum.GetValues<ChangePolicy>())),
        (steps, refusal, change) =>
            new CarriedRoute
            {
                Id = Circulations.Id,
                Steps = [.. steps],
                OnRefusal = refusal,
                OnChange = change,
            }
    );

    private static CarriedStation Station(string unit, StepTask task) =>
        new()
        {
            Status = StepStatus.Future,
            Order = Circulations.Step("1", StepText.Of(task)).Order with { Addressee = new Contact { Unit = unit } },
            Task = task,
        };

    private static CarriedRoute Route(params CarriedStep[] steps) => new() { Id = Circulations.Id, Steps = [.. steps] };

    [Fact]
    public void A_route_comes_back_through_a_4_0_message_without_loss() =>
        any.Sample(
            route =>
            {
                var message = Circulations.Written(RouteCarrier.Write(route), XdomeaVersion.V40);
                Assert.Empty(message.Notes);
                var circulation = Assert.Single(XdomeaReader.Read(message.Xml).Circulations).Circulation;
                Assert.Equal(new ReadRoute(route, IsExact: true), RouteCarrier.Read(circulation));
            },
            iter: 150
        );

    [Fact]
    public void The_tree_of_a_route_comes_back_through_a_3_1_message_too() =>
        any.Sample(
            route =>
            {
                var message = Circulations.Written(RouteCarrier.Write(route), XdomeaVersion.V31);
                var read = RouteCarrier.Read(Assert.Single(XdomeaReader.Read(message.Xml).Circulations).Circulation);
                Assert.True(read.IsExact);
                Assert.Equal(Shape(route.Steps), Shape(read.Route.Steps));
            },
            iter: 150
        );

    [Fact]
    public void Strangers_can_read_what_is_carried()
    {
        var route = Route(
            new CarriedStep
            {
                Rule = new(RuleKind.AtLeast, 1, 2),
                Parts = [Station("Amt 20", StepTask.CoSign), Station("Amt 30", StepTask.CoSign)],
            },
            new CarriedStep
            {
                Parts = [Station("Bürgermeisterin", StepTask.FinalSign) with { Terms = new StationTerms { DueWorkingDays = 3 } }],
            }
        );
        var steps = RouteCarrier.Write(route with { OnRefusal = RefusalPolicy.Return }).Steps;
        Assert.Equal(["1", "2", "3"], steps.Select(s => s.Number));
        Assert.Equal(["[2]", "[1]", "[]"], steps.Select(s => s.ParallelTo.ToString()));
        Assert.Equal("Umlauf: Platz=1.1; Regel=1 von 2; Ablehnung=zurück", steps[0].Order.Note);
        Assert.Equal("Umlauf: Platz=2.1; Frist=3 AT", steps[2].Order.Note);
        Assert.Equal("zur Schlusszeichnung", steps[2].Order.Text);
    }

    [Fact]
    public void A_plain_sequence_needs_no_places()
    {
        var route = Route(
            new CarriedStep { Parts = [Station("Amt 20", StepTask.CoSign)] },
            new CarriedStep { Parts = [Station("Amt 30", StepTask.Acknowledge)] }
        );
        Assert.All(RouteCarrier.Write(route).Steps, step => Assert.Null(step.Order.Note));
    }

    [Fact]
    public void A_foreign_circulation_is_read_by_its_parallel_steps()
    {
        var circulation = new XdomeaCirculation
        {
            Id = Circulations.Id,
            Steps =
            [
                Circulations.Step("1", "zur Mitzeichnung"),
                Circulations.Step("2", "zur Stellungnahme", "3"),
                Circulations.Step("3", "zK", "4", "99"),
                Circulations.Step("4", "zK"),
                Circulations.Step("5", "zur Schlusszeichnung"),
            ],
        };
        var read = RouteCarrier.Read(circulation);
        Assert.True(read.IsExact);
        Assert.Equal([1, 3, 1], read.Route.Steps.Select(s => s.Parts.Count));
        var stranger = Assert.IsType<CarriedStation>(read.Route.Steps[1].Parts[0]);
        Assert.Equal((null, "zur Stellungnahme"), (stranger.Task, stranger.Order.Text));
    }

    [Fact]
    public void A_step_another_system_put_in_makes_the_route_flat_and_keeps_every_station()
    {
        var branch = new CarriedBranch
        {
            Steps =
            [
                new CarriedStep { Parts = [Station("Amt 20", StepTask.CoSign)] },
                new CarriedStep { Parts = [Station("Amt 21", StepTask.CoSign)] },
            ],
        };
        var written = RouteCarrier.Write(
            Route(
                new CarriedStep { Rule = CompletionRule.Any, Parts = [branch, Station("Amt 30", StepTask.CoSign)] },
                new CarriedStep { Parts = [Station("Amt 10", StepTask.FinalSign)] }
            )
        );
        Assert.True(RouteCarrier.Read(written).IsExact);
        var changed = written with { Steps = [.. written.Steps.Take(3), Circulations.Step("3a", "zK"), .. written.Steps.Skip(3)] };
        var read = RouteCarrier.Read(changed);
        Assert.False(read.IsExact);
        Assert.Equal([3, 1, 1], read.Route.Steps.Select(s => s.Parts.Count));
    }

    [Fact]
    public void A_step_with_thousands_of_stations_stays_small_and_whole()
    {
        var route = Route(
            new CarriedStep { Parts = [.. Enumerable.Range(1, 11_000).Select(i => Station($"Gemeinde {i}", StepTask.Acknowledge))] }
        );
        var circulation = RouteCarrier.Write(route);
        Assert.Equal(11_000, circulation.Steps.Sum(s => s.ParallelTo.Count));
        Assert.Equal(route, RouteCarrier.Read(circulation).Route);
        // Also without our own line.
        var bare = circulation with
        {
            Steps = [.. circulation.Steps.Select(s => s with { Order = s.Order with { Note = null } })],
        };
        Assert.Equal(route, RouteCarrier.Read(bare).Route);
    }

    [Fact]
    public void What_cannot_be_a_route_is_a_mistake_of_the_caller()
    {
        Assert.Throws<ArgumentException>(() => RouteCarrier.Write(Route()));
        Assert.Throws<ArgumentException>(() => RouteCarrier.Write(Route(new CarriedStep { Parts = [] })));
        Assert.NotNull(RouteCarrier.Write(Route(Nested(8))));
        Assert.Equal(Route(Nested(8)), RouteCarrier.Read(RouteCarrier.Write(Route(Nested(8)))).Route);
        Assert.Throws<ArgumentException>(() => RouteCarrier.Write(Route(Nested(9))));

        static CarriedStep Nested(int depth) =>
            new() { Parts = [depth == 0 ? Station("Amt 1", StepTask.Act) : new CarriedBranch { Steps = [Nested(depth - 1)] }] };
    }

    private static string Shape(ValueList<CarriedStep> steps) =>
        string.Join(
            ' ',
            steps.Select(s => $"{s.Rule}({string.Join(',', s.Parts.Select(p => p is CarriedBranch b ? Shape(b.Steps) : "s"))})")
        );
}
