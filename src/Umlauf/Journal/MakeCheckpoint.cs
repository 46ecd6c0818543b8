using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Seals the journal up to now (Siegelpunkt setzen): stores the subtree hashes of what is new and a signed root over everything.</summary>
public sealed class MakeCheckpoint(Db db, CheckpointKey key)
{
    /// <summary>Subtrees of 2^8, 2^16, ... leaves are kept.</summary>
    internal const int NodeLevels = 8;

    /// <returns>The newest checkpoint; null when the journal is empty.</returns>
    public async Task<Checkpoint?> Run(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var last = await JournalReader.LastCheckpoint(unit);
        var tree = await JournalReader.TreeBefore(unit, last?.Size ?? 0);
        var nodes = new List<(int Level, long Place, byte[] Hash)>();
        var chain = last?.Chain;
        await foreach (var entry in JournalReader.Leaves(unit, tree.Size, long.MaxValue))
        {
            tree.Add(
                entry.Leaf,
                (level, place, hash) =>
                {
                    if (level % NodeLevels == 0)
                        nodes.Add((level, place, hash));
                }
            );
            chain = entry.Chain;
        }
        if (tree.Size == (last?.Size ?? 0))
            return last;
        foreach (var (level, place, hash) in nodes)
        {
            await unit.Exec(
                """
                INSERT INTO journal_node (tenant_id, level, place, hash) VALUES (@tenant, @level, @place, @hash)
                ON CONFLICT (tenant_id, level, place) DO NOTHING
                """,
                new
                {
                    level,
                    place,
                    hash,
                }
            );
        }
        var unsigned = new Checkpoint
        {
            TenantId = tenant,
            Size = tree.Size,
            Root = tree.Root(),
            Chain = chain!,
            At = unit.Now,
            Signature = [],
        };
        var checkpoint = unsigned with { Signature = key.Sign(unsigned.SignedText()) };
        await unit.Exec(
            """
            INSERT INTO journal_checkpoint (tenant_id, size, root, chain, at, signature)
            VALUES (@tenant, @size, @root, @chain, @at, @signature) ON CONFLICT (tenant_id, size) DO NOTHING
            """,
            new
            {
                size = checkpoint.Size,
                root = checkpoint.Root,
                chain = checkpoint.Chain,
                at = checkpoint.At,
                signature = checkpoint.Signature,
            }
        );
        await unit.Commit();
        return checkpoint;
    }
}
