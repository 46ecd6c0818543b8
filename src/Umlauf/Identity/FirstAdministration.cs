using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>The administration that an installation with only one means (erste Verwaltung).</summary>
public sealed class FirstAdministration(Db db)
{
    /// <summary>Null before the first run.</summary>
    public async Task<TenantId?> Run(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.Scalar<int?>("SELECT min(tenant_id) FROM identity_administration") is { } tenant ? new TenantId(tenant) : null;
    }
}
