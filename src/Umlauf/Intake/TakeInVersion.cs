using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Takes a file that a person brings as the new version of a document (neue Fassung hochladen): stored, read for the search, on record.</summary>
public sealed class TakeInVersion(IBlobStore blobs, IItemReading reading, AddVersion addVersion)
{
    public static readonly Refusal Empty = new(
        "intake.empty-version",
        "Die Datei ist leer. Wählen Sie die neue Fassung des Dokuments.",
        "The file is empty. Choose the new version of the document."
    );

    /// <returns>The number of the new version.</returns>
    public async Task<Result<int>> Run(Caller by, DocumentId document, ReadOnlyMemory<byte> bytes, string fileName, CancellationToken ct)
    {
        if (bytes.IsEmpty)
            return Empty;
        var item = await reading.Read(bytes, fileName, null, ct);
        var hash = await blobs.Put(by.Tenant, bytes, ct);
        var text = item.Text.Length > 0 ? DocumentText.Of(item.Text) : null;
        return await addVersion.Run(by, document, new NewContent(new StoredBlob(hash, bytes.Length), item.ContentType, fileName), text, ct);
    }
}
