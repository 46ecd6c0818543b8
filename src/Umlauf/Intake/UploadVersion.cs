using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Adds a file as the next version of a document in an open matter, with its text (neue Version hochladen).</summary>
public sealed class UploadVersion(ShowDocument showDocument, ShowMatter showMatter, ReadUpload readUpload, AddVersion addVersion)
{
    public static readonly Refusal NotInMatter = new(
        "intake.version-outside-matter",
        "Neue Versionen gibt es nur in einem Vorgang: was eingegangen ist, bleibt, wie es kam. Es wurde nichts gespeichert.",
        "New versions exist only in a matter: what arrived stays as it came. Nothing was saved.",
        409
    );

    public static readonly Refusal Unchanged = new(
        "intake.version-unchanged",
        "Diese Datei ist schon die neueste Version. Es wurde nichts gespeichert.",
        "This file is the newest version already. Nothing was saved.",
        409
    );

    public static readonly Refusal Empty = new(
        "intake.empty-version",
        "Die Datei ist leer. Wählen Sie die neue Version des Dokuments.",
        "The file is empty. Choose the new version of the document."
    );

    /// <returns>The number of the new version.</returns>
    public async Task<Result<int>> Run(Caller by, DocumentId id, BroughtFile file, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var document = await showDocument.Run(by, id, ct);
        if (document.Refusal is { } hidden)
            return hidden;
        if (document.Value.MatterId is not { } matter)
            return NotInMatter;
        var head = await showMatter.Run(by, matter, ct);
        if (head.Refusal is { } closed)
            return closed;
        if (head.Value.State != MatterState.Open)
            return RecordsRefusals.MatterNotOpen.With(head.Value.Number);
        var read = await readUpload.Run(by.Tenant, file, ct);
        if (read.Refusal is { } refusal)
            return refusal;
        var (content, item) = read.Value;
        if (content.Blob.Length == 0)
            return Empty;
        if (content.Blob.Hash == document.Value.Versions[0].Hash)
            return Unchanged;
        return await addVersion.Run(by, id, content, item.Text.Length == 0 ? null : DocumentText.Of(item.Text), ct);
    }
}
