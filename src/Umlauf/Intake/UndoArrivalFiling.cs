using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Takes an arrival back into the tray, shortly after one has filed it oneself (Ablegen zurücknehmen).</summary>
public sealed class UndoArrivalFiling(Db db, JournalWriter journal, UndoFiling undoFiling)
{
    public async Task<Result<ArrivalId>> Run(Caller by, FilingId filing, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var undone = await undoFiling.Within(unit, by, filing);
        if (undone.Refusal is { } refusal)
            return refusal;
        var row = await unit.One<ArrivalRow>(
            $"SELECT {ArrivalRow.Columns} FROM intake_arrival WHERE tenant_id = @tenant AND document_id = @document AND state = 'Filed'",
            new { document = undone.Value }
        );
        if (row is null)
            return FindArrival.NoSuchArrival;
        var before = row.Reason is null ? ArrivalState.Read : ArrivalState.Exception;
        await FileArrival.Write(unit, row.Id, undone.Value, before, journal, "arrival-filing-undone", new { filing = filing.Value });
        await unit.Commit();
        return row.Id;
    }
}
