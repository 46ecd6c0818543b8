using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Gives an arrival to another office's tray (Eingang weitergeben).</summary>
public sealed class PassArrival(Db db, JournalWriter journal, PassDocument passDocument)
{
    public static readonly Refusal NoSuchOffice = new(
        "intake.no-such-office",
        "Dieses Amt gibt es nicht, oder es ist aufgelöst.",
        "There is no such office, or it is closed.",
        404
    );

    public async Task<Result<Done>> Run(Caller by, ArrivalId id, OfficeId office, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return TrayRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var row = await Sight.Take(unit, by, id);
        if (row is null)
            return FindArrival.NoSuchArrival;
        if (row.At == ArrivalState.Filed)
            return TrayRefusals.NotInTray;
        if (row.At == ArrivalState.Stored)
            return TrayRefusals.StillReading;
        var open = await unit.Scalar<long>(
            "SELECT count(*) FROM identity_pub_office WHERE tenant_id = @tenant AND id = @office AND closed_at IS NULL",
            new { office }
        );
        if (open == 0)
            return NoSuchOffice;
        if (row.DocumentId is { } document && await passDocument.Run(unit, document, office) is { Refusal: { } refusal })
            return refusal;
        var changed = await unit.One<ArrivalRow>(
            $"UPDATE intake_arrival SET office_id = @office WHERE tenant_id = @tenant AND id = @id RETURNING {ArrivalRow.Columns}",
            new { id, office }
        );
        journal.Append(
            unit,
            "arrival-passed",
            id.Value,
            new
            {
                from = row.OfficeId.Value,
                to = office.Value,
                seal = changed!.Sealed(),
            }
        );
        await unit.Commit();
        return default(Done);
    }
}
