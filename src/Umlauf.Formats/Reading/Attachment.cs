namespace Umlauf.Formats.Reading;

/// <summary>A file inside an item (Anlage). Its bytes are decoded when they are asked for the first time.</summary>
public sealed record Attachment
{
    private readonly Lazy<ReadOnlyMemory<byte>> _bytes;

    /// <summary>Describes a file whose bytes are at hand.</summary>
    /// <param name="bytes">The decoded bytes.</param>
    public Attachment(ReadOnlyMemory<byte> bytes) => _bytes = new(bytes);

    /// <summary>Describes a file whose bytes are decoded later.</summary>
    /// <param name="decode">Decodes the bytes; must not throw for broken input.</param>
    public Attachment(Func<ReadOnlyMemory<byte>> decode) => _bytes = new(decode);

    /// <summary>A name that is safe for a file system and for display.</summary>
    public required string Name { get; init; }

    /// <summary>The name the sender gave, unchanged; data only, never a path.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The content type by content; the declared one only where the content does not tell.</summary>
    public string ContentType { get; init; } = "application/octet-stream";

    /// <summary>The content type the sender declared.</summary>
    public string? DeclaredType { get; init; }

    /// <summary>What the file is by its content.</summary>
    public ItemKind Kind { get; init; }

    /// <summary>True for pictures shown within the text, such as logos; these do not become documents.</summary>
    public bool IsInline { get; init; }

    /// <summary>The content id by which the HTML refers to it, without angle brackets.</summary>
    public string? ContentId { get; init; }

    /// <summary>The message inside, where the attachment is a message and was opened.</summary>
    public ReadItem? Nested { get; init; }

    /// <summary>Why the bytes are not or not wholly available, for example an encrypted archive entry.</summary>
    public ReadNote? Unread { get; init; }

    /// <summary>The decoded bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.Value;
}
