using Umlauf.Formats.Html;
using Umlauf.Formats.Reading;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>How a document can be shown (Vorschau).</summary>
public sealed record Preview
{
    public required string ContentType { get; init; }
    public required string FileName { get; init; }
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Headers of a message.</summary>
    public Envelope? Envelope { get; init; }

    /// <summary>The readable text; null where the format is not opened for a preview.</summary>
    public string? Text { get; init; }

    /// <summary>The sender's design, harmless; null where there is none.</summary>
    public SafeHtml? Html { get; init; }

    public bool IsPdf => ContentType == "application/pdf";

    /// <summary>Pictures that every browser shows and that carry no script.</summary>
    public bool IsPicture => ContentType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
}

/// <summary>
/// Makes a version of a document visible: text and design of a message afresh from its bytes, everything dangerous taken out (Dokument ansehen).
/// Formats that hostile senders like are not opened here; a browser's own viewer or the download shows them.
/// </summary>
public sealed class PreviewDocument(ReadContent readContent, InProcessReading reading)
{
    public async Task<Result<Preview>> Run(Caller by, DocumentId document, int version, CancellationToken ct)
    {
        var content = await readContent.Run(by, document, version, ct);
        return content.Refusal is { } refusal ? refusal : await Of(content.Value, ct);
    }

    /// <summary>Of bytes that the caller was handed for another reason.</summary>
    public async Task<Preview> Of(DocumentContent content, CancellationToken ct)
    {
        var (bytes, _, contentType, fileName) = content;
        var preview = new Preview
        {
            ContentType = contentType,
            FileName = fileName,
            Bytes = bytes,
        };
        if (
            preview.IsPdf
            || preview.IsPicture
            || bytes.Length > InProcessReading.Limits.Bytes
            || ItemReader.IsRisky(bytes.Span, bytes.Length)
        )
            return preview;
        var item = await reading.Read(bytes, fileName, contentType, ct);
        return preview with { Envelope = item.Envelope, Text = item.Text, Html = item.SafeHtml(InProcessReading.Limits) };
    }
}
