using System.Globalization;
using System.Text;
using CsCheck;
using Umlauf.Circulation.Engine;
using Umlauf.Platform;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>
/// Random folders, random people, random commands: whatever they try, what docs/circulation.md promises stays true.
/// UMLAUF_ENGINE_SEQUENCES sets how many sequences are tried.
/// </summary>
public sealed class InvariantTests
{
    private static readonly int sequences = int.Parse(
        Environment.GetEnvironmentVariable("UMLAUF_ENGINE_SEQUENCES") ?? "2000",
        CultureInfo.InvariantCulture
    );

    [Fact]
    public void Whatever_is_tried_with_a_folder_the_invariants_hold() => Play.Any.Sample(Run, iter: sequences, print: Print);

    /// <summary>Random play that never gets anywhere would prove nothing.</summary>
    [Fact]
    public void The_random_folders_get_everywhere()
    {
        var states = new HashSet<string>();
        Play.Any.Sample(
            play =>
            {
                foreach (var (folder, act) in Folders(play))
                {
                    states.Add($"{folder.State}");
                    foreach (var happened in act.Events)
                        states.Add(happened.GetType().Name);
                    foreach (var station in folder.Stations)
                        states.Add($"{station.State}");
                }
            },
            iter: 1_000,
            threads: 1
        );
        var wanted = Enum.GetNames<FolderState>()
            .Concat(Enum.GetNames<StationState>())
            .Concat(typeof(Event).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Event))).Select(type => type.Name))
            .Where(name => name is not nameof(RouteSet) and not nameof(FolderMade));
        Assert.Empty(wanted.Except(states));
    }

    private static void Run(Play play)
    {
        var made = Circulate.Make(Play.FolderId, play.Plan, Play.Owner, Play.Owner, Play.Begin);
        Assert.True(made.Ok, made.Refusal?.English);
        var folder = made.Value.Folder;
        var acts = new List<Act> { made.Value.Act };
        var text = Invariants.Text(folder);
        var now = Play.Begin;
        foreach (var move in play.Moves)
        {
            now = now.AddHours(move.Who % 30);
            var (command, by) = Moves.Of(folder, move);
            if ((move.Who + move.How) % 10 == 1)
                Agree(folder, command, by, now);
            var decided = Circulate.Decide(folder, command, by, new Clocks(now, Play.CalendarOf));
            Assert.True(
                string.Equals(text, Invariants.Text(folder), StringComparison.Ordinal),
                $"I7: {command} changed the folder that was read"
            );
            if (decided.Refusal is { } refusal)
            {
                Assert.True(refusal.Rule is >= 1 and <= 19, $"I7: {refusal.Code} names no rule");
                continue;
            }
            var after = decided.Value.Folder;
            Invariants.I1(after);
            Invariants.I2(after);
            Invariants.I3(folder, after);
            Invariants.I5(after);
            Invariants.I6(after);
            Invariants.I8(after);
            Invariants.I9(folder, after);
            acts.Add(decided.Value.Act);
            folder = after;
            text = Invariants.Text(folder);
        }
        Invariants.I4(folder, acts);
    }

    /// <summary>I10: what is said to be allowed is accepted, what is said not to be is refused for the same reason, and nothing else is accepted.</summary>
    private static void Agree(Folder folder, Command command, Acting by, DateTimeOffset now)
    {
        var said = AllowedCommands.Of(folder, by).ToList();
        if (by.IsProgram || command.Revision != folder.Revision)
            return;
        var clocks = new Clocks(now, Play.CalendarOf);
        foreach (var one in said.Where(one => Tried(folder, one) is not null))
        {
            var answer = Circulate.Decide(folder, Tried(folder, one)!, by, clocks).Refusal;
            Assert.True(answer?.Code == one.Refusal?.Code, $"I10: {one} is answered with {answer?.Code ?? "yes"}");
        }
        if (!Circulate.Decide(folder, command, by, clocks).Ok)
            return;
        var (type, station, outcome, question) = Named(command);
        Assert.True(
            type is null
                || said.Exists(one =>
                    one.Type == type && one.Station == station && one.Outcome == outcome && one.Question == question && one.Is
                ),
            $"I10: {command} is accepted, but not said to be allowed"
        );
    }

    private static Command? Tried(Folder folder, Allowed one) =>
        (
            one.Type switch
            {
                "start" => new Start(),
                "recall" => new Recall(),
                "withdraw" => new Withdraw("?"),
                "resume" => new Resume(),
                "mark-editorial" => new MarkEditorial(),
                "remark" => new WriteRemark("?", null, null),
                "replace-item" => new ReplaceItem(Play.Documents[0], 99, new ContentHash("?")),
                "answer" => new Answer(one.Question!.Value, "?"),
                "complete" => AllowedCommands.Completing(folder, folder.Station(one.Station!.Value), one.Outcome!.Value),
                "question" => new Ask { Station = one.Station!.Value, Text = "?" },
                "delegate" => new Umlauf.Circulation.Engine.Delegate(default) { Station = one.Station!.Value },
                "remove" => new Remove { Station = one.Station!.Value },
                "reorder" => new Reorder(Side.Beside, folder.Station(one.Station!.Value).Step) { Station = one.Station!.Value },
                "skip" => new Skip("?") { Station = one.Station!.Value },
                "take-back" => new TakeBack { Station = one.Station!.Value },
                "extend" => new Extend(1) { Station = one.Station!.Value },
                "insert" => (Command?)null,
                _ => throw new InvalidOperationException(one.Type),
            }
        )
            is { } command
            ? command with
            {
                Revision = folder.Revision,
            }
            : null;

    private static (string? Type, int? Station, OutcomeKind? Outcome, int? Question) Named(Command command) =>
        command switch
        {
            Start => ("start", null, null, null),
            Recall => ("recall", null, null, null),
            Withdraw => ("withdraw", null, null, null),
            Resume => ("resume", null, null, null),
            MarkEditorial => ("mark-editorial", null, null, null),
            WriteRemark => ("remark", null, null, null),
            ReplaceItem => ("replace-item", null, null, null),
            Insert => ("insert", null, null, null),
            Answer c => ("answer", null, null, c.Question),
            Complete c => ("complete", c.Station, c.Outcome, null),
            Ask c => ("question", c.Station, null, null),
            Umlauf.Circulation.Engine.Delegate c => ("delegate", c.Station, null, null),
            Remove c => ("remove", c.Station, null, null),
            Reorder c => ("reorder", c.Station, null, null),
            Skip c => ("skip", c.Station, null, null),
            TakeBack c => ("take-back", c.Station, null, null),
            Extend c => ("extend", c.Station, null, null),
            _ => default,
        };

    private static IEnumerable<(Folder Folder, Act Act)> Folders(Play play)
    {
        var folder = Circulate.Make(Play.FolderId, play.Plan, Play.Owner, Play.Owner, Play.Begin).Value.Folder;
        var now = Play.Begin;
        foreach (var move in play.Moves)
        {
            now = now.AddHours(move.Who % 30);
            var (command, by) = Moves.Of(folder, move);
            if (Circulate.Decide(folder, command, by, new Clocks(now, Play.CalendarOf)) is { Ok: true, Value: var decision })
            {
                folder = decision.Folder;
                yield return (folder, decision.Act);
            }
        }
    }

    /// <summary>The shortest play that fails, as people read it.</summary>
    private static string Print(Play play)
    {
        var lines = new List<string>();
        var folder = Circulate.Make(Play.FolderId, play.Plan, Play.Owner, Play.Owner, Play.Begin).Value.Folder;
        lines.Add(Invariants.Text(folder));
        var now = Play.Begin;
        foreach (var move in play.Moves)
        {
            now = now.AddHours(move.Who % 30);
            var (command, by) = Moves.Of(folder, move);
            var decided = Circulate.Decide(folder, command, by, new Clocks(now, Play.CalendarOf));
            if (!decided.Ok && lines.Count > 30)
                continue;
            lines.Add(
                $"{command} by {Array.IndexOf(Play.People, by.Person)} -> {decided.Refusal?.Code ?? Encoding.UTF8.GetString(ActJson.Write(decided.Value.Act))}"
            );
            if (decided.Ok)
                folder = decided.Value.Folder;
        }
        lines.Add(Invariants.Text(folder));
        return string.Join('\n', lines);
    }
}
