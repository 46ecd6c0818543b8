using Umlauf.Circulation.Engine;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>Rules 5, 6, 8, 9 and 15 of docs/circulation.md: who signs what, and what a signature is worth. Rules 5 and 15 go on in storage and pages.</summary>
public sealed class RuleTestsOfTheSignatures
{
    private static RoutePolicy With(ChangePolicy change) => new(RefusalPolicy.Return, change);

    [Fact]
    public void Rule_5_A_deputy_acts_for_the_addressee_and_both_are_on_record()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        mappe.No(5, "D", mappe.Usual("a"), CirculationRefusals.NotYours).Sign("D for A", "a");
        var outcome = mappe["a"].Effective!;
        Assert.Equal(Mappe.Person("D"), outcome.ActedBy);
        Assert.Equal(Mappe.Person("A"), outcome.OnBehalfOf);
        Assert.Equal(Capacity.Absence, outcome.Capacity);
        Assert.Null(mappe.Sign("M", "m")["m"].Effective!.OnBehalfOf);
    }

    [Fact]
    public void Rule_6_Restart_goes_back_to_the_earliest_signature()
    {
        var mappe = new Mappe(Mappe.Route("a, b c, d, m*"), With(ChangePolicy.Restart)).Sign("A", "a").Sign("B", "b");
        mappe.Do("O", mappe.NewVersion(7));
        Assert.Equal("a", mappe.Active);
        Assert.Equal("b c", mappe.Sign("A", "a").Active);
        Assert.Equal("m", mappe.Sign("B", "b").Sign("C", "c").Sign("D", "d").Active);
        Assert.Equal([1, 2], mappe["b"].Outcomes.Select(one => one.Content));
        Assert.Equal([Standing.Stale, Standing.Effective], mappe["b"].Outcomes.Select(one => one.Standing));
    }

    [Fact]
    public void Rule_6_Restart_needs_again_whom_the_rule_no_longer_needed()
    {
        var inner = new StepPlan { Rule = CompletionRule.Any, Members = [Mappe.Member("a"), Mappe.Branch("b, c")] };
        var mappe = new Mappe([inner, Mappe.Step("m*")], With(ChangePolicy.Restart)).Sign("A", "a");
        Assert.Equal("m", mappe.Active);
        Assert.Equal("a b", mappe.Do("O", mappe.NewVersion(7)).Active);
        Assert.Equal("a c", mappe.Sign("B", "b").Active);
        Assert.Equal("m", mappe.Sign("C", "c").Active);
    }

    [Fact]
    public void Rule_6_Restart_goes_back_in_each_branch_by_itself()
    {
        var both = new StepPlan { Members = [Mappe.Branch("a, b"), Mappe.Branch("c, d")] };
        var mappe = new Mappe([both, Mappe.Step("m*")], With(ChangePolicy.Restart)).Sign("A", "a");
        Assert.Equal("b c", mappe.Active);
        Assert.Equal("a c", mappe.Do("O", mappe.NewVersion(7)).Active);
        Assert.Equal("b c", mappe.Sign("A", "a").Active);
    }

    [Fact]
    public void Rule_6_Reconfirm_asks_each_signer_before_the_current_step()
    {
        var mappe = new Mappe(Mappe.Route("a b, c, m*"), With(ChangePolicy.Reconfirm)).Sign("A", "a").Sign("B", "b");
        mappe.Do("O", mappe.NewVersion(7));
        Assert.Equal("confirm-5 confirm-6", mappe.Active);
        Assert.Equal("a b", mappe.Stale);
        mappe.No(1, "C", mappe.Usual("c"), CirculationRefusals.NotItsTurn).Sign("A", "confirm-5");
        Assert.Equal("b", mappe.Stale);
        // Once more while they confirm: the same two are asked about both changes.
        mappe.Do("O", mappe.NewVersion(8));
        Assert.Equal("confirm-5 confirm-6", mappe.Active);
        Assert.Equal("c", mappe.Sign("A", "confirm-5").Sign("B", "confirm-6").Active);
        Assert.Equal((1, 3), (mappe["a"].Effective!.Content, mappe["a"].Effective!.CountsFor));
        Assert.Equal("", mappe.Stale);
        Assert.Equal(FolderState.Completed, mappe.Sign("C", "c").Sign("M", "m").Folder.State);
    }

    [Fact]
    public void Rule_6_Whoever_does_not_confirm_returns_the_folder()
    {
        var mappe = new Mappe(Mappe.Route("a, c, m*"), With(ChangePolicy.Reconfirm)).Sign("A", "a");
        mappe.Do("O", mappe.NewVersion(7)).Refuse("A", "confirm-4");
        Assert.Equal(FolderState.Returned, mappe.Folder.State);
        Assert.Equal("confirm-4", mappe.Do("O", new Resume()).Active);
        mappe.Refuse("A", "confirm-4").Do("O", new Resume(ResumeAt.Start));
        Assert.Equal("a", mappe.Active);
        Assert.Equal(FolderState.Completed, mappe.Sign("A", "a").Sign("C", "c").Sign("M", "m").Folder.State);
    }

    [Fact]
    public void Rule_6_Continue_goes_on_when_the_final_signer_calls_the_change_editorial()
    {
        var mappe = new Mappe(Mappe.Route("a, b, m*"), With(ChangePolicy.Continue)).Sign("A", "a");
        mappe.Do("O", mappe.NewVersion(7));
        Assert.Equal("b", mappe.Active);
        mappe.Sign("B", "b").No(6, "M", mappe.Usual("m"), CirculationRefusals.ChangeNotEditorial);
        mappe.No(6, "O", new MarkEditorial(), CirculationRefusals.NotFinalSigner).Do("M", new MarkEditorial());
        mappe.No(6, "M", new MarkEditorial(), CirculationRefusals.NothingToMark);
        Assert.Equal("", mappe.Stale);
        Assert.Equal((1, 2), (mappe["a"].Effective!.Content, mappe["a"].Effective!.CountsFor));
        Assert.Equal(FolderState.Completed, mappe.Sign("M", "m").Folder.State);
    }

    [Fact]
    public void Rule_6_Continue_without_a_final_signer_is_a_restart()
    {
        var mappe = new Mappe(Mappe.Route("a, b"), With(ChangePolicy.Continue)).Sign("A", "a");
        Assert.Equal("a", mappe.Do("O", mappe.NewVersion(7)).Active);
    }

    [Theory]
    [InlineData(ChangePolicy.Restart, "m")]
    [InlineData(ChangePolicy.Reconfirm, "confirm-3")]
    [InlineData(ChangePolicy.Continue, "m")]
    public void Rule_6_A_folder_is_never_complete_with_a_stale_final_signature(ChangePolicy change, string asked)
    {
        var mappe = new Mappe(Mappe.Route("m*, b"), With(change)).Sign("M", "m");
        mappe.Do("O", mappe.NewVersion(7));
        if (change == ChangePolicy.Continue)
            mappe.Sign("B", "b");
        Assert.Equal(asked, mappe.Active);
        Assert.Equal(FolderState.Running, mappe.Folder.State);
        mappe.Sign("M", asked);
        if (change != ChangePolicy.Continue)
            mappe.Sign("B", "b");
        Assert.Equal(FolderState.Completed, mappe.Folder.State);
        Assert.Equal(2, mappe["m"].Effective!.CountsFor);
    }

    [Fact]
    public void Rule_6_Background_may_change_and_nothing_else_may_come_in()
    {
        var mappe = new Mappe(Mappe.Route("a, m*")).Sign("A", "a");
        mappe.Do("O", mappe.NewVersion(7, Mappe.Background));
        Assert.Equal("m", mappe.Active);
        mappe
            .No(6, "O", mappe.NewVersion(7, new(Guid.Empty)), CirculationRefusals.NotInFolder)
            .No(6, "O", mappe.NewVersion(1), CirculationRefusals.SameContent)
            .No(7, "A", mappe.NewVersion(8), CirculationRefusals.NotOwner);
    }

    [Fact]
    public void Rule_8_The_owner_calls_back_until_the_final_signature()
    {
        var mappe = new Mappe(Mappe.Route("a b, m*, c")).Sign("A", "a");
        mappe.No(7, "A", new Recall(), CirculationRefusals.NotOwner).Do("O", new Recall());
        Assert.Equal("b", mappe.Keys(StationState.Recalled));
        mappe.No(3, "B", mappe.Usual("b"), CirculationRefusals.NotRunning);
        Assert.Equal("b", mappe.Do("O", new Resume()).Active);
        mappe.Sign("B", "b").Sign("M", "m").No(8, "O", new Recall(), CirculationRefusals.FinallySigned);
        mappe.Sign("C", "c").No(8, "O", new Withdraw("Too late"), CirculationRefusals.AtItsEnd);
    }

    [Fact]
    public void Rule_8_A_folder_is_withdrawn_with_a_reason()
    {
        var mappe = new Mappe(Mappe.Route("a n!, m*"));
        mappe.Do("A", new Ask { Station = 1, Text = "Who pays?" });
        mappe.No(8, "O", new Withdraw(""), CirculationRefusals.WithdrawReasonMissing).Do("O", new Withdraw("No longer needed"));
        Assert.Equal((FolderState.Withdrawn, "", "a n m"), (mappe.Folder.State, mappe.Active, mappe.Keys(StationState.Obsolete)));
        mappe.No(8, "N", mappe.Usual("n"), CirculationRefusals.AtItsEnd).No(4, "O", new Answer(1, "Me."), CirculationRefusals.NoQuestion);
    }

    [Fact]
    public void Rule_8_A_signature_is_taken_back_while_nobody_later_has_acted()
    {
        var mappe = new Mappe(Mappe.Route("a b, c, m*")).Sign("A", "a").Sign("B", "b");
        var back = new TakeBack { Station = mappe["a"].Number };
        mappe.No(8, "B", back, CirculationRefusals.NotYourOutcome).Do("A", back);
        Assert.Equal("a", mappe.Active);
        Assert.NotNull(mappe["b"].Effective);
        Assert.Equal(Standing.TakenBack, mappe["a"].Outcomes[0].Standing);
        Assert.Equal("c", mappe.Sign("A", "a").Active);
        mappe.Sign("C", "c").No(8, "A", back, CirculationRefusals.LaterHasActed);
    }

    [Fact]
    public void Rule_8_Taken_back_the_others_of_the_step_are_needed_again()
    {
        var any = new StepPlan { Rule = CompletionRule.Any, Members = [Mappe.Member("a"), Mappe.Member("d"), Mappe.Branch("b, c")] };
        var mappe = new Mappe([any, Mappe.Step("m*")]).Sign("B", "b").Sign("A", "a");
        Assert.Equal("m", mappe.Active);
        mappe.Do("A", new TakeBack { Station = mappe["a"].Number });
        Assert.Equal("a d c", mappe.Active);
    }

    [Fact]
    public void Rule_8_Taking_back_the_own_refusal_lets_the_folder_go_on()
    {
        var mappe = new Mappe(Mappe.Route("a b, m*")).Refuse("A", "a");
        mappe.No(8, "B", new TakeBack { Station = 1 }, CirculationRefusals.NotYourOutcome).Do("A", new TakeBack { Station = 1 });
        Assert.Equal((FolderState.Running, "a b"), (mappe.Folder.State, mappe.Active));
    }

    [Fact]
    public void Rule_9_Two_stations_of_a_group_need_two_persons_also_as_deputy()
    {
        var mappe = new Mappe(
            Mappe.Route("a, b, m*"),
            fourEyes:
            [
                ["a", "b"],
            ]
        ).Sign("A", "a");
        mappe.No(9, "A for B", mappe.Usual("b"), CirculationRefusals.FourEyes);
        mappe.Do("B", new Umlauf.Circulation.Engine.Delegate(Mappe.Person("A")) { Station = mappe["b"].Number });
        mappe.No(9, "A", mappe.Usual("b"), CirculationRefusals.FourEyes).Sign("D for A", "b");
    }

    [Fact]
    public void Rule_9_Who_checked_the_facts_does_not_order_the_payment()
    {
        StationPlan Task(string name, StationTask task) => Mappe.Plan(name) with { Task = task };
        var facts = new MemberPlan { Station = Task("a", StationTask.CheckFacts) };
        var order = new MemberPlan { Station = Task("b", StationTask.OrderPayment) };
        foreach (var (first, second) in new[] { (facts, order), (order, facts) })
        {
            var mappe = new Mappe([new StepPlan { Members = [first] }, new StepPlan { Members = [second] }]);
            mappe.Sign($"X for {first.Station!.Key.ToUpperInvariant()}", first.Station.Key);
            var (name, key) = (second.Station!.Key.ToUpperInvariant(), second.Station.Key);
            mappe.No(9, $"X for {name}", mappe.Usual(key), CirculationRefusals.FourEyes).Sign(name, key);
        }
    }

    [Fact]
    public void Rule_9_Who_confirms_for_somebody_stands_for_that_signature_too()
    {
        var mappe = new Mappe(
            Mappe.Route("a, b, c, m*"),
            With(ChangePolicy.Reconfirm),
            fourEyes:
            [
                ["a", "b", "c"],
            ]
        );
        mappe.Sign("A", "a").Sign("B", "b").Do("O", mappe.NewVersion(7));
        mappe.No(9, "B for A", mappe.Usual("confirm-5"), CirculationRefusals.FourEyes).Sign("C for A", "confirm-5").Sign("B", "confirm-6");
        mappe.No(9, "C", mappe.Usual("c"), CirculationRefusals.FourEyes).Sign("D for C", "c");
    }

    [Fact]
    public void Rule_9_The_author_does_not_sign_finally_where_the_office_says_so()
    {
        var strict = new RoutePolicy { AuthorMayNotSign = true };
        var mappe = new Mappe(Mappe.Route("z, m*"), strict).Sign("Z", "z");
        mappe.No(9, "Z for M", mappe.Usual("m"), CirculationRefusals.AuthorSigns).Sign("M", "m");
        Assert.Equal(FolderState.Completed, new Mappe(Mappe.Route("m*")).Sign("Z for M", "m").Folder.State);
    }

    [Fact]
    public void Rule_15_A_remark_bears_the_rank_of_its_author()
    {
        var mappe = new Mappe(Mappe.Route("a, m*")).Sign("A", "a");
        mappe
            .No(15, "M", new WriteRemark(" ", null, null), CirculationRefusals.RemarkOnNothing)
            .No(15, "X", new WriteRemark("Why?", null, null), CirculationRefusals.NotInvolved)
            .Do("M", new WriteRemark("Why so much?", Mappe.Draft, null))
            .Do("A", new WriteRemark("The county pays.", null, null));
        Assert.Equal([Rank.Mayor, Rank.CaseOfficer], mappe.Folder.Remarks.Select(one => one.Rank));
        Assert.Equal(1, mappe.Folder.Remarks[0].Version);
    }
}
