using Umlauf.Formats.Reading;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>The text of one version (Text einer Version), pages separated by form feeds.</summary>
/// <param name="Text">Empty where there is none.</param>
/// <param name="Unread">Why it could not be read or only in part.</param>
public sealed record VersionText(string Text, ReadNote? Unread = null);

/// <summary>
/// Reads the text of any version (Text einer Version lesen): that of the newest is on record, that of an earlier one is read anew from its bytes,
/// outside this process.
/// </summary>
public sealed class ReadVersionText(ReadText readText, ReadContent readContent, IItemReading reading)
{
    public async Task<Result<VersionText>> Run(Caller by, DocumentId document, int version, CancellationToken ct)
    {
        var stored = await readText.Run(by, document, ct);
        if (stored.Refusal is { } hidden)
            return hidden;
        if (stored.Value.Version == version)
            return new VersionText(stored.Value.Text ?? "");
        var content = await readContent.Run(by, document, version, ct);
        return content.Refusal is { } refusal ? refusal : await Of(content.Value, ct);
    }

    /// <summary>Of bytes that the caller was handed for another reason.</summary>
    public async Task<VersionText> Of(DocumentContent content, CancellationToken ct)
    {
        var (bytes, _, type, name) = content;
        var item = await reading.Read(bytes, name, type, ct);
        return new VersionText(item.Text, item.Unread);
    }
}
