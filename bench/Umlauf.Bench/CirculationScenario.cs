using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>Stored circulation: 50 people who sign at once, a full desk, the folder page, bulk signing, and a step with 11,000 stations.</summary>
internal sealed class CirculationScenario(Bench bench)
{
    private const int Users = 50;
    private const int Readers = 16;

    /// <summary>What the requirements ask for, in commands per second.</summary>
    private const int WantedRate = 500;

    public async Task Run()
    {
        foreach (var database in bench.Databases)
            await Run(database);
    }

    private async Task Run(string database)
    {
        await using var house = House.Open(bench, database, $"circulation-{database}");
        var start = Stopwatch.GetTimestamp();
        var town = await ActivatorUtilities.CreateInstance<SeedCirculation>(house).Run(Users);
        var mayor = town.People[0];
        var usual = await town.Folders(20, mayor, stations: 10, documents: 3);
        var large = await town.Folders(5, mayor, bench.Scaled(300), bench.Scaled(200));
        Bench.Say($"{database}: a town and its folders after {Bench.Seconds(start):N0} s");

        await Commands(database, house, town);
        // The program begins anew: no folder is in its memory.
        await using var again = House.Open(bench, database, $"circulation-{database}");
        await Pages($"{database}: folder of 10 stations and 3 documents", again, mayor, usual);
        await Pages(
            string.Create(CultureInfo.InvariantCulture, $"{database}: folder of {bench.Scaled(300)} stations"),
            again,
            mayor,
            large
        );
        await Desk(database, house, town);
        await Bulk(database, house, town);
        await Wide(database, town);
    }

    /// <summary>Each person signs own folders, one command after the other.</summary>
    private async Task Commands(string database, IServiceProvider house, SeedCirculation town)
    {
        var act = Service<ActInFolder>(house);
        var (rates, limits, processor) = (new List<double>(), new List<double>(), new List<double>());
        var (times, paced, kept) = (new List<double>(), new List<double>(), new List<double>());
        for (var run = 0; run < bench.Runs; run++)
        {
            var folders = await Task.WhenAll(town.People.Select(by => town.Folders(bench.Scaled(16), by, stations: 4, documents: 0)));
            var (start, before) = (Stopwatch.GetTimestamp(), Bench.CpuSeconds);
            var each = await AtOnce(Users, user => Sign(act, town.People[user], folders[user], TimeSpan.Zero));
            rates.Add(each.Count / Bench.Seconds(start));
            processor.Add(1_000 * (Bench.CpuSeconds - before) / each.Count);
            times.AddRange(each);
            folders = await Task.WhenAll(town.People.Select(by => town.Folders(bench.Scaled(16), by, stations: 4, documents: 0)));
            start = Stopwatch.GetTimestamp();
            var steady = await AtOnce(
                Users,
                user => Sign(act, town.People[user], folders[user], TimeSpan.FromSeconds((double)Users / WantedRate))
            );
            paced.AddRange(steady);
            kept.Add(steady.Count / Bench.Seconds(start));
            limits.Add(await Limit(house, town.Tenant));
        }
        bench.Report(Figure.Of($"{database}: journal alone, {Users} writers, durable", "/s", limits));
        bench.Report(Figure.Of($"{database}: stored commands, {Users} people at once", "/s", rates, limits.Average(), ">= 500"));
        bench.Report(Figure.Of($"{database}: the same, p50", "ms", [Figure.Percentile(times, 0.5)]));
        bench.Report(Figure.Of($"{database}: the same as fast as it goes, p95", "ms", [Figure.Percentile(times, 0.95)]));
        bench.Report(Figure.Of($"{database}: {WantedRate} a second asked for, answered", "/s", kept));
        bench.Report(Figure.Of($"{database}: at {WantedRate} a second, p50", "ms", [Figure.Percentile(paced, 0.5)]));
        bench.Report(Figure.Of($"{database}: at {WantedRate} a second, p95", "ms", [Figure.Percentile(paced, 0.95)], wanted: "<= 20"));
        bench.Report(Figure.Of($"{database}: processor time of this program for one", "ms", processor));
    }

    /// <summary>
    /// Signs station after station. With a pace each command has its time, whether the one before is done or not: who waits for an overdue answer waits
    /// in the measurement, too.
    /// </summary>
    /// <returns>Milliseconds from the time of a command to its answer.</returns>
    private static async Task<List<double>> Sign(ActInFolder act, Caller by, IReadOnlyList<CirculationFolderId> folders, TimeSpan pace)
    {
        var took = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        // The people of a town hall do not act in step.
        var next = pace * Random.Shared.NextDouble();
        foreach (var folder in folders)
        {
            for (var station = 1; station <= 4; station++)
            {
                var asked = Stopwatch.GetElapsedTime(begun);
                if (pace > TimeSpan.Zero)
                {
                    if (next > asked)
                        await Task.Delay(next - asked);
                    asked = next > asked ? Stopwatch.GetElapsedTime(begun) : next;
                    next += pace;
                }
                var command = new Complete
                {
                    Station = station,
                    Outcome = OutcomeKind.CoSigned,
                    Revision = station + 1,
                };
                SeedCirculation.Must(await act.Run(by, folder, Guid.CreateVersion7(), command, default));
                took.Add((Stopwatch.GetElapsedTime(begun) - asked).TotalMilliseconds);
            }
        }
        return took;
    }

    private async Task<double> Limit(IServiceProvider house, TenantId tenant)
    {
        var (db, journal) = (house.GetRequiredService<Db>(), house.GetRequiredService<JournalWriter>());
        var each = bench.Scaled(64);
        var start = Stopwatch.GetTimestamp();
        await AtOnce(
            Users,
            async user =>
            {
                for (var i = 0; i < each; i++)
                {
                    await using var unit = await db.Write(Actor.System(tenant), default);
                    journal.Append(unit, "measured", Guid.CreateVersion7(unit.Now), new { user, i });
                    await unit.Commit();
                }
                return [];
            }
        );
        return Users * each / Bench.Seconds(start);
    }

    private async Task Pages(string what, IServiceProvider house, Caller by, IReadOnlyList<CirculationFolderId> folders)
    {
        var show = Service<ShowFolder>(house);
        var cold = new List<double>();
        foreach (var folder in folders)
            cold.Add(await Timed(() => show.Run(by, folder, default)));
        bench.Report(Figure.Of($"{what}: page, read from its acts", "ms", cold, wanted: "<= 50"));
        var warm = new List<double>();
        var before = Bench.CpuSeconds;
        for (var i = 0; i < bench.Scaled(200); i++)
            warm.Add(await Timed(() => show.Run(by, folders[i % folders.Count], default)));
        bench.Report(Figure.Of($"{what}: page, p95", "ms", [Figure.Percentile(warm, 0.95)], wanted: "<= 50"));
        bench.Report(
            Figure.Of($"{what}: processor time of this program for one", "ms", [1_000 * (Bench.CpuSeconds - before) / warm.Count])
        );
    }

    private async Task Desk(string database, IServiceProvider house, SeedCirculation town)
    {
        var by = town.People[1];
        await town.FillDesk(by, bench.Scaled(5_000));
        var list = Service<ListDesk>(house);
        await list.Run(by, null, null, 50, default);
        var alone = new List<double>();
        for (var i = 0; i < bench.Scaled(100); i++)
            alone.Add(await Timed(() => list.Run(by, null, null, 50, default)));
        bench.Report(
            Figure.Of($"{database}: desk of {bench.Scaled(5_000):N0} items, p95", "ms", [Figure.Percentile(alone, 0.95)], wanted: "<= 60")
        );
        var before = Bench.CpuSeconds;
        var many = await AtOnce(
            Readers,
            async _ =>
            {
                var took = new List<double>();
                for (var i = 0; i < bench.Scaled(20); i++)
                    took.Add(await Timed(() => list.Run(by, null, null, 50, default)));
                return took;
            }
        );
        bench.Report(
            Figure.Of($"{database}: the same, {Readers} people at once, p95", "ms", [Figure.Percentile(many, 0.95)], wanted: "<= 60")
        );
        bench.Report(
            Figure.Of($"{database}: processor time of this program for one", "ms", [1_000 * (Bench.CpuSeconds - before) / many.Count])
        );
    }

    private async Task Bulk(string database, IServiceProvider house, SeedCirculation town)
    {
        var by = town.People[2];
        var (open, sign) = (Service<OpenFolder>(house), Service<SignOpened>(house));
        var times = new List<double>();
        for (var run = 0; run < bench.Runs; run++)
        {
            var folders = await town.Folders(bench.Scaled(300), by, stations: 1, documents: 1);
            await Parallel.ForEachAsync(folders, async (folder, stop) => SeedCirculation.Must(await open.Run(by, folder, stop)));
            var start = Stopwatch.GetTimestamp();
            var results = await sign.Run(by, folders, Guid.CreateVersion7(), default);
            times.Add(Bench.Seconds(start));
            if (results.FirstOrDefault(one => one.Refusal is not null)?.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.English);
        }
        bench.Report(Figure.Of($"{database}: bulk signing of {bench.Scaled(300)} folders", "s", times, wanted: "<= 3"));
    }

    private async Task Wide(string database, SeedCirculation town)
    {
        var people = await town.Strangers(bench.Scaled(11_000));
        var times = new List<double>();
        for (var run = 0; run < bench.Runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            await town.Folder(town.People[3], [SeedCirculation.Step(people)], []);
            times.Add(Bench.Seconds(start));
        }
        bench.Report(Figure.Of($"{database}: starting a step of {people.Length:N0} stations", "s", times, wanted: "<= 10"));
    }

    private static T Service<T>(IServiceProvider house)
        where T : class => ActivatorUtilities.GetServiceOrCreateInstance<T>(house);

    private static async Task<double> Timed<T>(Func<Task<Result<T>>> ask)
    {
        var start = Stopwatch.GetTimestamp();
        SeedCirculation.Must(await ask());
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<List<double>> AtOnce(int users, Func<int, Task<List<double>>> one) =>
        [.. (await Task.WhenAll(Enumerable.Range(0, users).Select(user => Task.Run(() => one(user))))).SelectMany(took => took)];
}
