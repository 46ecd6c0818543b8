using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using Umlauf.Adapters.Postgres;
using Umlauf.Adapters.Sqlite;
using Umlauf.Formats.German;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>
/// 20 German queries of somebody who sees three of 40 offices: first page with marked hits, and the total. Beside it the bare index query without rights, ranks and texts.
/// The index is written by the product from the seeded texts; <c>--rebuild</c> writes it anew where the documents were kept.
/// </summary>
internal sealed class SearchScenario(Bench bench)
{
    private const int Offices = 40;
    private static readonly TenantId town = SeedDocuments.Town;
    private static readonly OfficeId[] offices =
    [
        .. Enumerable.Range(1, Offices).Select(office => new OfficeId(new Guid(office, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0))),
    ];
    private readonly GermanMails mails = new(7);
    private long letters;

    public async Task Run()
    {
        InsertOnly();
        foreach (var database in bench.Databases)
        foreach (var size in bench.Sizes)
            await Run(database, size);
    }

    private async Task Run(string database, int size)
    {
        await using Dialect dialect =
            database == "postgres"
                ? new PostgresDialect(bench.Postgres($"search_{size}"))
                : new SqliteDialect(Path.Combine(bench.Folder, $"search-{size}.db"));
        dialect.Migrate(Migrations.For(dialect));
        var db = new Db(dialect, TimeProvider.System);
        var label = string.Create(CultureInfo.InvariantCulture, $"{database}: {size:N0} documents");
        var seed = new SeedDocuments(db, offices);
        await seed.Run(size);
        if (await seed.Indexed() != size || bench.Flag("--rebuild"))
            await Rebuild(db, label, size);
        letters = await seed.Letters();
        await Size(db, label);
        await Queries(db, label, size);
    }

    private async Task Size(Db db, string label)
    {
        await using var unit = await db.Read(Actor.System(town), CancellationToken.None);
        var bytes = db.Dialect.IsSqlite
            ? await unit.Scalar<long>("SELECT sum(length(block)) FROM records_search_data")
                + await unit.Scalar<long>("SELECT sum(length(sz) + 4) FROM records_search_docsize")
                + await unit.Scalar<long>("SELECT sum(2 * (length(document_id) + 10) + 8) FROM records_search_entry")
            : await unit.Scalar<long>(
                """
                SELECT sum(pg_total_relation_size(CAST(t AS regclass))) FROM unnest(ARRAY[
                    'records_search_entry', 'records_search_segment', 'records_search_block_young', 'records_search_block_grown']) t
                """
            );
        bench.Report(Figure.Of($"{label}: index size of the text's", "%", [100.0 * bytes / letters], wanted: "<= 35"));
    }

    private async Task Queries(Db db, string label, int size)
    {
        var search = new SearchDocuments(db);
        var by = CaseOfficer();
        var all = new List<double>();
        var bare = new List<double>();
        var slowest = ("", 0.0);
        var processor = new List<double>();
        var each = new List<(string Query, double Took, double Busy, int Total)>();
        for (var run = -5; run < Math.Max(3, bench.Runs); run++)
        {
            foreach (var query in GermanMails.Queries)
            {
                var (start, processorBefore) = (Stopwatch.GetTimestamp(), Bench.CpuSeconds);
                var page = (await search.Run(by, new SearchQuery(query), CancellationToken.None)).Value;
                var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                var busy = 1_000 * (Bench.CpuSeconds - processorBefore);
                start = Stopwatch.GetTimestamp();
                await Bare(db, query);
                if (run < 0)
                    continue;
                each.Add((query, took, busy, page.Total));
                processor.Add(busy);
                bare.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                all.Add(took);
                if (took > slowest.Item2)
                    slowest = (query, took);
            }
        }
        foreach (var query in each.GroupBy(one => one.Query).Where(_ => bench.Flag("--each")))
            Bench.Say(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{query.Key, -40} {Figure.Percentile(query.Select(one => one.Took), 0.5), 8:F1} ms, of this program {query.Min(one => one.Busy), 6:F1} at least, {query.First().Total} hits"
                )
            );
        var wanted = size switch
        {
            100_000 => "<= 15",
            1_000_000 => "<= 60",
            _ => null,
        };
        bench.Report(Figure.Of($"{label}: search, median", "ms", [Figure.Percentile(all, 0.5)], Figure.Percentile(bare, 0.5)));
        bench.Report(Figure.Of($"{label}: search, p95", "ms", [Figure.Percentile(all, 0.95)], Figure.Percentile(bare, 0.95), wanted));
        bench.Report(Figure.Of($"{label}: search, processor time of this program, median", "ms", [Figure.Percentile(processor, 0.5)]));
        bench.Report(Figure.Of($"{label}: search, processor time of this program, p95", "ms", [Figure.Percentile(processor, 0.95)]));
        bench.Report(Figure.Of($"{label}: slowest, {slowest.Item1}", "ms", [slowest.Item2]));
    }

    /// <summary>
    /// The least that can be asked: the newest 20 numbers of the words and the count, of all offices; on PostgreSQL the blocks in which the words stand.
    /// </summary>
    private static async Task Bare(Db db, string query)
    {
        string[] words = [.. GermanAnalyser.Tokens(query).Where(token => token.Word.Terms.Count > 0).Select(token => token.Word.Key)];
        await using var unit = await db.Read(Actor.System(town), CancellationToken.None);
        if (!db.Dialect.IsSqlite)
        {
            await unit.Query<byte[]>(
                """
                SELECT b.data FROM records_search_segment s CROSS JOIN unnest(@words) word CROSS JOIN LATERAL (
                    SELECT b.data FROM records_search_block b
                    WHERE b.tenant_id = @tenant AND b.grown = s.grown AND b.segment_id = s.id AND b.first <= CAST(word AS bytea)
                    ORDER BY b.first DESC, b.part DESC LIMIT 1) b
                WHERE s.tenant_id = @tenant
                """,
                new { words }
            );
            return;
        }
        var expression = string.Join(" AND ", words.Select(word => $"\"{word}\""));
        const string Source = "rowid FROM records_search WHERE records_search MATCH @expression";
        await unit.Query<long>($"SELECT {Source} ORDER BY 1 DESC LIMIT 20", new { expression });
        await unit.Scalar<long>($"SELECT count(*) FROM (SELECT {Source} LIMIT {SearchDocuments.CountedUpTo}) counted", new { expression });
    }

    private async Task Rebuild(Db db, string label, int size)
    {
        var jobs = new Jobs(db);
        var handler = new RebuildIndexJob(db, jobs);
        await new RebuildIndex(db, jobs, new JournalWriter()).Run(Caller.Program(town), CancellationToken.None);
        using var runner = new JobRunner(jobs, [handler], Microsoft.Extensions.Logging.Abstractions.NullLogger<JobRunner>.Instance);
        var start = Stopwatch.GetTimestamp();
        while (await runner.Step(handler, CancellationToken.None)) { }
        await SeedDocuments.Settle(db);
        var rate = size / Bench.Seconds(start);
        bench.Report(Figure.Of($"{label}: index written anew, for 50,000 of them", "s", [50_000 / rate], wanted: "<= 120"));
        bench.Report(
            Figure.Of(
                $"{label}: peak memory of the program",
                "MB",
                [Process.GetCurrentProcess().PeakWorkingSet64 / 1e6],
                wanted: "<= 1,000"
            )
        );
    }

    /// <summary>The limit of writing: the analyser alone, and FTS5 alone with its terms.</summary>
    private void InsertOnly()
    {
        var texts = Enumerable.Range(0, 5_000).Select(_ => mails.Next().Text).ToArray();
        var bytes = texts.Sum(Encoding.UTF8.GetByteCount);
        var terms = new List<string>();
        var speeds = new List<double>();
        for (var run = 0; run < 3; run++)
        {
            terms.Clear();
            var start = Stopwatch.GetTimestamp();
            foreach (var text in texts)
            {
                var set = new HashSet<string>(StringComparer.Ordinal);
                GermanAnalyser.AddTerms(text, set);
                terms.Add(string.Join(' ', set));
            }
            speeds.Add(bytes / 1e6 / Bench.Seconds(start));
        }
        bench.Report(Figure.Of("analyser alone, one thread", "MB/s", speeds, wanted: ">= 5"));
        using var connection = new SqliteConnection("Data Source=");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE VIRTUAL TABLE t USING fts5(terms, content='', detail=none, tokenize=\"ascii tokenchars '_'\"); BEGIN";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO t (terms) VALUES ($terms)";
        var value = command.Parameters.Add("$terms", SqliteType.Text);
        var begun = Stopwatch.GetTimestamp();
        foreach (var one in terms)
        {
            value.Value = one;
            command.ExecuteNonQuery();
        }
        command.CommandText = "COMMIT";
        command.ExecuteNonQuery();
        bench.Report(Figure.Of("limit: FTS5 insert alone, one transaction", "/s", [terms.Count / Bench.Seconds(begun)]));
    }

    private static Caller CaseOfficer()
    {
        var person = Ids.New<StaffMemberId>(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new Caller
        {
            Actor = new Actor(town, ActorKind.Staff, person.Value),
            Staff = person,
            Office = offices[3],
            Sight = new Dictionary<OfficeId, Confidentiality>
            {
                [offices[3]] = Confidentiality.Normal,
                [offices[7]] = Confidentiality.Normal,
                [offices[11]] = Confidentiality.Normal,
            },
        };
    }
}
