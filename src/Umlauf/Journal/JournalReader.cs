using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>The reading side that checkpoints, proofs and verification share.</summary>
internal static class JournalReader
{
    internal const string Columns = "tenant_id, position, at, actor, kind, subject, data, leaf, chain";

    public static async Task<Checkpoint?> LastCheckpoint(Unit unit) =>
        await unit.One<Checkpoint>(
            "SELECT tenant_id, size, root, chain, at, signature FROM journal_checkpoint WHERE tenant_id = @tenant ORDER BY size DESC LIMIT 1"
        );

    /// <summary>Leaves with positions in (after, last], in order.</summary>
    public static IAsyncEnumerable<LeafRow> Leaves(Unit unit, long after, long last) =>
        unit.Stream<LeafRow>(
            "SELECT position, leaf, chain FROM journal_entry WHERE tenant_id = @tenant AND position > @after AND position <= @last ORDER BY position",
            new { after, last }
        );

    /// <summary>The tree up to the last complete stored subtree at or before <paramref name="size"/>, then leaf by leaf to it.</summary>
    public static async Task<GrowingTree> TreeBefore(Unit unit, long size)
    {
        var tree = new GrowingTree();
        for (var level = 48; level > 0; level -= MakeCheckpoint.NodeLevels)
        {
            while (tree.Size + (1L << level) <= size && await Node(unit, level, tree.Size >> level) is { } hash)
                tree.AddAt(level, hash);
        }
        await foreach (var entry in Leaves(unit, tree.Size, size))
            tree.Add(entry.Leaf);
        return tree;
    }

    /// <summary>The hash over leaves [from, from + size), from stored subtrees where there are some.</summary>
    public static async ValueTask<byte[]> Subtree(Unit unit, long from, long size)
    {
        var level = System.Numerics.BitOperations.Log2((ulong)size);
        if (level > 0 && level % MakeCheckpoint.NodeLevels == 0 && await Node(unit, level, from >> level) is { } stored)
            return stored;
        if (level <= MakeCheckpoint.NodeLevels)
        {
            var tree = new GrowingTree();
            await foreach (var entry in Leaves(unit, from, from + size))
                tree.Add(entry.Leaf);
            return tree.Root();
        }
        var left = await Subtree(unit, from, size / 2);
        var right = await Subtree(unit, from + size / 2, size / 2);
        return MerkleTree.Node(left, right);
    }

    private static Task<byte[]?> Node(Unit unit, int level, long place) =>
        unit.Scalar<byte[]>(
            "SELECT hash FROM journal_node WHERE tenant_id = @tenant AND level = @level AND place = @place",
            new { level, place }
        );

    internal sealed record LeafRow
    {
        public required long Position { get; init; }
        public required byte[] Leaf { get; init; }
        public required byte[] Chain { get; init; }
    }
}
