using System.Collections.Immutable;
using System.Diagnostics;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>The circulation engine alone, on one core, without a database: usual folders, one step with 11,000 stations, and a long folder read again.</summary>
internal sealed class CirculationEngineScenario(Bench bench)
{
    private const int Stations = 10;
    private const int Warm = 5;
    private static readonly DateTimeOffset morning = new(2026, 3, 23, 8, 0, 0, TimeSpan.Zero);
    private static readonly WorkingDays hamburg = new(FederalState.Hamburg);
    private static readonly Clocks clocks = new(morning, _ => hamburg);
    private static readonly CirculationFolderId id = Ids.New<CirculationFolderId>(morning);
    private static readonly StaffMemberId owner = Ids.New<StaffMemberId>(morning);
    private static readonly Acting[] people = [.. Enumerable.Range(0, Stations).Select(_ => Person(Ids.New<StaffMemberId>(morning)))];

    public void Run()
    {
        Usual(bench.Scaled(2_000));
        var rates = new List<double>();
        var perCpu = new List<double>();
        for (var run = 0; run < bench.Runs; run++)
        {
            var (start, cpu) = (Stopwatch.GetTimestamp(), Bench.CpuSeconds);
            var commands = Usual(bench.Scaled(20_000));
            rates.Add(commands / Bench.Seconds(start));
            perCpu.Add(commands / (Bench.CpuSeconds - cpu));
        }
        bench.Report(Figure.Of($"commands, folder of {Stations} stations", "/s", rates, wanted: ">= 100,000"));
        bench.Report(Figure.Of("the same per second of processor time", "/s", perCpu));
        OneStep(bench.Scaled(11_000));
        Replay(bench.Scaled(10_000));
    }

    /// <summary>Folders in which one person after the other signs, three of them in parallel, one with a question.</summary>
    private static int Usual(int folders)
    {
        var route = Route([.. people.Select(one => one.Person)], [1, 3, 1, 1, 1, 1, 1, 1]);
        var commands = 0;
        for (var i = 0; i < folders; i++)
        {
            var folder = Start(route);
            commands++;
            for (var number = 1; number <= Stations; number++)
            {
                var by = people[number - 1];
                if (number == 5)
                {
                    folder = Do(folder, new Ask { Station = number, Text = "Who pays?" }, by);
                    folder = Do(folder, new Answer(1, "The county."), Person(owner));
                    commands += 2;
                }
                folder = Do(folder, Sign(folder, number), by);
                commands++;
            }
            if (folder.State != FolderState.Completed)
                throw new InvalidOperationException("The folder is not complete.");
        }
        return commands;
    }

    private void OneStep(int stations)
    {
        var addressees = Enumerable.Range(0, stations).Select(_ => Ids.New<StaffMemberId>(morning)).ToArray();
        var route = Route(addressees, [stations]);
        var starts = new List<double>();
        var signs = new List<double>();
        for (var run = 0; run < bench.Runs; run++)
        {
            var cpu = Bench.CpuSeconds;
            var folder = Start(route);
            starts.Add((Bench.CpuSeconds - cpu) * 1_000);
            cpu = Bench.CpuSeconds;
            for (var number = 1; number <= stations; number++)
                folder = Do(folder, Sign(folder, number), Person(addressees[number - 1]));
            signs.Add(stations / (Bench.CpuSeconds - cpu));
            if (folder.State != FolderState.Completed)
                throw new InvalidOperationException("The folder is not complete.");
        }
        bench.Report(Figure.Of($"making and starting one step of {stations:N0} stations, processor", "ms", starts, wanted: "<= 10,000"));
        bench.Report(Figure.Of("signing there, per second of processor time", "/s", signs));
    }

    private void Replay(int events)
    {
        // Half of the events are signatures and new turns, the others questions with their answers, and remarks.
        var stations = Math.Max(10, events / 13 * 4);
        var addressees = Enumerable.Range(0, stations).Select(_ => Ids.New<StaffMemberId>(morning)).ToArray();
        var acts = new List<byte[]>();
        var count = 0;
        var folder = Start(Route(addressees, [.. Enumerable.Repeat(10, stations / 10)]), Keep);
        for (var number = 1; number <= stations / 10 * 10 && count < events; number++)
        {
            var by = Person(addressees[number - 1]);
            if (number % 2 == 0)
            {
                folder = Do(folder, new Ask { Station = number, Text = "Who pays for this, and since when?" }, by, Keep);
                folder = Do(folder, new Answer(folder.Questions.Length, "The county, since January."), Person(owner), Keep);
            }
            folder = Do(folder, new WriteRemark("Please keep the street clean.", null, null), by, Keep);
            folder = Do(folder, Sign(folder, number), by, Keep);
        }
        var expected = ActJson.Write(folder);
        var times = new List<double>();
        var reading = new List<double>();
        // The first ones are for the compiler: a server has long been running.
        for (var run = 0; run < bench.Runs + Warm; run++)
        {
            var cpu = Bench.CpuSeconds;
            foreach (var act in acts)
                ActJson.Read(act);
            reading.Add((Bench.CpuSeconds - cpu) * 1_000);
            cpu = Bench.CpuSeconds;
            var again = Circulate.Replay(null, acts.Select(act => ActJson.Read(act)));
            times.Add((Bench.CpuSeconds - cpu) * 1_000);
            if (!ActJson.Write(again).AsSpan().SequenceEqual(expected))
                throw new InvalidOperationException("The folder is another one after the replay.");
        }
        var size = acts.Sum(act => (long)act.Length) / 1024;
        bench.Report(
            Figure.Of($"replay of {count:N0} events from {size:N0} KiB JSON, processor", "ms", times.Skip(Warm), wanted: "<= 100")
        );
        bench.Report(Figure.Of("of these, reading the JSON", "ms", reading.Skip(Warm)));

        void Keep(Act act)
        {
            acts.Add(ActJson.Write(act));
            count += act.Events.Length;
        }
    }

    private static Folder Start(ImmutableArray<StepPlan> route, Action<Act>? keep = null)
    {
        var plan = new FolderPlan
        {
            Route = route,
            Items = [new FolderItem(new DocumentId(id.Value), 1, ContentHash.Of([1]), Decisive: true)],
        };
        var made = Circulate.Make(id, plan, owner, owner, morning).Value;
        keep?.Invoke(made.Act);
        return Do(made.Folder, new Start(), Person(owner), keep);
    }

    private static Folder Do(Folder folder, Command command, Acting by, Action<Act>? keep = null)
    {
        var decided = Circulate.Decide(folder, command with { Revision = folder.Revision }, by, clocks);
        keep?.Invoke(decided.Value.Act);
        return decided.Value.Folder;
    }

    private static Complete Sign(Folder folder, int number) =>
        new()
        {
            Station = number,
            Outcome = folder.Station(number).Task == StationTask.FinalSign ? OutcomeKind.Signed : OutcomeKind.CoSigned,
        };

    /// <summary>Steps of these sizes; the last station signs finally.</summary>
    private static ImmutableArray<StepPlan> Route(StaffMemberId[] addressees, int[] steps)
    {
        var route = ImmutableArray.CreateBuilder<StepPlan>();
        var next = 0;
        foreach (var size in steps)
        {
            var members = Enumerable
                .Range(next, size)
                .Select(place => new MemberPlan
                {
                    Station = new StationPlan
                    {
                        Addressee = Addressee.Of(addressees[place]),
                        Task = place == addressees.Length - 1 ? StationTask.FinalSign : StationTask.CoSign,
                        DueWorkingDays = 3,
                    },
                });
            route.Add(new StepPlan { Members = [.. members] });
            next += size;
        }
        return route.ToImmutable();
    }

    private static Acting Person(StaffMemberId person) => new() { Person = person, Hats = [new Hat(person, Capacity.Self, [], [])] };
}
