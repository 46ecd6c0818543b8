using System.Text;
using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Writes a message that has no bytes of its own, such as one inside an Outlook file, so that it can be kept and opened as a file.</summary>
internal static class NestedMail
{
    /// <summary>Writes a message as it was read; addresses that are none are left out.</summary>
    public static ReadOnlyMemory<byte> Write(ReadItem item)
    {
        var envelope = item.Envelope ?? new Envelope();
        using var message = new MimeMessage { Subject = envelope.Subject };
        if (envelope.HeaderDate is { } date)
            message.Date = date;
        else
            message.Headers.Remove(HeaderId.Date);
        // A stable identity, so that reading the same file again gives the same bytes.
        message.Headers.Remove(HeaderId.MessageId);
        if (envelope.MessageId is { } id)
            message.Headers.Add("X-Original-Message-ID", id);
        Add(message.From, [envelope.From]);
        Add(message.To, envelope.To);
        Add(message.Cc, envelope.Cc);
        MimeEntity body = Text("plain", item.Text);
        if (item.UntrustedHtml is { } html)
            body = new MultipartAlternative(body, Text("html", html)) { Boundary = "=_umlauf_alt" };
        if (item.Attachments.Count > 0)
        {
            var mixed = new Multipart("mixed") { Boundary = "=_umlauf_mix" };
            mixed.Add(body);
            foreach (var file in item.Attachments)
                mixed.Add(Part(file));
            body = mixed;
        }
        message.Body = body;
        using var stream = new MemoryStream();
        message.WriteTo(stream);
        return stream.ToArray();
    }

    private static void Add(InternetAddressList list, IEnumerable<MailPerson> people)
    {
        foreach (var person in people)
            if (person.Address is { } address)
                list.Add(new MailboxAddress(person.Display, address));
    }

    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        part.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        return part;
    }

    private static MimePart Part(Attachment file) =>
        new(ContentType.TryParse(file.ContentType, out var type) ? type : new ContentType("application", "octet-stream"))
        {
            Content = new MimeContent(MailReader.Open(file.Bytes)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentDisposition = new ContentDisposition(file.IsInline ? ContentDisposition.Inline : ContentDisposition.Attachment),
            ContentId = file.ContentId is { } cid && Ascii.IsValid(cid) ? cid : null,
            FileName = file.Name,
        };
}
