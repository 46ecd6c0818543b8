using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Web.Pages.Circulation.Routes;

namespace Umlauf.Web.Tests.Routes;

public sealed class RouteFormTests
{
    private static readonly Guid anna = Guid.Parse("0199a000-0000-7000-8000-000000000001");
    private static readonly Guid ben = Guid.Parse("0199a000-0000-7000-8000-000000000002");
    private static readonly string annaKey = Addressee.KeyOf(new StaffMemberId(anna));
    private static readonly string benKey = Addressee.KeyOf(new StaffMemberId(ben));

    public RouteFormTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("de-DE");

    private static TemplatePlan Rich =>
        new()
        {
            Route =
            [
                new StepPlan
                {
                    Rule = CompletionRule.Of(2),
                    Members =
                    [
                        Member("frage", StationTask.Decide, annaKey, 2, ["Ja", "Nein: später"]),
                        Member("lesen", StationTask.Acknowledge, benKey, null, blocking: true),
                        new MemberPlan
                        {
                            Branch =
                            [
                                new StepPlan { Members = [Member("b1", StationTask.CoSign, "r:Mayor", 1)] },
                                new StepPlan
                                {
                                    Rule = CompletionRule.Any,
                                    Members = [Member("b2", StationTask.CoSign, annaKey, 1), Member("b3", StationTask.Act, benKey, 9)],
                                },
                            ],
                        },
                    ],
                },
                new StepPlan
                {
                    When = new Condition { Station = "frage", Option = "Nein: später" },
                    Members = [Member("c", StationTask.CheckFacts, annaKey, 3)],
                },
                new StepPlan
                {
                    When = new Condition { Field = "Betrag: netto", Above = 10_000.5m },
                    Members = [Member("d", StationTask.OrderPayment, benKey, 3)],
                },
                new StepPlan { Members = [Member("e", StationTask.FinalSign, benKey, null)] },
            ],
            Policy = new RoutePolicy(RefusalPolicy.Dissent, ChangePolicy.Reconfirm) { AuthorMayNotSign = true },
            FourEyes =
            [
                ["c", "d"],
                ["b1", "d", "e"],
            ],
            Fields = ImmutableSortedDictionary<string, decimal>.Empty.Add("Betrag: netto", 1_250.5m),
        };

    [Fact]
    public void A_plan_comes_out_of_the_form_as_it_went_in()
    {
        var form = RouteFormPlans.Form(Rich.Route, Rich.Policy, Rich.FourEyes, Rich.Fields);

        Assert.Empty(RouteFaults.Of(form, _ => true));
        Assert.Equal(TemplateJson.Write(Rich), TemplateJson.Write(Plan(form)));
    }

    [Fact]
    public void The_order_of_the_fields_is_the_order_of_the_route()
    {
        var form = Read("s9 t4 t2 b7 s8 t3 / s1 t5");

        Assert.Equal(["s9", "s1"], form.Steps.Select(step => step.Id));
        Assert.Equal(["t4", "t2", "b7"], form.Steps[0].Members.Select(member => member.Id));
        Assert.Equal(["t4", "t2", "t3", "t5"], form.Stations.Select(station => station.Id));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/ / t1 b2 s3", "")]
    [InlineData("s1 t1 s1 t1 t2", "t1 t2")]
    [InlineData("s1 s2 t1", "t1")]
    [InlineData("s1 b1 s2 / t1", "t1")]
    [InlineData("s1 b1 s2 t2", "t2")]
    [InlineData("x9 s1 q t1", "t1")]
    public void Whatever_is_sent_something_comes_of_it(string parts, string stations) =>
        Assert.Equal(stations, string.Join(' ', Read(parts).Stations.Select(station => station.Id)));

    [Fact]
    public void Branches_without_end_are_cut_off()
    {
        var form = Read(string.Join(' ', Enumerable.Range(1, 500).Select(i => $"s{i} t{i} b{i}")));

        Assert.InRange(form.Lists.Count(), RouteChecks.Deepest + 2, RouteChecks.Deepest + 4);
    }

    [Theory]
    [InlineData("up:t3", "t1 t2 t3 | t4")]
    [InlineData("up:t2", "t2 t1 | t3 | t4")]
    [InlineData("up:t1", "t1 t2 | t3 | t4")]
    [InlineData("down:t2", "t1 | t2 t3 | t4")]
    [InlineData("down:t4", "t1 t2 | t3 | t4")]
    [InlineData("down:s1", "t3 | t1 t2 | t4")]
    [InlineData("up:s3", "t1 t2 | t4 | t3")]
    [InlineData("alone:t1", "t2 | t1 | t3 | t4")]
    [InlineData("alone:t3", "t1 t2 | t3 | t4")]
    [InlineData("remove:t3", "t1 t2 | t4")]
    [InlineData("remove:s1", "t3 | t4")]
    [InlineData("station:s2", "t1 t2 | t3 t5 | t4")]
    [InlineData("after:s1", "t1 t2 | t6 | t3 | t4")]
    [InlineData("step:", "t1 t2 | t3 | t4 | t6")]
    [InlineData("step:b9", "t1 t2 | t3 | t4")]
    [InlineData("up:x", "t1 t2 | t3 | t4")]
    public void Each_button_does_what_it_says(string button, string route)
    {
        var form = Read("s1 t1 t2 s2 t3 s3 t4");

        var focus = RouteFormEdits.Apply(form, button);

        Assert.Equal(route, string.Join(" | ", form.Steps.Select(step => string.Join(' ', step.Members.Select(member => member.Id)))));
        Assert.Equal(button is "step:b9" or "up:x", focus is null);
        Assert.Equal(form.Stations.Count(), form.Stations.DistinctBy(station => station.Key).Count());
    }

    [Fact]
    public void A_branch_is_put_in_grows_and_goes()
    {
        var form = Read("s1 t1");

        RouteFormEdits.Apply(form, "branch:s1");
        RouteFormEdits.Apply(form, "step:b2");
        Assert.Equal(2, form.Steps[0].Members[1].Branch!.Steps.Count);
        foreach (var step in form.Steps[0].Members[1].Branch!.Steps.ToList())
            RouteFormEdits.Apply(form, "remove:" + step.Id);

        Assert.Equal("t1", Assert.Single(form.Steps[0].Members).Id);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_beside_its_field()
    {
        var form = Read(
            "s1 t1 t2 s2 t3",
            ("t1.wer", ""),
            ("t1.frist", "251"),
            ("t1.augen", "A"),
            ("t2.wer", annaKey),
            ("t2.aufgabe", "Decide"),
            ("t2.wahl", "Ja\nJa"),
            ("t3.wer", benKey),
            ("s1.regel", "k"),
            ("s1.k", "3"),
            ("s2.wenn", "o:weg:Ja"),
            ("feld", "Betrag"),
            ("wert", "viel")
        );

        var faults = RouteFaults.Of(form, key => key != benKey);

        Assert.Equal(
            ["s1.k", "s2.wenn", "t1.augen", "t1.frist", "t1.wer", "t2.wahl", "t3.wer", "wert-0"],
            faults.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_condition_can_only_name_what_is_decided_before()
    {
        var form = Read(
            "s1 t1 b1 s2 t2 s3 t3 / s4 t4",
            ("t1.aufgabe", "Decide"),
            ("t1.name", "vorher"),
            ("t1.wahl", "Ja\nNein"),
            ("t2.aufgabe", "Decide"),
            ("t2.name", "innen"),
            ("t2.wahl", "Ja\nNein")
        );

        Assert.Equal(["o:innen:Ja", "o:innen:Nein"], Conditions(form, "s3"));
        Assert.Equal(["o:vorher:Ja", "o:vorher:Nein"], Conditions(form, "s4"));
        Assert.Empty(Conditions(form, "s1"));
    }

    private static IEnumerable<string> Conditions(RouteForm form, string step) =>
        RouteFormPlans.Conditions(form, form.AllSteps.Single(one => one.Id == step)).Select(choice => choice.Value);

    private static TemplatePlan Plan(RouteForm form) =>
        new()
        {
            Route = RouteFormPlans.Route(form),
            Policy = RouteFormPlans.Policy(form),
            FourEyes = RouteFormPlans.FourEyes(form),
            Fields = RouteFormPlans.Fields(form),
        };

    private static RouteForm Read(string parts, params (string Name, string Value)[] fields)
    {
        var sent = fields.ToLookup(field => field.Name, field => field.Value, StringComparer.Ordinal);
        return RouteFormReading.Read(name => name == "weg" ? new StringValues(parts.Split(' ')) : new StringValues([.. sent[name]]));
    }

    private static MemberPlan Member(
        string key,
        StationTask task,
        string who,
        int? days,
        string[]? options = null,
        bool blocking = false
    ) =>
        new()
        {
            Station = new StationPlan
            {
                Key = key,
                Addressee = new StationForm { Id = "t1", Who = who }.Addressee!,
                Task = task,
                DueWorkingDays = days,
                Options = [.. options ?? []],
                Blocking = blocking,
            },
        };
}
