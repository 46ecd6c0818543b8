using System.Globalization;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Journal;

public sealed class JournalTests
{
    private static readonly TenantId Town = new(7);
    private static readonly TenantId OtherTown = new(8);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Concurrent_writers_make_one_chain_without_gaps(string kind)
    {
        await using var journal = await JournalOnTest.Create(kind);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(writer => journal.Write(Town, $"act-{writer}", 10)));

        var entries = await journal.Read.Run(Town, 0, 1000, default);
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), entries.Select(entry => entry.Position));
        Assert.Empty((await journal.Verify(Town)).Problems);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_act_that_is_rolled_back_leaves_no_entry(string kind)
    {
        await using var journal = await JournalOnTest.Create(kind);
        await using (var unit = await journal.Database.Db.Write(Actor.System(Town), default))
            journal.Writer.Append(unit, "never-done", Guid.CreateVersion7());
        await journal.Write(Town, "done", 1);

        Assert.Equal(["done"], (await journal.Read.Run(Town, 0, 10, default)).Select(entry => entry.Kind));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Whoever_waits_hears_of_an_act_in_the_own_administration_and_only_when_it_is_done(string kind)
    {
        await using var journal = await JournalOnTest.Create(kind);
        var (here, there) = (journal.Writer.News.Of(Town), journal.Writer.News.Of(OtherTown));
        await using (var unit = await journal.Database.Db.Write(Actor.System(Town), default))
            journal.Writer.Append(unit, "never-done", Guid.CreateVersion7());
        Assert.False(here.Next.IsCompleted);

        await journal.Write(Town, "done", 1);

        Assert.True(here.Next.IsCompleted);
        Assert.False(there.Next.IsCompleted);
        Assert.Equal(here.Number + 1, journal.Writer.News.Of(Town).Number);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Each_administration_has_its_own_journal(string kind)
    {
        await using var journal = await JournalOnTest.Create(kind);
        await journal.Write(Town, "here", 2);
        await journal.Write(OtherTown, "there", 3);

        Assert.Equal(2, await journal.Read.Position(Town, default));
        Assert.Equal(3, (await journal.Read.Run(OtherTown, 0, 10, default)).Count);
        Assert.Equal([Town, OtherTown], await new ListJournals(journal.Database.Db).Run(default));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Proofs_lead_from_any_entry_to_the_newest_checkpoint_and_from_old_checkpoints_to_new_ones(string kind)
    {
        await using var journal = await JournalOnTest.Create(kind);
        await journal.Write(Town, "first", 300);
        var older = await journal.Checkpoint(Town);
        await journal.Write(Town, "second", 333);

        foreach (var position in new long[] { 1, 255, 256, 257, 300, 301, 633 })
        {
            var proof = (await journal.Prove.Run(Town, position, default)).Value;
            Assert.Equal(633, proof.Checkpoint.Size);
            Assert.True(MerkleTree.VerifyInclusion(position - 1, 633, proof.Entry.LeafAsRecorded(), proof.Path, proof.Checkpoint.Root));
        }
        var consistency = (await journal.Prove.Consistency(Town, 300, default)).Value;
        Assert.True(MerkleTree.VerifyConsistency(300, 633, older!.Root, consistency.Newer.Root, consistency.Path));
        Assert.Equal(ProveEntry.NoSuchEntry, (await journal.Prove.Run(Town, 634, default)).Refusal);
        Assert.Equal(ProveEntry.NoSuchCheckpoint, (await journal.Prove.Consistency(Town, 299, default)).Refusal);
    }

    public static IEnumerable<TheoryDataRow<string, string, string>> Tamperings =>
        from database in Databases.All
        from tampering in new (string Sql, string Problem)[]
        {
            ("UPDATE journal_entry SET data = '{\"n\":2}' WHERE position = 300", "journal.entry-changed journal_entry position 300"),
            ("UPDATE journal_entry SET actor = 'staff:x' WHERE position = 300", "journal.entry-changed journal_entry position 300"),
            ("UPDATE journal_entry SET kind = 'other' WHERE position = 300", "journal.entry-changed journal_entry position 300"),
            (
                "UPDATE journal_entry SET at = (SELECT at FROM journal_checkpoint WHERE size = 300) WHERE position = 299",
                "journal.entry-changed journal_entry position 299"
            ),
            ("UPDATE journal_entry SET leaf = chain WHERE position = 300", "journal.entry-changed journal_entry position 300"),
            ("UPDATE journal_entry SET chain = leaf WHERE position = 300", "journal.chain-broken journal_entry position 300"),
            ("DELETE FROM journal_entry WHERE position = 300", "journal.entry-missing journal_entry position 300"),
            ("DELETE FROM journal_entry WHERE position = 400", "journal.head-mismatch journal_head"),
            ("UPDATE journal_entry SET position = 401 WHERE position = 300", "journal.chain-broken journal_entry position 401"),
            (
                "INSERT INTO journal_entry SELECT tenant_id, 401, at, actor, kind, subject, data, leaf, chain FROM journal_entry WHERE position = 2",
                "journal.chain-broken journal_entry position 401"
            ),
            ("UPDATE journal_head SET position = 399", "journal.head-mismatch journal_head"),
            ("UPDATE journal_checkpoint SET root = chain", "journal.checkpoint-changed journal_checkpoint size 300"),
            ("UPDATE journal_checkpoint SET size = 299", "journal.checkpoint-changed journal_checkpoint size 299"),
            ("UPDATE journal_checkpoint SET signature = root", "journal.checkpoint-changed journal_checkpoint size 300"),
            ("UPDATE journal_node SET hash = (SELECT root FROM journal_checkpoint)", "journal.node-changed journal_node level 8 place 0"),
        }
        select new TheoryDataRow<string, string, string>(database.Data, tampering.Sql, tampering.Problem) { Skip = database.Skip };

    [Theory, MemberData(nameof(Tamperings))]
    public async Task Whatever_is_tampered_with_is_found_and_named(string kind, string sql, string problem)
    {
        await using var journal = await JournalOnTest.Create(kind);
        await journal.Write(Town, "act", 300);
        journal.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await journal.Checkpoint(Town);
        await journal.Write(Town, "act", 100);
        Assert.Empty((await journal.Verify(Town)).Problems);

        await using (var unit = await journal.Database.Db.Write(Actor.System(Town), default))
        {
            Assert.Equal(1, await unit.Exec(sql));
            await unit.Commit();
        }

        var found = (await journal.Verify(Town)).Problems.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Code} {p.Where}"));
        Assert.Contains(problem, found);
    }

    private sealed class JournalOnTest(TestDatabase database) : IAsyncDisposable
    {
        private readonly CheckpointKey key = new(Settings.Load(database.Folder));

        public TestDatabase Database => database;
        public JournalWriter Writer { get; } = new();
        public ReadJournal Read { get; } = new(database.Db);
        public ProveEntry Prove => new(database.Db, new MakeCheckpoint(database.Db, key));

        public static async Task<JournalOnTest> Create(string kind) => new(await TestDatabase.Create(kind));

        public Task<Checkpoint?> Checkpoint(TenantId town) => new MakeCheckpoint(database.Db, key).Run(town, default);

        public Task<IntegrityReport> Verify(TenantId town) => new VerifyJournal(database.Db, key).Check(town, default);

        public async Task Write(TenantId town, string what, int count)
        {
            await using var unit = await database.Db.Write(Actor.System(town), default);
            for (var n = 0; n < count; n++)
                Writer.Append(unit, what, Guid.CreateVersion7(), new { n });
            await unit.Commit();
        }

        public ValueTask DisposeAsync()
        {
            key.Dispose();
            return database.DisposeAsync();
        }
    }
}
