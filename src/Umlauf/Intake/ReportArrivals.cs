using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Where the arrivals of a channel since a moment stand (Stand der Eingänge), for a program that has just handed them over.</summary>
public sealed class ReportArrivals(Db db)
{
    public async Task<IReadOnlyDictionary<ArrivalId, (ArrivalState State, string? Reason)>> Run(
        Actor by,
        Channel channel,
        DateTimeOffset since,
        CancellationToken ct
    )
    {
        await using var unit = await db.Read(by, ct);
        var found = new Dictionary<ArrivalId, (ArrivalState, string?)>();
        await foreach (
            var row in unit.Stream<ArrivalRow>(
                $"SELECT {ArrivalRow.Columns} FROM intake_arrival WHERE tenant_id = @tenant AND channel_id = @Id AND received_at >= @since",
                new { channel.Id, since }
            )
        )
            found[row.Id] = (row.At, row.Reason);
        return found;
    }
}
