using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>The administration that an installation with only one means (erste Verwaltung).</summary>
public sealed class FirstAdministration(Db db)
{
    /// <summary>Numbers are given in turn and never taken back.</summary>
    public static readonly TenantId Number = new(1);

    /// <summary>Later ones have higher numbers, so it stays what it is.</summary>
    private int known;

    /// <summary>Null before the first run.</summary>
    public async Task<TenantId?> Run(CancellationToken ct)
    {
        if (known == 0)
        {
            await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
            known = await unit.Scalar<int?>("SELECT min(tenant_id) FROM identity_administration") ?? 0;
        }
        return known == 0 ? null : new TenantId(known);
    }
}
