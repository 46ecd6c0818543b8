using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A document with where it stands and what it consists of (Dokument im Einzelnen).</summary>
public sealed record DocumentHead
{
    public required DocumentId Id { get; init; }

    /// <summary>The document that it came inside; null when it stands for itself.</summary>
    public DocumentId? ParentId { get; init; }
    public string? ParentTitle { get; init; }
    public required DocumentId RootId { get; init; }
    public MatterId? MatterId { get; init; }
    public string? MatterNumber { get; init; }
    public string? MatterSubject { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required Confidentiality Confidentiality { get; init; }
    public required DocumentKind Kind { get; init; }
    public required string Title { get; init; }
    public required string Author { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required int Version { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DocumentVersion> Versions { get; init; } = [];

    /// <summary>What came inside, in its order.</summary>
    public IReadOnlyList<DocumentPart> Parts { get; init; } = [];
}

/// <summary>The document at one time (Version).</summary>
public sealed record DocumentVersion
{
    public required int Number { get; init; }
    public required ContentHash Hash { get; init; }
    public required long Size { get; init; }
    public required string ContentType { get; init; }
    public required string FileName { get; init; }
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Who added it, as the journal writes it.</summary>
    public required string AddedBy { get; init; }
}

/// <summary>Shows a document's head, versions and parts (Dokument ansehen).</summary>
public sealed class ShowDocument(Db db)
{
    private const int MostParts = 200;

    public async Task<Result<DocumentHead>> Run(Caller by, DocumentId id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords) && !Rights.Of(by).May(Right.SeeTray))
            return RecordsRefusals.NoSuchDocument;
        var rights = Visible.Documents(by);
        await using var unit = await db.Read(by.Actor, ct);
        var head = await unit.One<DocumentHead>(
            $"""
            SELECT d.id, d.parent_id, p.title AS parent_title, d.root_id, d.matter_id, m.number AS matter_number, m.subject AS matter_subject,
                d.office_id, d.confidentiality, d.kind, d.title, d.author, d.received_at, d.version
            FROM records_document d
            LEFT JOIN records_document p ON p.tenant_id = d.tenant_id AND p.id = d.parent_id
            LEFT JOIN records_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            WHERE d.tenant_id = @tenant AND d.id = @id AND {rights.Sql}
            """,
            rights.With(new { id })
        );
        if (head is null)
            return RecordsRefusals.NoSuchDocument;
        return head with
        {
            Versions = await unit.Query<DocumentVersion>(
                """
                SELECT number, hash, size, content_type, file_name, added_at, added_by FROM records_document_version
                WHERE tenant_id = @tenant AND document_id = @id ORDER BY number DESC
                """,
                new { id }
            ),
            Parts = await unit.Query<DocumentPart>(
                """
                SELECT d.id, d.root_id, d.parent_id, d.kind, d.title, d.version, v.size, v.content_type, v.file_name
                FROM records_document d
                JOIN records_document_version v ON v.tenant_id = d.tenant_id AND v.document_id = d.id AND v.number = d.version
                WHERE d.tenant_id = @tenant AND d.root_id = @RootId AND d.parent_id = @Id ORDER BY d.place LIMIT @most
                """,
                new
                {
                    head.RootId,
                    head.Id,
                    most = MostParts,
                }
            ),
        };
    }
}
