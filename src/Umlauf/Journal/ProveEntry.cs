using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Proves to a stranger that an entry is in the journal (Nachweis), against the newest checkpoint.</summary>
public sealed class ProveEntry(Db db, MakeCheckpoint makeCheckpoint)
{
    public static readonly Refusal NoSuchEntry = new(
        "journal.no-such-entry",
        "Diesen Protokolleintrag gibt es nicht.",
        "There is no such journal entry.",
        404
    );

    public static readonly Refusal NoSuchCheckpoint = new(
        "journal.no-such-checkpoint",
        "Zu dieser Größe gibt es keinen Siegelpunkt.",
        "There is no checkpoint of this size.",
        404
    );

    /// <param name="tenant">Whose journal.</param>
    /// <param name="position">1 for the first entry.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<InclusionProof>> Run(TenantId tenant, long position, CancellationToken ct)
    {
        var checkpoint = await makeCheckpoint.Run(tenant, ct);
        if (checkpoint is null || position < 1 || position > checkpoint.Size)
            return NoSuchEntry;
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var entry = await unit.One<Entry>(
            $"SELECT {JournalReader.Columns} FROM journal_entry WHERE tenant_id = @tenant AND position = @position",
            new { position }
        );
        if (entry is null)
            return NoSuchEntry;
        var path = await MerkleTree.Inclusion(position - 1, checkpoint.Size, (from, size) => JournalReader.Subtree(unit, from, size));
        return new InclusionProof(entry, checkpoint, path);
    }

    /// <summary>Everything that happened to one thing, each entry with its proof against one and the same checkpoint.</summary>
    public async Task<IReadOnlyList<InclusionProof>> Of(TenantId tenant, Guid subject, CancellationToken ct)
    {
        var proofs = new List<InclusionProof>();
        if (await makeCheckpoint.Run(tenant, ct) is not { } checkpoint)
            return proofs;
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var entries = await unit.Query<Entry>(
            $"""
            SELECT {JournalReader.Columns} FROM journal_entry
            WHERE tenant_id = @tenant AND subject = @subject AND position <= @size ORDER BY position
            """,
            new { subject, size = checkpoint.Size }
        );
        foreach (var entry in entries)
        {
            var path = await MerkleTree.Inclusion(
                entry.Position - 1,
                checkpoint.Size,
                (from, size) => JournalReader.Subtree(unit, from, size)
            );
            proofs.Add(new InclusionProof(entry, checkpoint, path));
        }
        return proofs;
    }

    /// <summary>Proves that an older checkpoint's journal is the beginning of the newest one's.</summary>
    public async Task<Result<ConsistencyProof>> Consistency(TenantId tenant, long olderSize, CancellationToken ct)
    {
        var newest = await makeCheckpoint.Run(tenant, ct);
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var older = await unit.One<Checkpoint>(
            "SELECT tenant_id, size, root, chain, at, signature FROM journal_checkpoint WHERE tenant_id = @tenant AND size = @olderSize",
            new { olderSize }
        );
        if (older is null || newest is null)
            return NoSuchCheckpoint;
        var path = await MerkleTree.Consistency(older.Size, newest.Size, (from, size) => JournalReader.Subtree(unit, from, size));
        return new ConsistencyProof(older, newest, path);
    }
}

/// <summary>An entry, a checkpoint, and the hashes that lead from the one to the other (RFC 9162, section 2.1.3).</summary>
public sealed record InclusionProof(Entry Entry, Checkpoint Checkpoint, IReadOnlyList<byte[]> Path);

/// <summary>Two checkpoints and the hashes that show the first to be the beginning of the second (RFC 9162, section 2.1.4).</summary>
public sealed record ConsistencyProof(Checkpoint Older, Checkpoint Newer, IReadOnlyList<byte[]> Path);
