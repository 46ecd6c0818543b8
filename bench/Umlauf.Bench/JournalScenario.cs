using System.Diagnostics;
using Umlauf.Adapters.Postgres;
using Umlauf.Adapters.Sqlite;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>Transactions with one journal entry each, from 16 writers of one administration; then the chain is verified.</summary>
internal sealed class JournalScenario(Bench bench)
{
    private const int Writers = 16;

    public async Task Run()
    {
        foreach (var database in bench.Databases)
            await Run(database);
    }

    private async Task Run(string database)
    {
        var syncs = Disk.SyncRate(bench.Folder, 4096, TimeSpan.FromSeconds(2));
        bench.Report(Figure.Of($"{database}: limit: 4 KiB appends, one sync each, one writer", "/s", [syncs]));
        Dialect dialect =
            database == "postgres"
                ? new PostgresDialect(bench.Postgres("journal"))
                : new SqliteDialect(Path.Combine(bench.Folder, "journal.db"));
        await using var owned = dialect;
        dialect.Migrate(Migrations.For(dialect));
        var db = new Db(dialect, TimeProvider.System);
        var journal = new JournalWriter();
        await Write(db, journal, writers: 2, each: 200);

        var rates = new List<double>();
        var alone = new List<double>();
        var latencies = new List<double>();
        for (var run = 0; run < bench.Runs; run++)
        {
            var each = bench.Scaled(2_000);
            var start = Stopwatch.GetTimestamp();
            latencies.AddRange(await Write(db, journal, Writers, each));
            rates.Add(Writers * each / Bench.Seconds(start));
            var few = bench.Scaled(1_000);
            start = Stopwatch.GetTimestamp();
            await Write(db, journal, 1, few);
            alone.Add(few / Bench.Seconds(start));
        }
        bench.Report(Figure.Of($"{database}: one-entry transactions, {Writers} writers, durable", "/s", rates, wanted: ">= 2,000"));
        bench.Report(Figure.Of($"{database}: the same, p95", "ms", [Figure.Percentile(latencies, 0.95)]));
        bench.Report(Figure.Of($"{database}: one-entry transactions, 1 writer, durable", "/s", alone, syncs));

        var verified = new List<double>();
        var perCpu = new List<double>();
        var check = new VerifyJournal(db, new CheckpointKey(new Settings(new DataFolder(bench.Folder), Empty)));
        for (var run = 0; run < bench.Runs; run++)
        {
            var (start, cpu) = (Stopwatch.GetTimestamp(), Bench.CpuSeconds);
            var report = await check.Check(new TenantId(1), CancellationToken.None);
            verified.Add(report.Checked / Bench.Seconds(start));
            perCpu.Add(report.Checked / (Bench.CpuSeconds - cpu));
            if (report.Problems.Count > 0)
                throw new InvalidOperationException($"The journal that was just written has problems: {report.Problems[0]}");
        }
        bench.Report(Figure.Of($"{database}: verify", "/s", verified, wanted: ">= 100,000"));
        bench.Report(Figure.Of($"{database}: verify, entries per second of processor time", "/s", perCpu));
    }

    private static Microsoft.Extensions.Configuration.IConfiguration Empty =>
        new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build();

    /// <returns>Milliseconds of each transaction.</returns>
    private static async Task<IReadOnlyList<double>> Write(Db db, JournalWriter journal, int writers, int each)
    {
        var times = new double[writers][];
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => One(writer))));
        return times.SelectMany(t => t).ToList();

        async Task One(int writer)
        {
            times[writer] = new double[each];
            for (var i = 0; i < each; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await using var unit = await db.Write(Actor.System(new TenantId(1)), CancellationToken.None);
                journal.Append(unit, "measured", Guid.CreateVersion7(unit.Now), new { writer, i });
                await unit.Commit();
                times[writer][i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }
    }
}
