using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Rows of versions and of the text that is searched.</summary>
internal static class DocumentVersions
{
    /// <returns>What the journal records of the version.</returns>
    public static async Task<string> Insert(Unit unit, DocumentId document, int number, NewContent content)
    {
        var type = DocumentText.Line(content.ContentType, 200);
        var name = DocumentText.Line(content.FileName, 255);
        await unit.Exec(
            """
            INSERT INTO records_document_version (tenant_id, document_id, number, hash, size, content_type, file_name, added_at, added_by)
            VALUES (@tenant, @document, @number, @Hash, @Length, @type, @name, @now, @by)
            """,
            new
            {
                document,
                number,
                content.Blob.Hash,
                content.Blob.Length,
                type,
                name,
                now = unit.Now,
                by = unit.By.ToString(),
            }
        );
        return DocumentFacts.OfVersion(document, number, type, name);
    }

    public static Task<int> SetText(Unit unit, DocumentId document, DocumentText? text) =>
        text is null
            ? unit.Exec("DELETE FROM records_text WHERE tenant_id = @tenant AND document_id = @document", new { document })
            : unit.Exec(
                """
                INSERT INTO records_text (tenant_id, document_id, length, deflated) VALUES (@tenant, @document, @Length, @Deflated)
                ON CONFLICT (tenant_id, document_id) DO UPDATE SET length = excluded.length, deflated = excluded.deflated
                """,
                new
                {
                    document,
                    text.Plain.Length,
                    text.Deflated,
                }
            );
}
