using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Takes a document, or a part of one, and its first version on record (Dokument anlegen).</summary>
internal sealed record DocumentRow
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

    /// <summary>The document and everything in it, level by level.</summary>
    public static IEnumerable<DocumentRow> Of(NewDocument document, MatterId? matter, OfficeId office, Confidentiality confidentiality)
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
            yield return new DocumentRow
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

    /// <summary>Takes them on record, each in the journal.</summary>
    public static async Task Insert(Unit unit, JournalWriter journal, IReadOnlyList<DocumentRow> rows)
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
}
