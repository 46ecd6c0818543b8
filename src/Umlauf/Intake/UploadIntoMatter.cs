using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>
/// Puts files straight into a matter, each a document with its text and its attachments (Dokumente hinzufügen): all of them or none.
/// What cannot be read is kept all the same: whoever brought it knows what it is.
/// </summary>
public sealed class UploadIntoMatter(
    Db db,
    ShowMatter showMatter,
    ReadUpload readUpload,
    IBlobStore blobs,
    InProcessReading quick,
    IItemReading careful,
    UploadDocument uploadDocument
)
{
    public async Task<Result<IReadOnlyList<DocumentId>>> Run(
        Caller by,
        MatterId matter,
        IEnumerable<BroughtFile> files,
        CancellationToken ct
    )
    {
        // Nothing is kept or read for somebody who may not put it there.
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var head = await showMatter.Run(by, matter, ct);
        if (head.Refusal is { } hidden)
            return hidden;
        var now = db.Now;
        var toDocument = new ItemToDocument(blobs, quick, by.Tenant, now, careful);
        var documents = new List<NewDocument>();
        foreach (var file in files)
        {
            var read = await readUpload.Run(by.Tenant, file, ct);
            if (read.Refusal is { } refusal)
                return refusal;
            var (content, item) = read.Value;
            documents.Add(await toDocument.Build(content, head.Value.OfficeId, now, item, ChannelKind.Upload, ct));
        }
        await using var unit = await db.Write(by.Actor, ct);
        foreach (var document in documents)
        {
            var added = await uploadDocument.Within(unit, by, matter, document);
            if (added.Refusal is { } refusal)
                return refusal;
        }
        await unit.Commit();
        return documents.ConvertAll(document => document.Id);
    }
}
