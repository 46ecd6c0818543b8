using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>The exact bytes of a version and what they are called (Inhalt einer Version).</summary>
public sealed record DocumentContent(ReadOnlyMemory<byte> Bytes, ContentHash Hash, string ContentType, string FileName);

/// <summary>Reads the exact bytes of a version of a document (Dokument öffnen).</summary>
public sealed class ReadContent(Db db, IBlobStore blobs)
{
    public static readonly Refusal NoSuchVersion = new(
        "records.no-such-version",
        "Diese Version des Dokuments gibt es nicht.",
        "There is no such version of the document.",
        404
    );

    /// <exception cref="BlobDamagedException">The bytes on the disk are not those that were stored.</exception>
    /// <exception cref="InvalidOperationException">The bytes are gone from the store.</exception>
    public async Task<Result<DocumentContent>> Run(Caller by, DocumentId document, int number, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords) && !Rights.Of(by).May(Right.SeeTray))
            return RecordsRefusals.NoSuchDocument;
        var version = await Find(by, document, number, ct);
        if (!version.Ok)
            return version.Refusal!;
        var bytes = await blobs.Get(by.Tenant, version.Value.Hash, ct);
        return bytes is { } content
            ? new DocumentContent(content, version.Value.Hash, version.Value.ContentType, version.Value.FileName)
            : throw new InvalidOperationException(
                $"The content {version.Value.Hash} of document {document.Value} is missing in the store."
            );
    }

    private async Task<Result<Version>> Find(Caller by, DocumentId document, int number, CancellationToken ct)
    {
        var rights = Visible.Documents(by);
        await using var unit = await db.Read(by.Actor, ct);
        var seen = await unit.Scalar<long>(
            $"SELECT count(*) FROM records_document d WHERE d.tenant_id = @tenant AND d.id = @document AND {rights.Sql}",
            rights.With(new { document })
        );
        if (seen == 0)
            return RecordsRefusals.NoSuchDocument;
        var version = await unit.One<Version>(
            """
            SELECT hash, content_type, file_name FROM records_document_version
            WHERE tenant_id = @tenant AND document_id = @document AND number = @number
            """,
            new { document, number }
        );
        return version is null ? NoSuchVersion : version;
    }

    private sealed record Version
    {
        public required ContentHash Hash { get; init; }
        public required string ContentType { get; init; }
        public required string FileName { get; init; }
    }
}
