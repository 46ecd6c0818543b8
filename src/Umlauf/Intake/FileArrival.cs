using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Files an arrival into a matter, existing or new, and takes it out of the tray (Eingang ablegen); an unreadable one with its original as it came.</summary>
public sealed class FileArrival(Db db, JournalWriter journal, FileDocument fileDocument, AddDocument addDocument)
{
    public async Task<Result<Filed>> Run(Caller by, ArrivalId id, FilingTarget target, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return TrayRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var row = await Sight.Take(unit, by, id);
        if (row is null)
            return FindArrival.NoSuchArrival;
        if (row.At == ArrivalState.Stored)
            return TrayRefusals.StillReading;
        var document = row.DocumentId ?? await AsItCame(unit, row);
        // Who comes second is told where the first one put it.
        var filed = await fileDocument.Within(unit, by, document, target);
        if (filed.Refusal is { } refusal)
            return refusal;
        await Write(unit, id, document, ArrivalState.Filed, journal, "arrival-filed", new { filing = filed.Value.Id.Value });
        await unit.Commit();
        return filed;
    }

    internal static async Task Write(
        Unit unit,
        ArrivalId id,
        DocumentId document,
        ArrivalState state,
        JournalWriter journal,
        string kind,
        object why
    )
    {
        var row = await unit.One<ArrivalRow>(
            $"UPDATE intake_arrival SET state = @state, document_id = @document WHERE tenant_id = @tenant AND id = @id RETURNING {ArrivalRow.Columns}",
            new
            {
                id,
                document,
                state = state.ToString(),
            }
        );
        journal.Append(unit, kind, id.Value, new { why, seal = row!.Sealed() });
    }

    private async Task<DocumentId> AsItCame(Unit unit, ArrivalRow row)
    {
        var id = Ids.New<DocumentId>(unit.Now);
        await addDocument.Run(
            unit,
            new NewDocument
            {
                Id = id,
                Kind = DocumentKind.Other,
                Office = row.OfficeId,
                Title = row.FileName.Length > 0 ? row.FileName : row.Source,
                ReceivedAt = row.ReceivedAt,
                Content = new NewContent(new StoredBlob(row.Hash, row.Size), row.ContentType, row.FileName),
            }
        );
        return id;
    }
}
