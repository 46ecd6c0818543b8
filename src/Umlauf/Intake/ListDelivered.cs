using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>The names under which a source has already delivered (schon eingeliefert): what is there and not here must still be fetched.</summary>
public sealed class ListDelivered(Db db)
{
    /// <param name="channel">The source's channel.</param>
    /// <param name="tenant">Whose.</param>
    /// <param name="scope">The life of the names, e.g. a mailbox with its UIDVALIDITY.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlySet<string>> Run(TenantId tenant, ChannelId channel, string scope, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        var keys = await unit.Query<string>(
            "SELECT key FROM intake_delivery WHERE tenant_id = @tenant AND channel_id = @channel AND scope = @scope",
            new { channel, scope = SqlText.Key(scope) }
        );
        return keys.ToHashSet(StringComparer.Ordinal);
    }
}
