using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>What a document is (Art des Dokuments).</summary>
public enum DocumentKind
{
    Mail,
    Attachment,
    Fax,
    Scan,
    Upload,
    Letter,
    Form,
    Other,
}

/// <summary>A document to be taken on record, with everything that came inside it (neues Dokument mit Anlagen).</summary>
public sealed record NewDocument
{
    public required DocumentId Id { get; init; }
    public required DocumentKind Kind { get; init; }

    /// <summary>The office that it reached; ignored when it goes straight into a matter.</summary>
    public required OfficeId Office { get; init; }
    public Confidentiality Confidentiality { get; init; }

    /// <summary>Subject line, or the name of the file.</summary>
    public required string Title { get; init; }

    /// <summary>Sender as a person would write it, or empty.</summary>
    public string Author { get; init; } = "";

    /// <summary>Recipients as a person would write them, or empty.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>When the bytes reached the town hall: the legal time of receipt.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
    public required NewContent Content { get; init; }
    public DocumentText? Text { get; init; }
    public IReadOnlyList<NewPart> Parts { get; init; } = [];
}

/// <summary>A document inside another one (Anlage); shares office, sender and time of receipt with it and is filed together with it.</summary>
public sealed record NewPart
{
    public required DocumentId Id { get; init; }
    public DocumentKind Kind { get; init; } = DocumentKind.Attachment;
    public required string Title { get; init; }
    public required NewContent Content { get; init; }
    public DocumentText? Text { get; init; }
    public IReadOnlyList<NewPart> Parts { get; init; } = [];
}

/// <summary>Bytes that the blob store already holds, and what the sender called them.</summary>
public sealed record NewContent(StoredBlob Blob, string ContentType, string FileName);
