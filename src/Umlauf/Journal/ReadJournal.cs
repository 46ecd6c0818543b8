using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Reads the journal in order (Protokoll einsehen), also the way a higher capability follows it with its own cursor.</summary>
public sealed class ReadJournal(Db db)
{
    public const int LargestPage = 1000;

    /// <summary>Entries after a position, oldest first.</summary>
    public async Task<IReadOnlyList<Entry>> Run(TenantId tenant, long after, int limit, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<Entry>(
            $"SELECT {JournalReader.Columns} FROM journal_entry WHERE tenant_id = @tenant AND position > @after ORDER BY position LIMIT @limit",
            new { after, limit = Math.Clamp(limit, 1, LargestPage) }
        );
    }

    /// <summary>Everything that happened to one thing, oldest first.</summary>
    public async Task<IReadOnlyList<Entry>> Of(TenantId tenant, Guid subject, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<Entry>(
            $"SELECT {JournalReader.Columns} FROM journal_entry WHERE tenant_id = @tenant AND subject = @subject ORDER BY position LIMIT @limit",
            new { subject, limit = LargestPage }
        );
    }

    /// <summary>The same, page by page.</summary>
    public async Task<IReadOnlyList<Entry>> Of(TenantId tenant, Guid subject, long after, int limit, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<Entry>(
            $"""
            SELECT {JournalReader.Columns} FROM journal_entry
            WHERE tenant_id = @tenant AND subject = @subject AND position > @after ORDER BY position LIMIT @limit
            """,
            new
            {
                subject,
                after,
                limit = Math.Clamp(limit, 1, LargestPage),
            }
        );
    }

    /// <summary>The newest position; 0 when nothing was recorded yet.</summary>
    public async Task<long> Position(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Scalar<long?>("SELECT position FROM journal_head WHERE tenant_id = @tenant") ?? 0;
    }

    /// <summary>Checkpoints, newest first.</summary>
    public async Task<IReadOnlyList<Checkpoint>> Checkpoints(TenantId tenant, int limit, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<Checkpoint>(
            "SELECT tenant_id, size, root, chain, at, signature FROM journal_checkpoint WHERE tenant_id = @tenant ORDER BY size DESC LIMIT @limit",
            new { limit = Math.Clamp(limit, 1, LargestPage) }
        );
    }
}
