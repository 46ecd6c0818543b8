using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>The administrations that post can be taken in for: those that were set up, and those that have channels (Verwaltungen mit Posteingang).</summary>
public sealed class ListLedgers(Db db)
{
    public async Task<IReadOnlyList<TenantId>> Run(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.Query<TenantId>(
            "SELECT tenant_id FROM intake_channel UNION SELECT tenant_id FROM identity_pub_office ORDER BY tenant_id"
        );
    }
}
