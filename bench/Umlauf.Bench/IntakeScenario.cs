using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Umlauf.Cli.Demo;
using Umlauf.Formats.German;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>
/// A generated mailbox through the whole intake: durable in the blob store and on the ledger, parsed, on record, searchable. Beside it the limits of the
/// same machine at the same hour: the disk, MimeKit alone, FTS5 alone.
/// </summary>
internal sealed class IntakeScenario(Bench bench)
{
    private const int MostLimits = 2_000;

    public async Task Run()
    {
        var count = bench.Scaled(10_000);
        var start = Stopwatch.GetTimestamp();
        var letters = new Letters(
            5,
            count,
            new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero)
        );
        var mails = new DemoArrival[count];
        Parallel.For(0, count, i => mails[i] = letters.At(i));
        Bench.Say(
            $"{count:N0} mails made in {Bench.Seconds(start):N1} s, {mails.Average(m => m.Bytes.Length):N0} bytes on average, {mails.Count(m => m.HasPdf) * 100.0 / count:N1} % with a PDF"
        );
        foreach (var database in bench.Databases)
            await Run(database, mails);
    }

    private async Task Run(string database, DemoArrival[] mails)
    {
        List<double> durable = [],
            searchable = [],
            all = [],
            cpu = [],
            limits = [];
        for (var run = 0; run < bench.Runs; run++)
        {
            limits.Add(Limit(mails, run == 0));
            await using var house = House.Open(bench, database, $"intake-{database}-{run}");
            var by = Actor.System(new TenantId(1));
            var channel = await house.GetRequiredService<OpenChannel>().Run(by, null, ChannelKind.Pipe, default);
            var reading = house.GetRequiredService<ReadWaiting>();
            var (start, cpuStart) = (Stopwatch.GetTimestamp(), Bench.CpuSeconds);
            await reading.StartAsync(default);
            await house.GetRequiredService<TakeInFiles>().Run(by, channel, Items(mails), Check, default);
            durable.Add(mails.Length / Bench.Seconds(start));
            await Waits(house, "step = 0");
            searchable.Add(mails.Length / Bench.Seconds(start));
            await Waits(house, "1 = 1");
            all.Add(mails.Length / Bench.Seconds(start));
            cpu.Add(mails.Length / (Bench.CpuSeconds - cpuStart));
            await reading.StopAsync(default);
        }
        var limit = Figure.Of("", "", limits).Median;
        bench.Report(Figure.Of($"{database}: combined limit (see docs/benchmarks.md)", "/s", limits));
        bench.Report(Figure.Of($"{database}: durable and on the ledger", "/s", durable));
        bench.Report(Figure.Of($"{database}: durable, parsed, mail text searchable", "/s", searchable, limit, ">= 1,000, ratio >= 60 %"));
        bench.Report(Figure.Of($"{database}: with the text of the PDFs searchable too", "/s", all, wanted: ">= 350"));
        bench.Report(Figure.Of($"{database}: messages per second of this program's processor time", "/s", cpu));
    }

    /// <summary>The most that the parts allow when they share the cores perfectly: parsing and indexing on all cores, one writer of the index, one disk.</summary>
    private double Limit(DemoArrival[] mails, bool report)
    {
        var some = mails.Take(MostLimits).ToArray();
        var size = (int)mails.Average(m => m.Bytes.Length);
        var append = Disk.AppendRate(bench.Folder, size, 32, TimeSpan.FromSeconds(2)) / size;
        var start = Stopwatch.GetTimestamp();
        var texts = some.Select(m => MimeMessage.Load(new MemoryStream(m.Bytes)).TextBody ?? "").ToArray();
        var parse = some.Length / Bench.Seconds(start);
        start = Stopwatch.GetTimestamp();
        var terms = texts.Select(Terms).ToArray();
        var analyse = some.Length / Bench.Seconds(start);
        start = Stopwatch.GetTimestamp();
        Insert(terms);
        var insert = some.Length / Bench.Seconds(start);
        if (report)
        {
            bench.Report(Figure.Of("limit: appends of one mail's size, a sync for every 32", "/s", [append]));
            bench.Report(Figure.Of("limit: MimeKit parses and finds the text, one core", "/s", [parse]));
            bench.Report(Figure.Of("limit: German analysis of the text, one core", "/s", [analyse]));
            bench.Report(Figure.Of("limit: FTS5 insert of ready terms, durable, 64 in one transaction", "/s", [insert]));
        }
        var cores = Environment.ProcessorCount / ((1 / parse) + (1 / analyse) + (1 / insert));
        return Math.Min(append, Math.Min(insert, cores));
    }

    private static string Terms(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        GermanAnalyser.AddTerms(text, terms);
        return string.Join(' ', terms);
    }

    private void Insert(string[] terms)
    {
        var file = Path.Combine(bench.Folder, $"fts-{Guid.CreateVersion7():N}.db");
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
            CREATE VIRTUAL TABLE f USING fts5(terms, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'");
            """;
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO f (terms) VALUES (@terms)";
        var value = command.Parameters.Add("@terms", SqliteType.Text);
        foreach (var some in terms.Chunk(64))
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = transaction;
            foreach (var one in some)
            {
                value.Value = one;
                command.ExecuteNonQuery();
            }
            transaction.Commit();
        }
    }

    private static async IAsyncEnumerable<FileItem> Items(DemoArrival[] mails)
    {
        foreach (var mail in mails)
            yield return new FileItem(mail.MessageId, mail.MessageId, "", "message/rfc822", mail.Bytes, 0, null, null);
        await Task.CompletedTask;
    }

    private static void Check(FileTaken taken)
    {
        if (taken.Problem is { } problem)
            throw new InvalidOperationException(problem);
    }

    private static async Task Waits(IServiceProvider house, string which)
    {
        while (true)
        {
            await using (var unit = await house.GetRequiredService<Db>().Read(Actor.System(new TenantId(1)), default))
                if (await unit.Scalar<long>($"SELECT count(*) FROM intake_waiting WHERE tenant_id = @tenant AND {which}") == 0)
                    return;
            await Task.Delay(10);
        }
    }
}
