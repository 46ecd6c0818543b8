using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>How long the oldest released item has been waiting to go out (ältester wartender Ausgang), for monitoring: an outbox that stands still shows here.</summary>
public sealed class OldestDispatch(Db db) : IGauge
{
    public string Name => "umlauf_dispatch_oldest_seconds";

    public string Help => "Age of the oldest outgoing item in the state, per administration.";

    public async Task<IReadOnlyList<(string Labels, double Value)>> Read(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        var rows = await unit.Query<Oldest>(
            """
            SELECT tenant_id, state, min(changed_at) AS since FROM dispatch_item
            WHERE state IN ('Queued', 'Sending', 'Doubtful', 'Failed') GROUP BY tenant_id, state ORDER BY tenant_id, state
            """
        );
        return
        [
            .. rows.Select(row =>
                ($"administration=\"{row.TenantId}\",state=\"{row.State}\"", Math.Max(0, Math.Floor((unit.Now - row.Since).TotalSeconds)))
            ),
        ];
    }

    private sealed record Oldest
    {
        public required TenantId TenantId { get; init; }
        public required DispatchState State { get; init; }
        public required DateTimeOffset Since { get; init; }
    }
}
