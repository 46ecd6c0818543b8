using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Reads a CMS container that came as a file (.p7m, .p7s): shows the signed content, never judges the signature.</summary>
internal static class CmsReader
{
    /// <summary>Reads a container.</summary>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, string? fileName, ReadLimits limits, ReadBudget budget)
    {
        const string type = "application/pkcs7-mime";
        var notes = new NoteSet();
        notes.Add(ReadNote.SignedNotChecked);
        switch (CmsContent.Open(bytes, limits))
        {
            case { IsEncrypted: true }:
                return ReadItem.NotRead(ItemKind.Cms, ReadNote.Encrypted, type);
            case { IsDetached: true }:
                return new ReadItem
                {
                    Kind = ItemKind.Cms,
                    ContentType = type,
                    Notes = notes.ToArray(),
                };
            case { Content: { } content }:
                var (kind, innerType) = ItemDetector.Detect(content.Span);
                // Signed mail bodies begin with their MIME headers.
                if (
                    kind is ItemKind.Text
                    && MailStart.Find(content.Span[..Math.Min(content.Length, 200)], out var garbage) == 0
                    && !garbage
                )
                    kind = ItemKind.Mail;
                if (kind is ItemKind.Mail)
                {
                    var mail = MailReader.Read(content, limits, budget, level: 1);
                    return mail with { Kind = ItemKind.Cms, ContentType = type, Notes = [.. notes.ToArray(), .. mail.Notes] };
                }
                var name = fileName?.EndsWith(".p7m", StringComparison.OrdinalIgnoreCase) == true ? fileName[..^4] : null;
                var text = kind is ItemKind.Text or ItemKind.Xml ? TextDecoding.Decode(content.Span, null, out _) : "";
                return new ReadItem
                {
                    Kind = ItemKind.Cms,
                    ContentType = type,
                    Text = PlainText.Body(text, limits.Characters),
                    Attachments =
                    [
                        new Attachment(content)
                        {
                            Name = SafeName.From(name, "Inhalt" + FileEnding.Of(kind, innerType)),
                            OriginalName = name,
                            ContentType = innerType,
                            Kind = kind,
                        },
                    ],
                    Notes = notes.ToArray(),
                };
            default:
                return ReadItem.NotRead(ItemKind.Cms, ReadNote.Damaged, type);
        }
    }
}
