using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Replaces the texts by which documents are found, when they were read later or better (Text nachtragen).</summary>
public sealed class SetText(JournalWriter journal)
{
    public async Task Run(Unit unit, IReadOnlyList<(DocumentId Document, DocumentText Text)> texts)
    {
        await DocumentVersions.SetText(unit, texts);
        await SearchIndex.Refresh(unit, texts);
        foreach (var (document, text) in texts)
            journal.Append(unit, "document-text-read", document.Value, new { length = text.Plain.Length });
    }
}
