using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Rows of versions and of the text that is searched.</summary>
internal static class DocumentVersions
{
    /// <returns>What the journal records of each version, in the order given.</returns>
    public static async Task<IReadOnlyList<string>> Insert(
        Unit unit,
        IEnumerable<(DocumentId Document, int Number, NewContent Content)> versions
    )
    {
        var by = unit.By.ToString();
        var rows = versions
            .Select(version => new VersionRow(
                version.Document,
                version.Number,
                version.Content.Blob.Hash,
                version.Content.Blob.Length,
                DocumentText.Line(version.Content.ContentType, 200),
                Name(version.Content),
                unit.Now,
                by
            ))
            .ToList();
        await unit.InsertAll(
            """
            INSERT INTO records_document_version (tenant_id, document_id, number, hash, size, content_type, file_name, added_at, added_by)
            VALUES (@tenant, @Document, @Number, @Hash, @Size, @Type, @Name, @At, @By)
            """,
            rows
        );
        return [.. rows.Select(row => DocumentFacts.OfVersion(row.Document, row.Number, row.Type, row.Name))];
    }

    /// <summary>A file's name as it is stored.</summary>
    public static string Name(NewContent content) => DocumentText.Line(content.FileName, 255);

    public static Task SetText(Unit unit, IEnumerable<(DocumentId Document, DocumentText Text)> texts) =>
        unit.InsertAll(
            """
            INSERT INTO records_text (tenant_id, document_id, length, deflated) VALUES (@tenant, @Document, @Length, @Deflated)
            ON CONFLICT (tenant_id, document_id) DO UPDATE SET length = excluded.length, deflated = excluded.deflated
            """,
            texts.Select(text => new TextRow(text.Document, text.Text.Plain.Length, text.Text.Deflated))
        );

    public static Task RemoveText(Unit unit, DocumentId document) =>
        unit.Exec("DELETE FROM records_text WHERE tenant_id = @tenant AND document_id = @document", new { document });

    private sealed record VersionRow(
        DocumentId Document,
        int Number,
        ContentHash Hash,
        long Size,
        string Type,
        string Name,
        DateTimeOffset At,
        string By
    );

    private sealed record TextRow(DocumentId Document, int Length, byte[] Deflated);
}
