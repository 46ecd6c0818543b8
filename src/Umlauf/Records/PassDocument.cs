using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Gives a document that is not filed yet, with everything inside it, to another office (Dokument weitergeben), in the transaction that passes the arrival on.</summary>
public sealed class PassDocument(JournalWriter journal)
{
    public async Task<Result<Done>> Run(Unit unit, DocumentId document, OfficeId office)
    {
        var now = await unit.One<Standing>(
            $"""
            SELECT confidentiality FROM records_document
            WHERE tenant_id = @tenant AND id = @document AND parent_id IS NULL AND matter_id IS NULL {unit.Dialect.ForUpdate}
            """,
            new { document }
        );
        if (now is null)
            return RecordsRefusals.NoSuchDocument;
        await FileDocument.Put(unit, document, matter: null, filing: null, office, now.Confidentiality);
        journal.Append(unit, "document-passed", document.Value, new { office = office.Value });
        return default(Done);
    }

    private sealed record Standing
    {
        public required Confidentiality Confidentiality { get; init; }
    }
}
