using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Replaces the text by which a document is found, when it was read later or better (Text nachtragen).</summary>
public sealed class SetText(JournalWriter journal)
{
    public static readonly Refusal NoSuchDocument = new(
        "records.no-such-document",
        "Dieses Dokument gibt es nicht, oder Sie dürfen es nicht sehen.",
        "There is no such document, or you may not see it.",
        404
    );

    public async Task<Result<Done>> Run(Unit unit, DocumentId document, DocumentText text)
    {
        if (
            await unit.Scalar<int>("SELECT count(*) FROM records_document WHERE tenant_id = @tenant AND id = @document", new { document })
            == 0
        )
            return NoSuchDocument;
        await unit.Exec(
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
        journal.Append(unit, "document-text-read", document.Value, new { length = text.Plain.Length });
        return default(Done);
    }
}
