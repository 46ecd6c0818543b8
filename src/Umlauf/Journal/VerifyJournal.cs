using System.Globalization;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Recomputes every leaf, the chain, every checkpoint and every stored subtree (Protokoll prüfen), and names what is changed, missing, reordered or inserted.</summary>
public sealed class VerifyJournal(Db db, CheckpointKey key) : IIntegrityCheck
{
    /// <summary>More problems than this are counted, not listed.</summary>
    private const int MostListed = 100;

    public async Task<IntegrityReport> Check(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var problems = new List<IntegrityProblem>();
        var checkpoints = (
            await unit.Query<Checkpoint>(
                "SELECT tenant_id, size, root, chain, at, signature FROM journal_checkpoint WHERE tenant_id = @tenant ORDER BY size"
            )
        ).ToDictionary(checkpoint => checkpoint.Size);
        var nodes = (await unit.Query<NodeRow>("SELECT level, place, hash FROM journal_node WHERE tenant_id = @tenant")).ToDictionary(
            node => (node.Level, node.Place),
            node => node.Hash
        );

        var tree = new GrowingTree();
        var chain = new byte[32];
        long expected = 1;
        long count = 0;
        await foreach (
            var entry in unit.Stream<Entry>(
                $"SELECT {JournalReader.Columns} FROM journal_entry WHERE tenant_id = @tenant ORDER BY position"
            )
        )
        {
            if (entry.Position != expected)
                Report("journal.entry-missing", Position(expected), $"Entries {expected} to {entry.Position - 1} are missing.");
            var leaf = entry.LeafAsRecorded();
            if (!Same(leaf, entry.Leaf))
                Report("journal.entry-changed", Position(entry.Position), "The entry no longer has the hash it was recorded with.");
            chain = Entry.NextChain(chain, entry.Leaf);
            if (!Same(chain, entry.Chain))
            {
                Report(
                    "journal.chain-broken",
                    Position(entry.Position),
                    "The entry does not follow the one before: changed, inserted, reordered, or something before it is missing."
                );
                // Go on from what is stored, so that one break is reported once.
                chain = entry.Chain;
            }
            tree.Add(entry.Leaf, CheckNode);
            count++;
            expected = entry.Position + 1;
            if (checkpoints.Remove(tree.Size, out var checkpoint))
                CheckCheckpoint(checkpoint, tree.Root(), chain);
        }
        await CheckHead(unit, expected - 1, chain);
        foreach (var beyond in checkpoints.Keys)
            Report(
                "journal.entry-missing",
                $"journal_checkpoint size {beyond}",
                $"The checkpoint covers {beyond} entries, but only {count} are there."
            );
        foreach (var (level, place) in nodes.Keys)
            Report("journal.node-changed", $"journal_node level {level} place {place}", "There are no entries for this stored hash.");
        return new IntegrityReport("journal", count, problems);

        void CheckNode(int level, long place, byte[] hash)
        {
            if (nodes.Remove((level, place), out var stored) && !Same(stored, hash))
                Report(
                    "journal.node-changed",
                    $"journal_node level {level} place {place}",
                    "The stored hash is not the one of its entries."
                );
        }

        void CheckCheckpoint(Checkpoint checkpoint, byte[] root, byte[] chainThere)
        {
            var where = $"journal_checkpoint size {checkpoint.Size}";
            if (!key.Verify(checkpoint.SignedText(), checkpoint.Signature))
                Report("journal.checkpoint-changed", where, "The signature does not fit the checkpoint.");
            if (!Same(root, checkpoint.Root) || !Same(chainThere, checkpoint.Chain))
                Report("journal.checkpoint-mismatch", where, "The entries are no longer those that were sealed here.");
        }

        async Task CheckHead(Unit reading, long last, byte[] lastChain)
        {
            var head = await reading.One<HeadRow>("SELECT position, chain FROM journal_head WHERE tenant_id = @tenant");
            if (head is null ? last != 0 : head.Position != last || !Same(head.Chain, lastChain))
                Report(
                    "journal.head-mismatch",
                    "journal_head",
                    $"The head names position {head?.Position ?? 0}, the last entry is {last}."
                );
        }

        void Report(string code, string where, string what)
        {
            if (problems.Count < MostListed)
                problems.Add(new IntegrityProblem(code, where, what));
        }
    }

    private static string Position(long position) => string.Create(CultureInfo.InvariantCulture, $"journal_entry position {position}");

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    private sealed record NodeRow
    {
        public required int Level { get; init; }
        public required long Place { get; init; }
        public required byte[] Hash { get; init; }
    }

    private sealed record HeadRow
    {
        public required long Position { get; init; }
        public required byte[] Chain { get; init; }
    }
}
