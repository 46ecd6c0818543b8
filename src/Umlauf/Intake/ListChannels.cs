using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>The channels of an administration (Eingangskanäle), also those that are switched off.</summary>
public sealed class ListChannels(Db db)
{
    public async Task<IReadOnlyList<Channel>> Run(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<Channel>($"SELECT {Channel.Columns} FROM intake_channel WHERE tenant_id = @tenant ORDER BY name");
    }
}
