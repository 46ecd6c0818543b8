using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>All administrations that have a journal, also one whose head row was removed.</summary>
public sealed class ListJournals(Db db)
{
    public async Task<IReadOnlyList<TenantId>> Run(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.Query<TenantId>(
            "SELECT tenant_id FROM journal_head UNION SELECT tenant_id FROM journal_entry UNION SELECT tenant_id FROM journal_checkpoint ORDER BY tenant_id"
        );
    }
}
