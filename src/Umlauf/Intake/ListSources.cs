using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>The last comparison of a source with the ledger (Abgleich): taken = delivered?</summary>
public sealed record SourceState
{
    public required ChannelId ChannelId { get; init; }
    public required string Channel { get; init; }

    /// <summary>The mailbox, folder or spool.</summary>
    public required string Place { get; init; }
    public required long There { get; init; }
    public required long Taken { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Null when everything there is on the ledger.</summary>
    public string? Problem { get; init; }
    public DateTimeOffset? ProblemSince { get; init; }
}

/// <summary>Every source with its last comparison, alarms first (Abgleich je Quelle): for the operator's page, the badge on the tray and the metrics.</summary>
public sealed class ListSources(Db db, ListLedgers ledgers) : IGauge
{
    public string Name => "umlauf_intake_reconciliation_difference";

    public string Help => "Items that a source holds and the ledger does not, and 1 at least while a source cannot be read.";

    public async Task<IReadOnlyList<SourceState>> Run(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(tenant), ct);
        return await unit.Query<SourceState>(
            """
            SELECT s.channel_id, c.name AS channel, s.place, s.there, s.taken, s.checked_at, s.problem, s.problem_since
            FROM intake_source s JOIN intake_channel c ON c.tenant_id = s.tenant_id AND c.id = s.channel_id
            WHERE s.tenant_id = @tenant ORDER BY CASE WHEN s.problem IS NULL THEN 1 ELSE 0 END, c.name, s.place
            """
        );
    }

    public async Task<IReadOnlyList<(string Labels, double Value)>> Read(CancellationToken ct)
    {
        var values = new List<(string, double)>();
        foreach (var tenant in await ledgers.Run(ct))
        {
            foreach (var source in await Run(tenant, ct))
                values.Add(
                    (
                        $"administration=\"{tenant}\",channel=\"{Label(source.Channel)}\",place=\"{Label(source.Place)}\"",
                        source.Problem is null ? 0 : Math.Max(1, source.There - source.Taken)
                    )
                );
        }
        return values;
    }

    private static string Label(string text) => text.Replace("\\", @"\\").Replace("\"", "\\\"");
}
