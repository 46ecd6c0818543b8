using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>The text on record of a document's newest version (ausgelesener Text), pages separated by form feeds.</summary>
/// <param name="Version">The version that the text belongs to.</param>
/// <param name="Text">Null where none was read.</param>
public sealed record StoredText(int Version, string? Text);

/// <summary>Reads the text by which a document is found (Text lesen).</summary>
public sealed class ReadText(Db db)
{
    public async Task<Result<StoredText>> Run(Caller by, DocumentId document, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords) && !Rights.Of(by).May(Right.SeeTray))
            return RecordsRefusals.NoSuchDocument;
        var rights = Visible.Documents(by);
        await using var unit = await db.Read(by.Actor, ct);
        var row = await unit.One<Row>(
            $"""
            SELECT d.version, t.deflated FROM records_document d
            LEFT JOIN records_text t ON t.tenant_id = d.tenant_id AND t.document_id = d.id
            WHERE d.tenant_id = @tenant AND d.id = @document AND {rights.Sql}
            """,
            rights.With(new { document })
        );
        return row is null
            ? RecordsRefusals.NoSuchDocument
            : new StoredText(row.Version, row.Deflated is null ? null : DocumentText.Inflate(row.Deflated));
    }

    private sealed record Row
    {
        public required int Version { get; init; }
        public byte[]? Deflated { get; init; }
    }
}
