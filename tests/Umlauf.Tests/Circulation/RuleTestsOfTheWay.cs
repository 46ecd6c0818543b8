using Umlauf.Circulation.Engine;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>Rules 1 to 4 and 19 of docs/circulation.md: how a folder goes its way.</summary>
public sealed class RuleTestsOfTheWay
{
    private static readonly RoutePolicy dissent = new(RefusalPolicy.Dissent);

    [Fact]
    public void Rule_1_A_step_has_its_turn_when_all_before_it_are_complete()
    {
        var mappe = new Mappe(Mappe.Route("a b, c, m*"));
        Assert.Equal("a b", mappe.Active);
        mappe.No(1, "C", mappe.Usual("c"), CirculationRefusals.NotItsTurn).No(1, "O", new Start(), CirculationRefusals.AlreadyStarted);
        Assert.Equal("b", mappe.Sign("A", "a").Active);
        Assert.Equal("c", mappe.Sign("B", "b").Active);
        Assert.Equal("m", mappe.Sign("C", "c").Active);
        Assert.Equal(FolderState.Completed, mappe.Sign("M", "m").Folder.State);
    }

    [Fact]
    public void Rule_1_A_branch_is_complete_when_its_last_step_is()
    {
        var mappe = new Mappe([new StepPlan { Members = [Mappe.Member("a"), Mappe.Branch("b, c")] }, Mappe.Step("m*")]);
        Assert.Equal("a b", mappe.Active);
        Assert.Equal("b", mappe.Sign("A", "a").Active);
        Assert.Equal("c", mappe.Sign("B", "b").Active);
        mappe.No(1, "M", mappe.Usual("m"), CirculationRefusals.NotItsTurn);
        Assert.Equal("m", mappe.Sign("C", "c").Active);
    }

    [Fact]
    public void Rule_1_A_route_that_cannot_be_carried_out_is_not_made()
    {
        var mappe = new Mappe(Mappe.Route("a"), start: false);
        mappe
            .No(1, "O", new SetRoute([], new RoutePolicy(), []), CirculationRefusals.EmptyRoute)
            .No(1, "O", new SetRoute(Mappe.Route("a, a"), new RoutePolicy(), []), CirculationRefusals.BadRoute)
            .No(
                1,
                "O",
                new SetRoute(
                    Mappe.Route("a"),
                    new RoutePolicy(),
                    [
                        ["b"],
                    ]
                ),
                CirculationRefusals.BadRoute
            );
        var deep = Mappe.Route("a");
        for (var i = 0; i <= RouteChecks.Deepest; i++)
            deep = [new StepPlan { Members = [new MemberPlan { Branch = deep }] }];
        mappe.No(1, "O", new SetRoute(deep, new RoutePolicy(), []), CirculationRefusals.BadRoute);
        Assert.Equal(
            "b",
            mappe
                .Do(
                    "O",
                    new SetRoute(
                        Mappe.Route("b, m*"),
                        dissent,
                        [
                            ["b", "m"],
                        ]
                    )
                )
                .Do("O", new Start())
                .Active
        );
    }

    [Fact]
    public void Rule_2_Any_one_is_enough_and_the_others_are_told_why()
    {
        var mappe = new Mappe(Mappe.Route("1 of: a b c, m*")).Sign("B", "b");
        Assert.Equal("m", mappe.Active);
        Assert.Equal("a c", mappe.Keys(StationState.Obsolete));
        Assert.Equal("rule:2", mappe["a"].Why);
        mappe.No(2, "A", mappe.Usual("a"), CirculationRefusals.Obsolete);
    }

    [Fact]
    public void Rule_2_Two_of_three_are_enough()
    {
        var mappe = new Mappe(Mappe.Route("2 of: a b c, m*")).Sign("C", "c");
        Assert.Equal("a b", mappe.Active);
        Assert.Equal("m", mappe.Sign("A", "a").Active);
        Assert.Equal("b", mappe.Keys(StationState.Obsolete));
        new Mappe(Mappe.Route("a"), start: false).No(
            2,
            "O",
            new SetRoute(Mappe.Route("3 of: a b"), new RoutePolicy(), []),
            CirculationRefusals.BadRule
        );
    }

    [Fact]
    public void Rule_2_Taking_notice_holds_nobody_up_and_stays_on_the_desk_to_the_end()
    {
        var mappe = new Mappe(Mappe.Route("a n!, m*")).Sign("A", "a");
        Assert.Equal("n m", mappe.Active);
        mappe.Sign("M", "m");
        Assert.Equal(FolderState.Completed, mappe.Folder.State);
        Assert.Equal("n", mappe.Active);
        mappe.Do("N", new Ask { Station = mappe["n"].Number, Text = "Since when?" }).Do("O", new Answer(1, "Since Monday."));
        Assert.Equal("", mappe.Sign("N", "n").Active);
        mappe.No(8, "N", mappe.Usual("n"), CirculationRefusals.AtItsEnd);
    }

    [Fact]
    public void Rule_2_Taking_notice_comes_back_to_the_desk_after_a_recall()
    {
        var mappe = new Mappe(Mappe.Route("a n!, b, m*")).Sign("A", "a").Do("O", new Recall());
        Assert.Equal("n b", mappe.Keys(StationState.Recalled));
        Assert.Equal("n b", mappe.Do("O", new Resume()).Active);
        Assert.Equal("n m", mappe.Sign("B", "b").Active);
    }

    [Fact]
    public void Rule_2_A_blocking_notice_holds_the_step_up()
    {
        var notice = new MemberPlan { Station = Mappe.Plan("n!") with { Blocking = true } };
        var mappe = new Mappe([new StepPlan { Members = [Mappe.Member("a"), notice] }, Mappe.Step("m*")]).Sign("A", "a");
        Assert.Equal("n", mappe.Active);
        Assert.Equal("m", mappe.Sign("N", "n").Active);
    }

    [Fact]
    public void Rule_2_A_branch_in_which_nobody_acted_does_not_stand_for_anybody()
    {
        var branch = Mappe.Branch("b");
        var mappe = new Mappe([
            new StepPlan { Rule = CompletionRule.Any, Members = [Mappe.Member("a"), Mappe.Member("c"), branch] },
            Mappe.Step("m*"),
        ]);
        mappe.Do("O", new Skip("On holiday") { Station = mappe["b"].Number });
        Assert.Equal("a c", mappe.Active);
        Assert.Equal("m", mappe.Sign("C", "c").Active);
    }

    [Fact]
    public void Rule_2_A_skipped_station_counts_as_if_it_were_not_there()
    {
        var mappe = new Mappe(Mappe.Route("2 of: a b c, m*"));
        mappe.Do("O", new Skip("On holiday") { Station = mappe["a"].Number }).Sign("B", "b");
        Assert.Equal("c", mappe.Active);
        mappe.Do("O", new Skip("On holiday") { Station = mappe["c"].Number });
        Assert.Equal("m", mappe.Active);
    }

    [Fact]
    public void Rule_3_A_refusal_returns_the_folder_and_it_goes_on_where_it_stood()
    {
        var mappe = new Mappe(Mappe.Route("a, b c d, m*")).Sign("A", "a").Sign("B", "b").Refuse("C", "c");
        Assert.Equal(FolderState.Returned, mappe.Folder.State);
        Assert.Equal("d", mappe.Keys(StationState.Suspended));
        mappe.No(3, "D", mappe.Usual("d"), CirculationRefusals.NotRunning).No(7, "A", new Resume(), CirculationRefusals.NotOwner);
        Assert.Equal("c d", mappe.Do("O", new Resume()).Active);
        Assert.True(mappe["b"].Effective is not null);
        Assert.Equal("m", mappe.Sign("C", "c").Sign("D", "d").Active);
        Assert.Equal([Standing.Stale, Standing.Effective], mappe["c"].Outcomes.Select(one => one.Standing));
        mappe.No(3, "O", new Resume(), CirculationRefusals.NotReturned);
    }

    [Fact]
    public void Rule_3_Resumed_at_the_start_everybody_signs_anew()
    {
        var mappe = new Mappe(Mappe.Route("a n!, b c, m*")).Sign("A", "a").Sign("N", "n").Sign("B", "b").Refuse("C", "c");
        mappe.Do("O", new Resume(ResumeAt.Start));
        Assert.Equal("a n", mappe.Active);
        Assert.Equal("b c", mappe.Sign("A", "a").Active.Replace("n ", "", StringComparison.Ordinal));
        Assert.Equal("n m", mappe.Sign("B", "b").Sign("C", "c").Active);
        Assert.Equal(2, mappe["b"].Outcomes.Length);
    }

    [Fact]
    public void Rule_3_A_refusal_needs_a_reason() =>
        Each("a m*", mappe => mappe.No(3, "A", mappe.Negative("a", " "), CirculationRefusals.ReasonMissing));

    [Fact]
    public void Rule_3_With_any_and_k_of_n_a_refusal_counts_against_the_rule()
    {
        var mappe = new Mappe(Mappe.Route("2 of: a b c, m*")).Refuse("A", "a");
        Assert.Equal("b c", mappe.Active);
        mappe.Sign("B", "b").Refuse("C", "c");
        Assert.Equal(FolderState.Returned, mappe.Folder.State);
        Assert.Equal("a c", mappe.Do("O", new Resume()).Active);
        Assert.Equal("m", mappe.Sign("C", "c").Active);
    }

    [Fact]
    public void Rule_3_A_refusal_after_which_the_text_was_changed_is_asked_again_under_every_policy()
    {
        foreach (var change in Enum.GetValues<ChangePolicy>())
        {
            var mappe = new Mappe(Mappe.Route("a, b, m*"), new RoutePolicy(RefusalPolicy.Return, change)).Sign("A", "a").Refuse("B", "b");
            mappe.Do("O", mappe.NewVersion(7)).Do("O", new Resume());
            Assert.Equal(
                change == ChangePolicy.Continue ? "b"
                    : change == ChangePolicy.Restart ? "a"
                    : "confirm-4",
                mappe.Active
            );
        }
    }

    [Fact]
    public void Rule_3_A_dissent_goes_on_and_the_final_signer_must_see_it()
    {
        var mappe = new Mappe(Mappe.Route("a b, m*"), dissent).Refuse("A", "a").Sign("B", "b");
        Assert.Equal("m", mappe.Active);
        var number = mappe["a"].Number;
        mappe.No(3, "M", mappe.Usual("m"), CirculationRefusals.DissentNotSeen);
        Assert.Equal(FolderState.Completed, mappe.Sign("M", "m", [number]).Folder.State);
        Assert.Equal([number], mappe["m"].Effective!.ConfirmedDissents);
    }

    [Fact]
    public void Rule_3_A_dissent_is_one_also_where_k_of_n_can_no_longer_be_met()
    {
        var mappe = new Mappe(Mappe.Route("2 of: a b c, m*"), dissent).Refuse("A", "a").Refuse("B", "b");
        Assert.Equal("m", mappe.Active);
        mappe.No(3, "M", mappe.Usual("m", [mappe["a"].Number]), CirculationRefusals.DissentNotSeen);
    }

    [Fact]
    public void Rule_3_A_refusal_by_the_final_signer_always_returns()
    {
        var mappe = new Mappe(Mappe.Route("a, m*, b"), dissent).Sign("A", "a").Refuse("M", "m");
        Assert.Equal(FolderState.Returned, mappe.Folder.State);
        Assert.Equal("m", mappe.Do("O", new Resume()).Active);
    }

    [Fact]
    public void Rule_3_A_refusal_in_a_branch_is_judged_by_the_rule_of_its_own_step()
    {
        StepPlan Outer(string branch) => new() { Rule = CompletionRule.Any, Members = [Mappe.Member("a"), Mappe.Branch(branch)] };
        var alone = new Mappe([Outer("b c"), Mappe.Step("m*")]).Refuse("B", "b");
        Assert.Equal((FolderState.Returned, "a c"), (alone.Folder.State, alone.Keys(StationState.Suspended)));
        Assert.Equal("a b c", alone.Do("O", new Resume()).Active);
        var either = new Mappe([Outer("1 of: b c"), Mappe.Step("m*")]).Refuse("B", "b");
        Assert.Equal((FolderState.Running, "a c"), (either.Folder.State, either.Active));
        Assert.Equal(FolderState.Returned, either.Refuse("C", "c").Folder.State);
    }

    [Fact]
    public void Rule_3_A_route_at_its_end_without_a_signature_returns_until_there_is_a_signer()
    {
        var above = new Condition { Field = "amount", Above = 10 };
        var mappe = new Mappe([Mappe.Step("a"), Mappe.Step("m*") with { When = above }]).Sign("A", "a");
        Assert.Equal((FolderState.Returned, ReturnReason.NoFinalSignature), (mappe.Folder.State, mappe.Folder.Returned!.Value));
        Assert.Equal(FolderState.Returned, mappe.Do("O", new Resume()).Folder.State);
        mappe.Do("O", new Insert(Mappe.Plan("n*"), Side.After, 2)).Do("O", new Resume());
        Assert.Equal("n", mappe.Active);
        Assert.Equal(FolderState.Completed, mappe.Sign("N", "n").Folder.State);
    }

    [Fact]
    public void Rule_4_A_question_is_asked_and_answered_while_the_station_stays()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        var ask = new Ask
        {
            Station = mappe["a"].Number,
            Text = "Who pays?",
            To = Mappe.Person("Q"),
        };
        mappe
            .No(4, "A", ask with { Text = " " }, CirculationRefusals.TextMissing)
            .No(5, "B", ask, CirculationRefusals.NotYours)
            .Do("A", ask);
        Assert.Equal("a", mappe.Active);
        mappe
            .No(4, "A", new Answer(1, "Me."), CirculationRefusals.NotAsked)
            .No(4, "Q", new Answer(2, "Me."), CirculationRefusals.NoQuestion)
            .Do("Q", new Answer(1, "The county."))
            .No(4, "Q", new Answer(1, "Me."), CirculationRefusals.NoQuestion);
        Assert.Equal("The county.", mappe.Folder.Questions[0].Answer);
    }

    [Fact]
    public void Rule_4_A_question_is_settled_when_its_station_is_done()
    {
        var mappe = new Mappe(Mappe.Route("1 of: a b, c, m*"));
        mappe.Do("A", new Ask { Station = mappe["a"].Number, Text = "Who pays?" }).Sign("B", "b");
        Assert.False(mappe.Folder.Questions[0].IsOpen);
        mappe.No(4, "O", new Answer(1, "Me."), CirculationRefusals.NoQuestion);
        mappe.Do("C", new Ask { Station = mappe["c"].Number, Text = "Who pays?" }).Sign("C", "c");
        mappe.No(4, "O", new Answer(2, "Me."), CirculationRefusals.NoQuestion);
    }

    [Fact]
    public void Rule_19_A_step_whose_condition_is_not_met_is_skipped_with_the_reason()
    {
        foreach (var (option, active) in new[] { ("yes", "b"), ("no", "m") })
        {
            var when = new Condition { Station = "d", Option = "yes" };
            var mappe = new Mappe([Mappe.Step("d?"), Mappe.Step("b") with { When = when }, Mappe.Step("m*")]);
            mappe.Do("D", mappe.Usual("d", option: option));
            Assert.Equal(active, mappe.Active);
            Assert.Equal(option == "no" ? "rule:19" : null, mappe["b"].Why);
        }
    }

    [Fact]
    public void Rule_19_A_number_field_decides()
    {
        var above = new Condition { Field = "amount", Above = 10_000 };
        StepPlan[] route = [Mappe.Step("a") with { When = above }, Mappe.Step("m*")];
        Assert.Equal("m", new Mappe([.. route], amount: 10_000).Active);
        Assert.Equal("a", new Mappe([.. route], amount: 10_001).Active);
    }

    [Fact]
    public void Rule_19_A_decision_taken_anew_is_looked_at_anew()
    {
        StepPlan[] route =
        [
            Mappe.Step("d?"),
            Mappe.Step("b") with
            {
                When = new Condition { Station = "d", Option = "yes" },
            },
            Mappe.Step("c"),
            Mappe.Step("m*"),
        ];
        var mappe = new Mappe([.. route]);
        mappe.Do("D", mappe.Usual("d", option: "no"));
        Assert.Equal("c", mappe.Active);
        mappe.Do("D", new TakeBack { Station = mappe["d"].Number });
        Assert.Equal("d", mappe.Active);
        mappe.Do("D", mappe.Usual("d", option: "yes"));
        Assert.Equal("b", mappe.Active);
    }

    [Fact]
    public void Rule_19_A_condition_refers_to_earlier_steps_only()
    {
        var mappe = new Mappe(Mappe.Route("a"), start: false);
        var when = new Condition { Station = "d", Option = "yes" };
        SetRoute With(params StepPlan[] steps) => new([.. steps], new RoutePolicy(), []);
        mappe
            .No(19, "O", With(Mappe.Step("b") with { When = when }, Mappe.Step("d?")), CirculationRefusals.BadCondition)
            .No(19, "O", With(Mappe.Step("d? b") with { When = when }), CirculationRefusals.BadCondition)
            .No(
                19,
                "O",
                With(Mappe.Step("d?"), Mappe.Step("b") with { When = when with { Option = "?" } }),
                CirculationRefusals.BadCondition
            )
            .Do("O", With(Mappe.Step("a"), Mappe.Step("d?"), Mappe.Step("b") with { When = when }))
            .Do("O", new Start())
            .No(19, "O", new Remove { Station = mappe["d"].Number }, CirculationRefusals.BadCondition)
            .No(19, "O", new Reorder(Side.After, 3) { Station = mappe["d"].Number }, CirculationRefusals.BadCondition);
    }

    private static void Each(string route, Action<Mappe> test) => test(new Mappe(Mappe.Route(route)));
}
