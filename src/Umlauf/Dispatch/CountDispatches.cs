using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>How many outgoing items stand where (Zahlen des Ausgangs), for monitoring: failed and doubtful ones need a person.</summary>
public sealed class CountDispatches(Db db) : IGauge
{
    public string Name => "umlauf_dispatch_items";

    public string Help => "Outgoing items that are not done, per administration and state. Failed and Doubtful need a person.";

    public async Task<IReadOnlyList<(string Labels, double Value)>> Read(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        var rows = await unit.Query<Standing>(
            """
            SELECT tenant_id, state, count(*) AS count FROM dispatch_item
            WHERE state IN ('Draft', 'Waiting', 'Queued', 'Sending', 'Doubtful', 'Failed') GROUP BY tenant_id, state ORDER BY tenant_id, state
            """
        );
        return [.. rows.Select(row => ($"administration=\"{row.TenantId}\",state=\"{row.State}\"", (double)row.Count))];
    }

    private sealed record Standing
    {
        public required TenantId TenantId { get; init; }
        public required DispatchState State { get; init; }
        public required long Count { get; init; }
    }
}
