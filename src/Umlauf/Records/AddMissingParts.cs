using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Adds to a document on record what was found in it only when it was read again (Nachlesen). Everything else stays as it is.</summary>
public sealed class AddMissingParts(JournalWriter journal)
{
    /// <returns>The texts of what was there before.</returns>
    public async Task<IReadOnlyList<(DocumentId Document, DocumentText Text)>> Run(Unit unit, NewDocument document)
    {
        var root = await unit.One<Place>(
            $"""
            SELECT matter_id, filing_id, office_id, confidentiality FROM records_document
            WHERE tenant_id = @tenant AND id = @Id {unit.Dialect.ForUpdate}
            """,
            new { document.Id }
        );
        var parts = await unit.Query<KnownPart>(
            """
            SELECT d.id, d.parent_id, d.place, v.hash, v.file_name FROM records_document d
            JOIN records_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = 1
            WHERE d.tenant_id = @tenant AND d.root_id = @Id AND d.parent_id IS NOT NULL ORDER BY d.place
            """,
            new { document.Id }
        );
        var there = parts.ToLookup(part => (part.ParentId, part.Hash, part.FileName), part => part.Id);
        var ids = new Dictionary<DocumentId, DocumentId>();
        var known = new HashSet<DocumentId>();
        var texts = new List<(DocumentId, DocumentText)>();
        var added = new List<DocumentRow>();
        var place = parts.Select(part => part.Place).DefaultIfEmpty(0).Max();
        foreach (var row in DocumentRow.Of(document, root!.MatterId, root.OfficeId, root.Confidentiality))
        {
            DocumentId? parent = row.Parent is { } above ? ids[above] : null;
            var content = row.Part.Content;
            var same = parent is { } within
                ? there[(within, content.Blob.Hash, DocumentVersions.Name(content))]
                    .Cast<DocumentId?>()
                    .FirstOrDefault(id => !known.Contains(id!.Value))
                : document.Id;
            ids[row.Part.Id] = same ?? row.Part.Id;
            if (same is not { } before)
                added.Add(row with { Parent = parent, Filing = root.FilingId, Place = ++place });
            else if (known.Add(before) && row.Part.Text is { } text)
                texts.Add((before, text));
        }
        await DocumentRow.Insert(unit, journal, added);
        if (added.Count > 0)
            await SearchIndex.RefreshWithParts(unit, document.Id);
        return texts;
    }

    private sealed record Place
    {
        public MatterId? MatterId { get; init; }
        public FilingId? FilingId { get; init; }
        public required OfficeId OfficeId { get; init; }
        public required Confidentiality Confidentiality { get; init; }
    }

    private sealed record KnownPart
    {
        public required DocumentId Id { get; init; }
        public required DocumentId ParentId { get; init; }
        public required int Place { get; init; }
        public required ContentHash Hash { get; init; }
        public required string FileName { get; init; }
    }
}
