using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>The municipalities of the administration, the first one decides the holidays (Kommunen). Everybody of the house may know it.</summary>
public sealed class ListMunicipalities(Db db)
{
    public async Task<IReadOnlyList<Municipality>> Run(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<Municipality>(
            "SELECT id, ags, name, local_holidays FROM identity_municipality WHERE tenant_id = @tenant ORDER BY id"
        );
    }
}
