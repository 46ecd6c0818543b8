using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Puts arrivals from the exception tray back to be read again (Klärfälle erneut lesen), e.g. after a software update. What a person set aside was read, and stays.</summary>
public sealed class ReReadArrivals(Db db, JournalWriter journal, Jobs jobs)
{
    private const string Unread = $"""
        UPDATE intake_arrival SET state = '{nameof(ArrivalState.Stored)}', reason = NULL
        WHERE tenant_id = @tenant AND state = '{nameof(ArrivalState.Exception)}' AND reason NOT LIKE '{SetAside.ByHand}%'
        """;

    public static readonly Refusal NotAnException = new(
        "intake.not-an-exception",
        "Dieser Eingang ist kein Klärfall; er ist gelesen oder wird gerade gelesen.",
        "This arrival is not in the exception tray; it is read or being read.",
        409
    );

    /// <summary>All of an administration.</summary>
    /// <returns>How many will be read again.</returns>
    public async Task<int> Run(Actor by, CancellationToken ct)
    {
        await using var unit = await db.Write(by, ct);
        var rows = await unit.Query<ArrivalRow>($"{Unread} RETURNING {ArrivalRow.Columns}");
        foreach (var row in rows)
            await PutBack(unit, row);
        await unit.Commit();
        return rows.Count;
    }

    /// <summary>One of them.</summary>
    public async Task<Result<Done>> Run(Actor by, ArrivalId arrival, CancellationToken ct)
    {
        await using var unit = await db.Write(by, ct);
        var row = await unit.One<ArrivalRow>($"{Unread} AND id = @arrival RETURNING {ArrivalRow.Columns}", new { arrival });
        if (row is null)
            return NotAnException;
        await PutBack(unit, row);
        await unit.Commit();
        return default(Done);
    }

    private async Task PutBack(Unit unit, ArrivalRow row)
    {
        await unit.Exec(
            "INSERT INTO intake_waiting (tenant_id, arrival_id, step, due_at, attempts) VALUES (@tenant, @Id, 0, @now, 0)",
            new { row.Id, now = unit.Now }
        );
        journal.Append(unit, "arrival-put-back", row.Id.Value, new { seal = row.Sealed() });
        unit.AfterCommit(jobs.Wake);
    }
}
