using System.Diagnostics;
using System.Security.Cryptography;
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
/// same machine at the same hour: the disk; the libraries on one core; the same rows and terms written barely.
/// </summary>
internal sealed class IntakeScenario(Bench bench)
{
    private const int MostLimits = 2_000;

    /// <summary>A mail makes about so many rows: delivery, ledger, waiting, envelope, and for mail and file document, version, text and journal.</summary>
    private const int BareRows = 10;
    private const int BareRow = 250;

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
        {
            await Run(database, mails);
            await Files(database, mails.Take(count / 5).ToArray());
        }
    }

    /// <summary>The same way from the disk: a folder of files and one mailbox file.</summary>
    private async Task Files(string database, DemoArrival[] mails)
    {
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, $"mails-{database}")).FullName;
        var mbox = Path.Combine(bench.Folder, $"{database}.mbox");
        await using (var box = File.Create(mbox))
            foreach (var mail in mails)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, $"{mail.Index}.eml"), mail.Bytes);
                await box.WriteAsync("From x@example.org Thu Jan  1 00:00:00 2026\n"u8.ToArray());
                await box.WriteAsync(mail.Bytes);
                await box.WriteAsync("\n"u8.ToArray());
            }
        foreach (var (name, path) in new[] { ("a folder of files", folder), ("a mailbox file", mbox) })
        {
            await using var house = House.Open(bench, database, $"files-{database}-{(path == mbox ? "mbox" : "folder")}");
            var by = Actor.System(new TenantId(1));
            var channel = await house.GetRequiredService<OpenChannel>().Run(by, null, ChannelKind.File, default);
            var (start, count) = (Stopwatch.GetTimestamp(), 0);
            await house
                .GetRequiredService<TakeInFiles>()
                .Run(
                    by,
                    channel,
                    FileItem.In([path], default),
                    taken =>
                    {
                        Check(taken);
                        count++;
                    },
                    default
                );
            bench.Report(Figure.Of($"{database}: {name}, durable and on the ledger", "/s", [count / Bench.Seconds(start)]));
            await house.GetRequiredService<ReadWaiting>().Drain(default);
            bench.Report(Figure.Of($"{database}: {name}, all searchable", "/s", [count / Bench.Seconds(start)]));
            if (count != mails.Length)
                throw new InvalidOperationException($"{count} of {mails.Length} mails came out of {name}.");
        }
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
        var texts = some.Select(Parse).ToArray();
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
            bench.Report(Figure.Of("limit: MimeKit parses and decodes, SHA-256 of mail and files, one core", "/s", [parse]));
            bench.Report(Figure.Of("limit: German analysis of the text, one core", "/s", [analyse]));
            bench.Report(Figure.Of("limit: ready terms into FTS5 and ten bare rows, durable, 64 mails at once", "/s", [insert]));
        }
        var cores = Environment.ProcessorCount / ((1 / parse) + (1 / analyse) + (1 / insert));
        return Math.Min(append, Math.Min(insert, cores));
    }

    /// <summary>What nobody can leave out: the text, and a hash of the mail and of each file in it.</summary>
    private static string Parse(DemoArrival mail)
    {
        SHA256.HashData(mail.Bytes);
        var message = MimeMessage.Load(new MemoryStream(mail.Bytes));
        foreach (var file in message.Attachments.OfType<MimePart>())
        {
            using var decoded = new MemoryStream();
            file.Content!.DecodeTo(decoded);
            SHA256.HashData(decoded.GetBuffer().AsSpan(0, (int)decoded.Length));
        }
        return message.TextBody ?? "";
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
            CREATE TABLE r (id text PRIMARY KEY, facts text);
            """;
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO f (terms) VALUES (@terms)";
        var value = command.Parameters.Add("@terms", SqliteType.Text);
        using var bare = connection.CreateCommand();
        bare.CommandText = "INSERT INTO r (id, facts) VALUES (@id, @facts)";
        var id = bare.Parameters.Add("@id", SqliteType.Text);
        bare.Parameters.AddWithValue("@facts", new string('x', BareRow));
        foreach (var some in terms.Chunk(64))
        {
            using var transaction = connection.BeginTransaction();
            command.Transaction = bare.Transaction = transaction;
            foreach (var one in some)
            {
                value.Value = one;
                command.ExecuteNonQuery();
                for (var row = 0; row < BareRows; row++)
                {
                    id.Value = Guid.CreateVersion7().ToString();
                    bare.ExecuteNonQuery();
                }
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
                if (
                    await unit.Scalar<long>(
                        $"SELECT count(*) FROM (SELECT 1 FROM intake_waiting WHERE tenant_id = @tenant AND {which} LIMIT 1) w"
                    ) == 0
                )
                    return;
            await Task.Delay(10);
        }
    }
}
