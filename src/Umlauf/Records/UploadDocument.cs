using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Puts a document straight into a matter: dropped, pasted, scanned or written there (Dokument hinzufügen).</summary>
public sealed class UploadDocument(Db db, AddDocument addDocument)
{
    /// <param name="document">Its office and confidentiality do not matter: it takes over those of the matter.</param>
    public async Task<Result<DocumentId>> Run(Caller by, MatterId matter, NewDocument document, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var added = await Within(unit, by, matter, document);
        if (added.Ok)
            await unit.Commit();
        return added;
    }

    /// <summary>Inside a transaction that does more.</summary>
    public async Task<Result<DocumentId>> Within(Unit unit, Caller by, MatterId matter, NewDocument document)
    {
        var taken = await MatterAtWork.Take(unit, by, matter);
        if (!taken.Ok)
            return taken.Refusal!;
        await addDocument.Into(unit, document, matter, taken.Value.OfficeId, taken.Value.Confidentiality);
        return document.Id;
    }
}
