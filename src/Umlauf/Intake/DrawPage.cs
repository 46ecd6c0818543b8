using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>Draws a page of a fax or another TIFF as a picture that browsers show, outside this process (Faxseite ansehen).</summary>
public sealed class DrawPage(ReadContent readContent, IItemReading reading)
{
    public static readonly Refusal NoSuchPage = new(
        "intake.no-such-page",
        "Diese Seite lässt sich nicht zeigen. Das Original ist unverändert; laden Sie es herunter.",
        "This page cannot be shown. The original is unchanged; download it.",
        404
    );

    /// <returns>A PNG.</returns>
    public async Task<Result<ReadOnlyMemory<byte>>> Run(Caller by, DocumentId document, int version, int page, CancellationToken ct)
    {
        var content = await readContent.Run(by, document, version, ct);
        return content.Refusal is { } refusal ? refusal : await Of(content.Value, page, ct);
    }

    /// <summary>Of bytes that the caller was handed for another reason.</summary>
    public async Task<Result<ReadOnlyMemory<byte>>> Of(DocumentContent content, int page, CancellationToken ct)
    {
        if (content.ContentType != "image/tiff")
            return NoSuchPage;
        var item = await reading.Draw(content.Bytes, page, ct);
        return item.Attachments is [var picture] ? picture.Bytes : NoSuchPage;
    }
}
