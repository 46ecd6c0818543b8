using Umlauf.Dispatch.Model;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>The outgoing mail server of an administration (Postausgangsserver); null before it is set up.</summary>
public sealed class ShowServer(Db db)
{
    public async Task<DispatchServer?> Run(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await ServerRow.Find(unit);
    }
}
