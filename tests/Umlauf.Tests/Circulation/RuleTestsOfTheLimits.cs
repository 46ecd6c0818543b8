using Umlauf.Circulation.Engine;
using Umlauf.Platform;
using Xunit;
using Delegate = Umlauf.Circulation.Engine.Delegate;

namespace Umlauf.Tests.Circulation;

/// <summary>The edges of the rules of docs/circulation.md: which reason is named where several apply, and what just passes.</summary>
public sealed class RuleTestsOfTheLimits
{
    private static readonly RoutePolicy dissent = new(RefusalPolicy.Dissent);

    [Fact]
    public void Rule_1_An_emptied_draft_does_not_start()
    {
        var mappe = new Mappe(Mappe.Route("a"), start: false);
        No(mappe.Do("O", new Remove { Station = 1 }), "O", new Start(), CirculationRefusals.EmptyRoute);
    }

    [Fact]
    public void Rule_1_A_running_folder_keeps_its_route_and_a_draft_is_its_owners()
    {
        var other = new SetRoute(Mappe.Route("b"), new RoutePolicy(), []);
        No(new Mappe(Mappe.Route("a"), start: false), "A", other, CirculationRefusals.NotOwner);
        var running = new Mappe(Mappe.Route("a"));
        No(running, "O", other, CirculationRefusals.AlreadyStarted);
        No(running, "A", other, CirculationRefusals.NotOwner);
        No(running, "A", new Start(), CirculationRefusals.NotOwner);
    }

    [Fact]
    public void Rule_1_Whoever_waits_in_a_returned_folder_is_told_that_it_does_not_run()
    {
        var mappe = new Mappe(Mappe.Route("a, b, m*")).Refuse("A", "a");
        No(mappe, "B", mappe.Usual("b"), CirculationRefusals.NotRunning);
    }

    [Fact]
    public void Rule_1_A_station_is_well_formed()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        var (plan, choice) = (Mappe.Plan("x"), Mappe.Plan("y?"));
        var options = Enumerable.Range(1, RouteChecks.MostOptions + 1).Select(n => $"option {n}").ToList();
        foreach (
            var bad in new[]
            {
                plan with
                {
                    Task = StationTask.Reconfirm,
                },
                plan with
                {
                    Key = new string('k', RouteChecks.LongestKey + 1),
                },
                plan with
                {
                    DueWorkingDays = 0,
                },
                plan with
                {
                    DueWorkingDays = RouteChecks.MostDueDays + 1,
                },
                plan with
                {
                    Options = ["yes"],
                },
                choice with
                {
                    Options = ["yes"],
                },
                choice with
                {
                    Options = ["yes", " "],
                },
                choice with
                {
                    Options = ["yes", "no", "no"],
                },
                choice with
                {
                    Options = [.. options],
                },
            }
        )
            No(mappe, "O", new Insert(bad, Side.After, 1), CirculationRefusals.BadRoute);
        mappe
            .Do("O", new Insert(plan with { Key = new string('k', RouteChecks.LongestKey) }, Side.After, 1))
            .Do("O", new Insert(plan with { Key = "", DueWorkingDays = RouteChecks.MostDueDays }, Side.After, 1))
            .Do("O", new Insert(choice with { Options = ["yes", "no", "later"] }, Side.After, 1))
            .Do("O", new Insert(choice with { Key = "z", Options = [.. options.Skip(1)] }, Side.After, 1));
    }

    [Fact]
    public void Rule_1_A_route_has_at_most_20000_stations()
    {
        var full = new StepPlan
        {
            Members =
            [
                .. Enumerable
                    .Range(0, RouteChecks.MostStations)
                    .Select(n => new MemberPlan { Station = Mappe.Plan("a") with { Key = $"k{n}" } }),
            ],
        };
        No(new Mappe([full], start: false), "O", new Insert(Mappe.Plan("x"), Side.Beside, 1), CirculationRefusals.BadRoute);
    }

    [Fact]
    public void Rule_3_The_refusal_that_made_the_rule_impossible_is_named()
    {
        var mappe = new Mappe(Mappe.Route("2 of: a b c, m*")).Refuse("C", "c").Refuse("A", "a");
        Assert.Equal(mappe["c"].Number, mappe.Folder.ReturnedBy);
        var final = new Mappe(Mappe.Route("2 of: m* a b"), dissent).Refuse("M", "m").Refuse("B", "b");
        Assert.Equal((FolderState.Returned, final["m"].Number), (final.Folder.State, final.Folder.ReturnedBy!.Value));
    }

    [Fact]
    public void Rule_4_Each_question_is_answered_by_its_number()
    {
        var mappe = new Mappe(Mappe.Route("a b, m*"));
        No(mappe, "B", new Ask { Station = 1, Text = " " }, CirculationRefusals.NotYours);
        mappe.Do("A", new Ask { Station = 1, Text = "Who pays?" }).Do("B", new Ask { Station = 2, Text = "When?" });
        No(mappe, "O", new Answer(0, "The county."), CirculationRefusals.NoQuestion);
        No(mappe, "O", new Answer(3, "The county."), CirculationRefusals.NoQuestion);
        mappe.Do("O", new Answer(2, "In May."));
        Assert.Equal((null, "In May."), (mappe.Folder.Questions[0].Answer, mappe.Folder.Questions[1].Answer));
    }

    [Fact]
    public void Rule_4_A_text_has_at_most_4000_letters()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        Ask Long(int more) => new() { Station = 1, Text = new string('x', 4_000 + more) };
        No(mappe, "A", Long(1), CirculationRefusals.TextMissing);
        mappe.Do("A", Long(0));
    }

    [Fact]
    public void Rule_6_Restart_puts_what_was_begun_inside_a_later_branch_back_too()
    {
        var branch = new StepPlan { Members = [Mappe.Branch("b, c")] };
        var mappe = new Mappe([Mappe.Step("a"), branch, Mappe.Step("m*")], new RoutePolicy(RefusalPolicy.Return, ChangePolicy.Restart));
        mappe.Sign("A", "a").Sign("B", "b");
        Assert.Equal("c", mappe.Active);
        Assert.Equal("a", mappe.Do("O", mappe.NewVersion(7)).Active);
        Assert.Equal("b", mappe.Sign("A", "a").Active);
        Assert.Equal("m", mappe.Sign("B", "b").Sign("C", "c").Active);
    }

    [Fact]
    public void Rule_6_Only_the_final_signer_calls_a_change_editorial()
    {
        var mappe = new Mappe(Mappe.Route("a, b, m*"), new RoutePolicy(RefusalPolicy.Return, ChangePolicy.Continue)).Sign("A", "a");
        No(mappe.Do("O", mappe.NewVersion(7)), "B", new MarkEditorial(), CirculationRefusals.NotFinalSigner);
    }

    [Fact]
    public void Rule_7_Nothing_is_put_where_there_is_no_step()
    {
        var mappe = new Mappe(Mappe.Route("a, b, m*"));
        foreach (var nowhere in new[] { -1, 0, 4 })
        {
            No(mappe, "O", new Insert(Mappe.Plan("x"), Side.Beside, nowhere), CirculationRefusals.BadPlace);
            No(mappe, "O", new Reorder(Side.Beside, nowhere) { Station = mappe["b"].Number }, CirculationRefusals.BadPlace);
        }
    }

    [Fact]
    public void Rule_7_Only_whoever_is_asked_to_act_now_changes_the_own_step()
    {
        var mappe = new Mappe(Mappe.Route("a b n!, c, m*")).Sign("B", "b");
        Insert Into(int step) => new(Mappe.Plan("x"), Side.After, step);
        No(mappe, "B", Into(1), CirculationRefusals.NotYourStep);
        No(mappe, "C", Into(2), CirculationRefusals.NotYourStep);
        No(mappe.Sign("A", "a"), "N", Into(1), CirculationRefusals.NotYourStep);
        var returned = new Mappe(Mappe.Route("a n!, m*")).Refuse("A", "a");
        Assert.Equal("n", returned.Active);
        No(returned, "N", Into(1), CirculationRefusals.NotYourStep);
    }

    [Fact]
    public void Rule_7_A_station_without_a_name_gets_one_of_its_own()
    {
        var mappe = new Mappe(Mappe.Route("s4, m*"));
        mappe.Do("O", new Insert(Mappe.Plan("x") with { Key = "" }, Side.After, 1));
        mappe.Do("O", new Insert(Mappe.Plan("x") with { Key = "" }, Side.After, 1));
        Assert.Equal(["s4", "m", "s3", "s4x"], mappe.Folder.Stations.Select(one => one.Key));
    }

    [Fact]
    public void Rule_7_A_confirmation_is_not_handed_on()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"), new RoutePolicy(RefusalPolicy.Return, ChangePolicy.Reconfirm)).Sign("A", "a");
        mappe.Do("O", mappe.NewVersion(7));
        No(mappe, "A", new Delegate(Mappe.Person("B")) { Station = mappe["confirm-3"].Number }, CirculationRefusals.NotYours);
    }

    [Fact]
    public void Rule_8_At_its_end_nothing_else_is_the_reason_and_a_stranger_is_told_first_that_it_is_not_theirs()
    {
        Command[] ofTheOwner =
        [
            new Recall(),
            new Withdraw(""),
            new Resume(),
            new Skip("") { Station = 1 },
            new Remove { Station = 1 },
            new Reorder(Side.Beside, 1) { Station = 1 },
        ];
        foreach (
            var over in new[]
            {
                new Mappe(Mappe.Route("a, m*")).Do("O", new Withdraw("No longer needed")),
                new Mappe(Mappe.Route("a, m*")).Sign("A", "a").Sign("M", "m"),
            }
        )
        foreach (var command in ofTheOwner)
        {
            No(over, "O", command, CirculationRefusals.AtItsEnd);
            No(over, "X", command, CirculationRefusals.NotOwner);
        }
    }

    [Fact]
    public void Rule_8_Only_a_running_folder_is_called_back()
    {
        No(new Mappe(Mappe.Route("a"), start: false), "O", new Recall(), CirculationRefusals.NotRunning);
        No(new Mappe(Mappe.Route("a")).Do("O", new Recall()), "O", new Recall(), CirculationRefusals.NotRunning);
    }

    [Fact]
    public void Rule_10_Only_what_waits_for_somebody_is_extended_and_by_at_most_a_year()
    {
        var due = new MemberPlan { Station = Mappe.Plan("a") with { DueWorkingDays = 2 } };
        var mappe = new Mappe([new StepPlan { Members = [due] }, Mappe.Step("m*")]);
        No(mappe, "O", new Extend(1) { Station = 2 }, CirculationRefusals.NotItsTurn);
        No(mappe, "O", new Extend(RouteChecks.MostDueDays + 1) { Station = 1 }, CirculationRefusals.BadExtension);
        // What is overdue gets its time from today on.
        mappe.Now = mappe.Now.AddDays(14);
        mappe.Do("O", new Extend(1) { Station = 1 });
        Assert.Equal(new DateTimeOffset(2026, 4, 7, 21, 59, 59, 999, TimeSpan.Zero), mappe["a"].DueAt);
        mappe.Do("O", new Extend(RouteChecks.MostDueDays) { Station = 1 }).Do("A", new Ask { Station = 1, Text = "Who pays?" });
        No(mappe, "O", new Extend(0) { Station = 1 }, CirculationRefusals.NoDueTime);
    }

    [Fact]
    public void Rule_12_What_the_program_does_nobody_else_does()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        foreach (var station in new[] { 1, 2 })
        {
            No(mappe, "O", new Remind(ReminderKind.LastDay) { Station = station }, CirculationRefusals.OnlyProgram);
            No(mappe, "O", new Escalate(Mappe.Person("S")) { Station = station }, CirculationRefusals.OnlyProgram);
        }
        No(mappe, "O", new SettleDirective(1, true, null), CirculationRefusals.OnlyProgram);
    }

    [Fact]
    public void Rule_12_Every_command_of_people_is_said_to_be_allowed_or_not()
    {
        var mappe = new Mappe(Mappe.Route("d?, m*"), new RoutePolicy(RefusalPolicy.Return, ChangePolicy.Continue));
        mappe.Do("D", new Ask { Station = 1, Text = "Who pays?" });
        IEnumerable<Allowed> Of(string who) => AllowedCommands.Of(mappe.Folder, Mappe.As(who));
        Assert.Equal(
            "answer complete delegate extend insert mark-editorial question recall remark remove reorder replace-item resume skip start take-back withdraw",
            string.Join(' ', Of("O").Select(one => one.Type).Distinct().Order(StringComparer.Ordinal))
        );
        Assert.True(Of("D").Single(one => one is { Outcome: OutcomeKind.Chosen }).Is);
    }

    [Fact]
    public void Rule_12_Whoever_acts_in_a_branch_may_put_somebody_in_there()
    {
        var mappe = new Mappe([new StepPlan { Members = [Mappe.Branch("b, c")] }, Mappe.Step("m*")]);
        Allowed Inserting(string who) => AllowedCommands.OfFolder(mappe.Folder, Mappe.As(who)).Single(one => one.Type == "insert");
        Assert.True(Inserting("B").Is);
        Assert.True(Inserting("O").Is);
        Assert.Equal(CirculationRefusals.NotYourStep, Inserting("C").Refusal);
    }

    [Fact]
    public void Rule_13_What_happened_elsewhere_since_does_not_matter()
    {
        var mappe = new Mappe(Mappe.Route("a b, m*"), new RoutePolicy(RefusalPolicy.Return, ChangePolicy.Continue));
        var started = mappe.Folder.Revision;
        mappe.Do("A", new Ask { Station = 1, Text = "Who pays?" });
        mappe.Do("O", mappe.NewVersion(7));
        var changed = mappe.Folder.Revision;
        mappe.Do("O", new Insert(Mappe.Plan("x"), Side.Beside, 1));
        var inserted = mappe.Folder.Revision;
        mappe.Sign("A", "a");
        // Exactly what each of these is about was seen, whatever came after it.
        mappe.Do("X", mappe.Usual("x"), inserted).Do("M", new MarkEditorial(), changed).Do("O", mappe.NewVersion(8), changed);
        mappe.Do("O", mappe.NewVersion(9, Mappe.Background), started).Do("O", new Recall(), started);
        // A remark and a new station fit whatever the folder has become.
        mappe.Do("B", new WriteRemark("Late", null, null), started);
        mappe.Do("O", new Insert(Mappe.Plan("y"), Side.After, 2), started);
    }

    [Fact]
    public void Rule_13_What_happened_to_the_very_thing_does()
    {
        var mappe = new Mappe(Mappe.Route("a b, m*"), new RoutePolicy(RefusalPolicy.Return, ChangePolicy.Continue));
        var saw = mappe.Folder.Revision;
        mappe.Do("A", new Delegate(Mappe.Person("C")) { Station = 1 });
        No(mappe, "A", mappe.Usual("a"), CirculationRefusals.Overtaken, saw);
        mappe.Do("O", mappe.NewVersion(7));
        No(mappe, "O", mappe.NewVersion(8), CirculationRefusals.Overtaken, saw);
        No(mappe, "M", new MarkEditorial(), CirculationRefusals.Overtaken, saw);
        mappe.Sign("B", "b");
        No(mappe, "B", mappe.Usual("b"), CirculationRefusals.Overtaken);
    }

    [Fact]
    public void Rule_15_A_remark_is_on_a_document_of_the_folder()
    {
        var mappe = new Mappe(Mappe.Route("a, m*"));
        No(mappe, "A", new WriteRemark("Why?", new(Guid.Empty), null), CirculationRefusals.NotInFolder);
        mappe.Do("A", new WriteRemark("Why?", Mappe.Background, null));
    }

    private static void No(Mappe mappe, string who, Command command, Refusal because, long? saw = null) =>
        mappe.No(because.Rule!.Value, who, command, because, saw);
}
