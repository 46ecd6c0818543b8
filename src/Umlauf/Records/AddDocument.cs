using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Takes documents, their parts and their first versions on record, in the transaction of whoever received them (Dokument anlegen).</summary>
public sealed class AddDocument(JournalWriter journal)
{
    /// <summary>Outside any matter: each document waits in the tray of its office.</summary>
    public async Task Run(Unit unit, IReadOnlyList<NewDocument> documents)
    {
        var rows = documents.SelectMany(document => Rows(document, null, document.Office, document.Confidentiality)).ToList();
        await Insert(unit, rows);
        await SearchIndex.Put(unit, rows.Select(row => (Source(unit.Tenant, row), row.Part.Text?.Terms ?? "")));
    }

    public Task Run(Unit unit, NewDocument document) => Run(unit, [document]);

    /// <summary>Straight into a matter, whose office and confidentiality it takes over.</summary>
    internal async Task Into(Unit unit, NewDocument document, MatterId matter, OfficeId office, Confidentiality confidentiality)
    {
        await Insert(unit, [.. Rows(document, matter, office, confidentiality)]);
        // In a matter, its number and the people named for it belong into the index: read them there.
        await SearchIndex.RefreshWithParts(unit, document.Id);
    }

    /// <summary>A document on record that was read again: what was not found in it before is added, everything else stays as it is.</summary>
    /// <returns>The texts of what was there before.</returns>
    internal async Task<IReadOnlyList<(DocumentId Document, DocumentText Text)>> Again(Unit unit, NewDocument document)
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
        var added = new List<Row>();
        var place = parts.Select(part => part.Place).DefaultIfEmpty(0).Max();
        foreach (var row in Rows(document, root!.MatterId, root.OfficeId, root.Confidentiality))
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
        await Insert(unit, added);
        if (added.Count > 0)
            await SearchIndex.RefreshWithParts(unit, document.Id);
        return texts;
    }

    /// <summary>The document and everything in it, level by level.</summary>
    private static IEnumerable<Row> Rows(NewDocument document, MatterId? matter, OfficeId office, Confidentiality confidentiality)
    {
        var author = DocumentText.Line(document.Author);
        var recipient = DocumentText.Line(document.Recipient);
        var root = new NewPart
        {
            Id = document.Id,
            Kind = document.Kind,
            Title = document.Title,
            Content = document.Content,
            Text = document.Text,
            Parts = document.Parts,
        };
        var waiting = new Queue<(NewPart Part, DocumentId? Parent)>([(root, null)]);
        for (var place = 0; waiting.TryDequeue(out var next); place++)
        {
            yield return new Row
            {
                Part = next.Part,
                Parent = next.Parent,
                Root = document.Id,
                Place = place,
                Matter = matter,
                Office = office,
                Confidentiality = confidentiality,
                Title = DocumentText.Line(next.Part.Title),
                Author = author,
                Recipient = recipient,
                ReceivedAt = document.ReceivedAt,
            };
            foreach (var part in next.Part.Parts)
                waiting.Enqueue((part, next.Part.Id));
        }
    }

    private async Task Insert(Unit unit, List<Row> rows)
    {
        await unit.InsertAll(
            """
            INSERT INTO records_document
                (tenant_id, id, parent_id, root_id, place, matter_id, filing_id, office_id, confidentiality, kind, title, author, recipient, received_at, created_at, version)
            VALUES (@tenant, @Id, @Parent, @Root, @Place, @Matter, @Filing, @Office, @Confidentiality, @Kind, @Title, @Author, @Recipient, @ReceivedAt, @Now, 1)
            """,
            rows.Select(row => new
            {
                row.Part.Id,
                row.Parent,
                row.Root,
                row.Place,
                row.Matter,
                row.Filing,
                row.Office,
                row.Confidentiality,
                Kind = row.Part.Kind.ToString(),
                row.Title,
                row.Author,
                row.Recipient,
                row.ReceivedAt,
                unit.Now,
            })
        );
        var versions = await DocumentVersions.Insert(unit, rows.Select(row => (row.Part.Id, 1, row.Part.Content)));
        await DocumentVersions.SetText(unit, rows.Where(row => row.Part.Text is not null).Select(row => (row.Part.Id, row.Part.Text!)));
        foreach (var (row, version) in rows.Zip(versions))
            journal.Append(
                unit,
                "document-added",
                row.Part.Id.Value,
                new
                {
                    hash = row.Part.Content.Blob.Hash.Hex,
                    size = row.Part.Content.Blob.Length,
                    document = DocumentFacts.OfDocument(
                        row.Part.Id,
                        row.Parent,
                        row.Root,
                        row.Place,
                        row.Part.Kind.ToString(),
                        row.Title,
                        row.Author,
                        row.ReceivedAt
                    ),
                    version,
                    matter = row.Matter?.Value,
                    office = row.Office.Value,
                    confidentiality = (int)row.Confidentiality,
                }
            );
    }

    private static SearchSource Source(TenantId tenant, Row row) =>
        new()
        {
            Tenant = tenant,
            Id = row.Part.Id,
            Title = row.Title,
            Author = row.Author,
            Recipient = row.Recipient,
            Kind = row.Part.Kind,
            Office = row.Office,
            ReceivedAt = row.ReceivedAt,
            Access = new RecordAccess(row.Office, row.Confidentiality, Filed: false),
        };

    private sealed record Row
    {
        public required NewPart Part { get; init; }
        public required DocumentId? Parent { get; init; }
        public required DocumentId Root { get; init; }
        public required int Place { get; init; }
        public required MatterId? Matter { get; init; }
        public FilingId? Filing { get; init; }
        public required OfficeId Office { get; init; }
        public required Confidentiality Confidentiality { get; init; }
        public required string Title { get; init; }
        public required string Author { get; init; }
        public required string Recipient { get; init; }
        public required DateTimeOffset ReceivedAt { get; init; }
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
