using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>One arrival's facts, and the others with the same bytes: "you already have this" (Eingang ansehen).</summary>
public sealed record FoundArrival(Arrival Arrival, IReadOnlyList<SameContent> Same);

/// <summary>Another arrival with the same bytes (schon vorhanden).</summary>
public sealed record SameContent
{
    public required ArrivalId Id { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string Channel { get; init; }
    public required string State { get; init; }
}

/// <summary>Finds one arrival that the caller may see (Eingang ansehen).</summary>
public sealed class FindArrival(Db db)
{
    public static readonly Refusal NoSuchArrival = new(
        "intake.no-such-arrival",
        "Diesen Eingang gibt es nicht, oder Sie dürfen ihn nicht sehen.",
        "There is no such arrival, or you may not see it.",
        404
    );

    private const int MostSame = 20;

    public async Task<Result<FoundArrival>> Run(Caller by, ArrivalId id, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var arrival = await unit.One<Arrival>($"{Arrival.Select} WHERE a.tenant_id = @tenant AND a.id = @id", new { id });
        if (arrival is null || !Rights.Of(by).MaySee(arrival.Access))
            return NoSuchArrival;
        var same = await unit.Query<SameContent>(
            """
            SELECT a.id, a.received_at, a.state, c.name AS channel FROM intake_arrival a
            JOIN intake_channel c ON c.tenant_id = a.tenant_id AND c.id = a.channel_id
            WHERE a.tenant_id = @tenant AND a.hash = @Hash AND a.id <> @id
            ORDER BY a.received_at LIMIT @most
            """,
            new
            {
                arrival.Hash,
                id,
                most = MostSame,
            }
        );
        return new FoundArrival(arrival, same);
    }
}
