using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Takes a document, its parts and their first versions on record, in the transaction of whoever received it (Dokument anlegen).</summary>
public sealed class AddDocument(JournalWriter journal)
{
    /// <summary>Outside any matter: the document waits in the tray of its office.</summary>
    public Task Run(Unit unit, NewDocument document) => Add(unit, document, new Place(null, document.Office, document.Confidentiality));

    /// <summary>Straight into a matter, whose office and confidentiality it takes over.</summary>
    internal Task Into(Unit unit, NewDocument document, MatterId matter, OfficeId office, Confidentiality confidentiality) =>
        Add(unit, document, new Place(matter, office, confidentiality));

    private async Task Add(Unit unit, NewDocument document, Place place)
    {
        var author = DocumentText.Line(document.Author);
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
        while (waiting.TryDequeue(out var next))
        {
            await Insert(unit, next.Part, next.Parent, document.Id, author, document.ReceivedAt, place);
            foreach (var part in next.Part.Parts)
                waiting.Enqueue((part, next.Part.Id));
        }
    }

    private async Task Insert(
        Unit unit,
        NewPart part,
        DocumentId? parent,
        DocumentId root,
        string author,
        DateTimeOffset receivedAt,
        Place place
    )
    {
        await unit.Exec(
            """
            INSERT INTO records_document
                (tenant_id, id, parent_id, root_id, matter_id, office_id, confidentiality, kind, title, author, received_at, created_at, version)
            VALUES (@tenant, @Id, @parent, @root, @Matter, @Office, @Confidentiality, @kind, @title, @author, @receivedAt, @now, 1)
            """,
            new
            {
                part.Id,
                parent,
                root,
                place.Matter,
                place.Office,
                place.Confidentiality,
                kind = part.Kind.ToString(),
                title = DocumentText.Line(part.Title),
                author,
                receivedAt,
                now = unit.Now,
            }
        );
        var content = part.Content;
        await unit.Exec(
            """
            INSERT INTO records_document_version (tenant_id, document_id, number, hash, size, content_type, file_name, added_at, added_by)
            VALUES (@tenant, @Id, 1, @Hash, @Length, @type, @name, @now, @by)
            """,
            new
            {
                part.Id,
                content.Blob.Hash,
                content.Blob.Length,
                type = DocumentText.Line(content.ContentType, 200),
                name = DocumentText.Line(content.FileName, 255),
                now = unit.Now,
                by = unit.By.ToString(),
            }
        );
        if (part.Text is { } text)
            await unit.Exec(
                "INSERT INTO records_text (tenant_id, document_id, length, deflated) VALUES (@tenant, @Id, @Length, @Deflated)",
                new
                {
                    part.Id,
                    text.Plain.Length,
                    text.Deflated,
                }
            );
        journal.Append(
            unit,
            "document-added",
            part.Id.Value,
            new
            {
                hash = content.Blob.Hash.Hex,
                size = content.Blob.Length,
                root = root.Value,
                matter = place.Matter?.Value,
                office = place.Office.Value,
            }
        );
    }

    private sealed record Place(MatterId? Matter, OfficeId Office, Confidentiality Confidentiality);
}
