using Umlauf.Circulation.Engine;
using Xunit;
using Delegate = Umlauf.Circulation.Engine.Delegate;

namespace Umlauf.Tests.Circulation;

/// <summary>
/// Rules 7, 10 to 13 of docs/circulation.md: what the owner and the program do with a running folder. Rules 14 (repeated commands), 16 (route sheet),
/// 17 (bulk) and 18 (pinned routes), and the other half of 5, 10 and 11, are tested where they live: with the use cases of the circulation.
/// </summary>
public sealed class RuleTestsOfTheOffice
{
    private static readonly DateTimeOffset wednesday = new(2026, 3, 25, 22, 59, 59, 999, TimeSpan.Zero);

    [Fact]
    public void Rule_7_A_station_is_put_in_beside_and_after_ones_own_step()
    {
        var mappe = new Mappe(Mappe.Route("a, b, m*"));
        mappe.Do("A", new Insert(Mappe.Plan("x"), Side.Beside, 1));
        Assert.Equal("a x", mappe.Active);
        mappe.Do("A", new Insert(Mappe.Plan("y"), Side.After, 1)).Sign("X", "x");
        Assert.Equal("y", mappe.Sign("A", "a").Active);
        Assert.Equal("b", mappe.Sign("Y", "y").Active);
        mappe
            .No(7, "A", new Insert(Mappe.Plan("z"), Side.After, 1), CirculationRefusals.NotYourStep)
            .No(7, "B", new Insert(Mappe.Plan("z"), Side.After, 3), CirculationRefusals.NotYourStep)
            .No(7, "O", new Insert(Mappe.Plan("z"), Side.Beside, 1), CirculationRefusals.BadPlace)
            .No(7, "O", new Insert(Mappe.Plan("z"), Side.Before, 2), CirculationRefusals.BadPlace)
            .No(7, "O", new Insert(Mappe.Plan("z"), Side.After, 1), CirculationRefusals.BadPlace)
            .No(1, "O", new Insert(Mappe.Plan("b"), Side.After, 2), CirculationRefusals.BadRoute)
            .Do("O", new Insert(Mappe.Plan("z"), Side.Before, 3));
        Assert.Equal("z", mappe.Sign("B", "b").Active);
    }

    [Fact]
    public void Rule_7_Nothing_is_put_into_a_branch_that_nobody_enters_any_more()
    {
        var above = new Condition { Field = "amount", Above = 10 };
        var mappe = new Mappe([new StepPlan { When = above, Members = [Mappe.Branch("a")] }, Mappe.Step("b"), Mappe.Step("m*")]);
        Assert.Equal("b", mappe.Active);
        var inner = mappe["a"].Step;
        foreach (var side in Enum.GetValues<Side>())
            mappe.No(7, "O", new Insert(Mappe.Plan("x"), side, inner), CirculationRefusals.BadPlace);
    }

    [Fact]
    public void Rule_7_What_waits_is_moved_and_taken_out_and_what_is_done_is_not()
    {
        var mappe = new Mappe(Mappe.Route("a, b, c d, m*"));
        mappe
            .No(7, "A", new Remove { Station = mappe["b"].Number }, CirculationRefusals.NotOwner)
            .No(7, "O", new Remove { Station = mappe["a"].Number }, CirculationRefusals.AlreadyDone)
            .No(7, "O", new Remove { Station = mappe["m"].Number }, CirculationRefusals.FinalSignStays)
            .Do("O", new Remove { Station = mappe["b"].Number })
            .Do("O", new Reorder(Side.Beside, 1) { Station = mappe["d"].Number });
        Assert.Equal("a d", mappe.Active);
        mappe
            .No(7, "O", new Reorder(Side.After, 3) { Station = mappe["d"].Number }, CirculationRefusals.AlreadyDone)
            .No(7, "O", new Reorder(Side.After, 2) { Station = mappe["c"].Number }, CirculationRefusals.BadPlace)
            .Do("O", new Reorder(Side.After, 4) { Station = mappe["c"].Number });
        Assert.Equal("m", mappe.Sign("A", "a").Sign("D", "d").Active);
        Assert.Equal("c", mappe.Sign("M", "m").Active);
        Assert.Equal(FolderState.Completed, mappe.Sign("C", "c").Folder.State);
    }

    [Fact]
    public void Rule_7_A_branch_that_was_emptied_does_not_count()
    {
        var step = new StepPlan { Rule = CompletionRule.Any, Members = [Mappe.Member("b"), Mappe.Branch("c")] };
        var mappe = new Mappe([Mappe.Step("a"), step, Mappe.Step("m*")]);
        mappe.Do("O", new Remove { Station = mappe["c"].Number }).Sign("A", "a");
        Assert.Equal("b", mappe.Active);
        Assert.Equal("m", mappe.Sign("B", "b").Active);
    }

    [Fact]
    public void Rule_7_A_station_is_handed_on_and_both_names_stay()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        var toB = new Delegate(Mappe.Person("B")) { Station = 1 };
        mappe
            .No(5, "O", toB, CirculationRefusals.NotYours)
            .No(7, "A", new Delegate(Mappe.Person("A")) { Station = 1 }, CirculationRefusals.SamePerson)
            .Do("A", toB)
            .No(5, "A", mappe.Usual("a"), CirculationRefusals.NotYours)
            .Sign("B", "a");
        Assert.Equal([Addressee.Of(Mappe.Person("A"))], mappe["a"].DelegatedBy);
    }

    [Fact]
    public void Rule_7_The_owner_skips_with_a_reason_but_never_the_final_signature()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        mappe
            .No(7, "A", new Skip("On holiday") { Station = 1 }, CirculationRefusals.NotOwner)
            .No(7, "O", new Skip(" ") { Station = 1 }, CirculationRefusals.SkipReasonMissing)
            .No(7, "O", new Skip("On holiday") { Station = 2 }, CirculationRefusals.FinalSignStays)
            .Do("O", new Skip("On holiday") { Station = 1 })
            .No(7, "O", new Skip("On holiday") { Station = 1 }, CirculationRefusals.AlreadyDone);
        Assert.Equal(("m", "On holiday"), (mappe.Active, mappe["a"].Why));
    }

    [Fact]
    public void Rule_10_The_clock_counts_working_days_and_stands_still_while_a_question_is_open()
    {
        var mappe = Due();
        Assert.Equal(wednesday, mappe["a"].DueAt);
        mappe.Do("A", new Ask { Station = 1, Text = "Who pays?" });
        Assert.NotNull(mappe["a"].PausedAt);
        mappe
            .No(10, "O", new Extend(1) { Station = 1 }, CirculationRefusals.NoDueTime)
            .No(10, "program", new Remind(ReminderKind.LastDay) { Station = 1 }, CirculationRefusals.NoDueTime)
            .No(10, "program", new Escalate(Mappe.Person("S")) { Station = 1 }, CirculationRefusals.NoDueTime);
        // Over the weekend: from Monday to Monday are five working days; Good Friday and Easter Monday are none.
        mappe.Now = mappe.Now.AddDays(7);
        mappe.Do("O", new Answer(1, "The county."));
        Assert.Equal(new DateTimeOffset(2026, 4, 1, 21, 59, 59, 999, TimeSpan.Zero), mappe["a"].DueAt);
        mappe.Do("O", new Extend(1) { Station = 1 }).Do("O", new Extend(1) { Station = 1 });
        Assert.Equal(new DateTimeOffset(2026, 4, 7, 21, 59, 59, 999, TimeSpan.Zero), mappe["a"].DueAt);
    }

    [Fact]
    public void Rule_10_After_the_due_time_the_superior_may_act_redirect_or_extend()
    {
        var mappe = Due();
        var extend = new Extend(2) { Station = 1 };
        mappe
            .No(10, "S", extend, CirculationRefusals.NotSuperior)
            .No(10, "O", new Extend(0) { Station = 1 }, CirculationRefusals.BadExtension)
            .No(12, "O", new Escalate(Mappe.Person("S")) { Station = 1 }, CirculationRefusals.OnlyProgram)
            .No(5, "S", mappe.Usual("a"), CirculationRefusals.NotYours)
            .Do("program", new Remind(ReminderKind.LastDay) { Station = 1 })
            .Do("program", new Escalate(Mappe.Person("S")) { Station = 1 });
        Assert.Equal((Mappe.Person("S"), ReminderKind.LastDay), (mappe["a"].Superior, mappe["a"].Reminded));
        mappe.Do("S", extend);
        Assert.Equal((null, ReminderKind.None), (mappe["a"].Superior, mappe["a"].Reminded));
        mappe.Do("program", new Escalate(Mappe.Person("S")) { Station = 1 }).Sign("S", "a");
        Assert.Equal((Capacity.Superior, Mappe.Person("A")), (mappe["a"].Effective!.Capacity, mappe["a"].Effective!.OnBehalfOf));
    }

    [Fact]
    public void Rule_10_The_superior_redirects_and_so_does_whoever_is_the_superiors_deputy()
    {
        var redirect = new Umlauf.Circulation.Engine.Delegate(Mappe.Person("B")) { Station = 1 };
        foreach (var who in new[] { "S", "D for S" })
        {
            var mappe = Due();
            mappe
                .No(5, who, redirect, CirculationRefusals.NotYours)
                .Do("program", new Escalate(Mappe.Person("S")) { Station = 1 })
                .Do(who, new Extend(2) { Station = 1 })
                .Do("program", new Escalate(Mappe.Person("S")) { Station = 1 })
                .Do(who, redirect)
                .Sign("B", "a");
            Assert.Equal(Addressee.Of(Mappe.Person("A")), Assert.Single(mappe["a"].DelegatedBy));
        }
    }

    [Fact]
    public void Rule_11_Orders_at_the_end_are_carried_out_in_their_order_and_once()
    {
        var mappe = new Mappe(Mappe.Route("m*"));
        SettleDirective Settle(int number, bool done) => new(number, done, null);
        mappe.No(11, "program", Settle(1, true), CirculationRefusals.NotDue).Sign("M", "m");
        Assert.All(mappe.Folder.Directives, one => Assert.Equal(DirectiveState.Due, one.State));
        mappe
            .No(12, "O", Settle(1, true), CirculationRefusals.OnlyProgram)
            .No(11, "program", Settle(2, true), CirculationRefusals.NotDue)
            .Do("program", Settle(1, false))
            .No(11, "program", Settle(2, true), CirculationRefusals.NotDue)
            .Do("program", Settle(1, true))
            .No(11, "program", Settle(1, true), CirculationRefusals.NotDue)
            .Do("program", Settle(2, true));
        Assert.All(mappe.Folder.Directives, one => Assert.Equal(DirectiveState.Done, one.State));
    }

    [Fact]
    public void Rule_12_What_is_allowed_is_said_with_the_reason_for_what_is_not()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        var all = AllowedCommands.Of(mappe.Folder, Mappe.As("A")).ToList();
        Assert.Equal(
            ["complete CoSigned", "complete Refused", "delegate ", "insert ", "question ", "remark ", "replace-item "],
            all.Where(one => one.Is).Select(one => $"{one.Type} {one.Outcome}").Order(StringComparer.Ordinal)
        );
        Assert.Equal(CirculationRefusals.NotOwner, all.Single(one => one.Type == "recall").Refusal);
        Assert.Equal(CirculationRefusals.NotYours, all.First(one => one is { Type: "complete", Station: 2 }).Refusal);
        mappe
            .No(12, "A", new Complete { Station = 1, Outcome = OutcomeKind.Signed }, CirculationRefusals.NoSuchOutcome)
            .No(12, "A", new Complete { Station = 3, Outcome = OutcomeKind.Signed }, CirculationRefusals.NoSuchStation);
    }

    [Fact]
    public void Rule_13_Two_at_different_stations_both_succeed_and_at_the_same_one_the_first()
    {
        var mappe = new Mappe(Mappe.Route("a b c, m*"));
        var saw = mappe.Folder.Revision;
        mappe.Sign("A", "a").Do("B", mappe.Usual("b"), saw).No(13, "D for B", mappe.Usual("b"), CirculationRefusals.Overtaken, saw);
        mappe.Do("O", mappe.NewVersion(7, Mappe.Background)).No(13, "C", mappe.Usual("c"), CirculationRefusals.Overtaken, saw);
        mappe.No(13, "C", mappe.Usual("c"), CirculationRefusals.Overtaken, mappe.Folder.Revision + 1).Sign("C", "c");
    }

    [Fact]
    public void Rule_13_A_route_or_a_recall_by_somebody_faster_is_not_overwritten()
    {
        var mappe = new Mappe(Mappe.Route("a"), start: false);
        var saw = mappe.Folder.Revision;
        var route = new SetRoute(Mappe.Route("b, m*"), new RoutePolicy(), []);
        mappe
            .Do("O", route)
            .No(13, "P for O", route, CirculationRefusals.Overtaken, saw)
            .No(13, "O", new Start(), CirculationRefusals.Overtaken, saw);
    }

    private static Mappe Due()
    {
        var station = new MemberPlan { Station = Mappe.Plan("a") with { DueWorkingDays = 2 } };
        return new Mappe([new StepPlan { Members = [station] }, Mappe.Step("m*")]);
    }
}
