using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

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
        for (var order = 0; waiting.TryDequeue(out var next); order++)
        {
            await Insert(unit, next.Part, next.Parent, order, document, author, place);
            foreach (var part in next.Part.Parts)
                waiting.Enqueue((part, next.Part.Id));
        }
        // In a matter, its number and the people named for it belong into the index: read them there.
        if (place.Matter is not null)
            await SearchIndex.RefreshWithParts(unit, document.Id);
    }

    private async Task Insert(Unit unit, NewPart part, DocumentId? parent, int order, NewDocument root, string author, Place place)
    {
        var kind = part.Kind.ToString();
        var title = DocumentText.Line(part.Title);
        var recipient = DocumentText.Line(root.Recipient);
        await unit.Exec(
            """
            INSERT INTO records_document
                (tenant_id, id, parent_id, root_id, place, matter_id, office_id, confidentiality, kind, title, author, recipient, received_at, created_at, version)
            VALUES (@tenant, @Id, @parent, @root, @order, @Matter, @Office, @Confidentiality, @kind, @title, @author, @recipient, @receivedAt, @now, 1)
            """,
            new
            {
                part.Id,
                parent,
                root = root.Id,
                order,
                place.Matter,
                place.Office,
                place.Confidentiality,
                kind,
                title,
                author,
                recipient,
                receivedAt = root.ReceivedAt,
                now = unit.Now,
            }
        );
        var version = await DocumentVersions.Insert(unit, part.Id, 1, part.Content);
        if (part.Text is not null)
            await DocumentVersions.SetText(unit, part.Id, part.Text);
        if (place.Matter is null)
            await SearchIndex.Put(
                unit,
                new SearchSource
                {
                    Tenant = unit.Tenant,
                    Id = part.Id,
                    Title = title,
                    Author = author,
                    Recipient = recipient,
                    Kind = part.Kind,
                    Office = place.Office,
                    ReceivedAt = root.ReceivedAt,
                    Access = new RecordAccess(place.Office, place.Confidentiality, Filed: false),
                },
                part.Text?.Terms ?? ""
            );
        journal.Append(
            unit,
            "document-added",
            part.Id.Value,
            new
            {
                hash = part.Content.Blob.Hash.Hex,
                size = part.Content.Blob.Length,
                document = DocumentFacts.OfDocument(part.Id, parent, root.Id, order, kind, title, author, root.ReceivedAt),
                version,
                matter = place.Matter?.Value,
                office = place.Office.Value,
                confidentiality = (int)place.Confidentiality,
            }
        );
    }

    private sealed record Place(MatterId? Matter, OfficeId Office, Confidentiality Confidentiality);
}
