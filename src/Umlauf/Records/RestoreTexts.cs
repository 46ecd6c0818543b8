using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A document's text as its original tells it (Text aus dem Original), and of a mail its recipients; null where it tells nothing.</summary>
public sealed record RestoredText(DocumentId Document, DocumentText? Text, string? Recipient);

/// <summary>Puts back what was derived from the originals of a stretch of documents, and writes their index anew (Texte wiederherstellen).</summary>
public sealed class RestoreTexts(JournalWriter journal)
{
    /// <param name="unit">The transaction.</param>
    /// <param name="after">The stretch begins behind this document.</param>
    /// <param name="last">The stretch ends with this document.</param>
    /// <param name="read">What was read again of documents in the stretch.</param>
    public async Task Run(Unit unit, DocumentId after, DocumentId last, IReadOnlyList<RestoredText> read)
    {
        await DocumentVersions.SetText(unit, read.Where(one => one.Text is not null).Select(one => (one.Document, one.Text!)));
        await unit.ExecAll(
            """
            UPDATE records_document SET recipient = @Recipient
            WHERE tenant_id = @tenant AND recipient <> @Recipient AND id IN (SELECT @Document UNION ALL SELECT p.id FROM records_document p
                WHERE p.tenant_id = @tenant AND p.root_id = @Document AND p.parent_id IS NOT NULL)
            """,
            read.Where(one => one.Recipient is not null).Select(one => new { one.Document, Recipient = DocumentText.Line(one.Recipient!) })
        );
        await SearchIndex.RefreshBetween(unit, after, last);
        journal.Append(
            unit,
            "texts-read-again",
            last.Value,
            new { documents = read.Count, texts = read.Count(one => one.Text is not null) }
        );
    }
}
