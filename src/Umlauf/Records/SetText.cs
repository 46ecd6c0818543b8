using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Replaces the text by which a document is found, when it was read later or better (Text nachtragen).</summary>
public sealed class SetText(JournalWriter journal)
{
    public async Task<Result<Done>> Run(Unit unit, DocumentId document, DocumentText text)
    {
        if (
            await unit.Scalar<int>("SELECT count(*) FROM records_document WHERE tenant_id = @tenant AND id = @document", new { document })
            == 0
        )
            return RecordsRefusals.NoSuchDocument;
        await DocumentVersions.SetText(unit, document, text);
        await SearchIndex.Refresh(unit, document);
        journal.Append(unit, "document-text-read", document.Value, new { length = text.Plain.Length });
        return default(Done);
    }
}
