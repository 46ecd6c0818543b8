using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Adds a version to a document (neue Version). Earlier versions stay as they are, for ever.</summary>
public sealed class AddVersion(Db db, JournalWriter journal)
{
    /// <param name="content">Bytes that the blob store already holds.</param>
    /// <param name="text">What is searched from now on; null when it could not be read.</param>
    public async Task<Result<int>> Run(Caller by, DocumentId document, NewContent content, DocumentText? text, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.ChangeRecords))
            return RecordsRefusals.NotAllowed;
        var rights = Visible.Documents(by);
        await using var unit = await db.Write(by.Actor, ct);
        var number = await unit.Scalar<int?>(
            $"""
            UPDATE records_document SET version = version + 1 WHERE tenant_id = @tenant AND id IN (
                SELECT d.id FROM records_document d WHERE d.tenant_id = @tenant AND d.id = @document AND {rights.Sql})
            RETURNING version
            """,
            rights.With(new { document })
        );
        if (number is null)
            return RecordsRefusals.NoSuchDocument;
        var versions = await DocumentVersions.Insert(unit, [(document, number.Value, content)]);
        if (text is null)
            await DocumentVersions.RemoveText(unit, document);
        else
            await DocumentVersions.SetText(unit, [(document, text)]);
        await SearchIndex.Refresh(unit, document);
        journal.Append(
            unit,
            "document-version-added",
            document.Value,
            new
            {
                number = number.Value,
                hash = content.Blob.Hash.Hex,
                size = content.Blob.Length,
                version = versions[0],
            }
        );
        await unit.Commit();
        return number.Value;
    }
}
