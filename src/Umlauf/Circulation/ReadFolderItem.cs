using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Circulation;

/// <summary>A version of a document as it lies in a folder, and its text where it is on record (Anlage einer Mappe).</summary>
public sealed record FolderItemContent(DocumentContent Content, string? Text);

/// <summary>
/// Reads a document in a folder for whoever sees the folder (Anlage lesen), also when the records of its office are not in sight: who is asked to sign
/// must see what. Only the versions that lie or lay in the folder.
/// </summary>
public sealed class ReadFolderItem(Db db, IBlobStore blobs)
{
    /// <exception cref="BlobDamagedException">The bytes on the disk are not those that were stored.</exception>
    /// <exception cref="InvalidOperationException">The bytes are gone from the store.</exception>
    public async Task<Result<FolderItemContent>> Run(
        Caller by,
        CirculationFolderId folder,
        DocumentId document,
        int version,
        CancellationToken ct
    )
    {
        if (!Rights.Of(by).May(Right.Circulate))
            return FolderRefusals.NotAllowed;
        StoredVersion? stored;
        string? text;
        await using (var unit = await db.Read(by.Actor, ct))
        {
            if (!await Visible.Sees(unit, by, await Hats.Of(unit, by), folder))
                return FolderRefusals.NoSuchFolder;
            var isInFolder = await unit.Scalar<long>(
                "SELECT count(*) FROM circulation_item WHERE tenant_id = @tenant AND folder_id = @folder AND document_id = @document AND version = @version",
                new
                {
                    folder,
                    document,
                    version,
                }
            );
            stored = isInFolder == 1 ? await SeenRecords.Version(unit, document, version) : null;
            text = stored is null ? null : await SeenRecords.TextOf(unit, document, version);
        }
        if (stored is null)
            return ReadContent.NoSuchVersion;
        var bytes =
            await blobs.Get(by.Tenant, stored.Hash, ct)
            ?? throw new InvalidOperationException($"The content {stored.Hash} of document {document.Value} is missing in the store.");
        return new FolderItemContent(new DocumentContent(bytes, stored.Hash, stored.ContentType, stored.FileName), text);
    }
}
