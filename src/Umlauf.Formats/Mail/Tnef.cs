using MimeKit;
using MimeKit.Tnef;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Opens winmail.dat files (MS-OXTNEF).</summary>
internal static class Tnef
{
    /// <summary>Opens a file; null if nothing could be had from it.</summary>
    public static ReadItem? Open(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        if (bytes.Length > limits.UnpackedBytes)
            return null;
        try
        {
            var part = new TnefPart { Content = new MimeContent(MailReader.Open(bytes)) };
            using var message = part.ConvertToMessage();
            var notes = new NoteSet();
            var body = new MailBody(
                ParserOptions.Default,
                limits,
                new ReadBudget(limits),
                new Dictionary<MimeMessage, ReadOnlyMemory<byte>>(),
                notes,
                level: 1
            );
            if (message.Body is { } entity)
                body.Add(entity);
            var (text, html) = body.Finish();
            return new ReadItem
            {
                Kind = ItemKind.Tnef,
                ContentType = "application/vnd.ms-tnef",
                Envelope = MailHeaders.Read(message.Headers, ParserOptions.Default, limits, notes),
                Text = text,
                UntrustedHtml = html,
                Attachments = body.Attachments,
                Notes = notes.ToArray(),
                Unread = body.Unread,
            };
        }
        catch (Exception e) when (e is TnefException or FormatException or ArgumentException or InvalidOperationException or IOException)
        {
            return null;
        }
    }
}
