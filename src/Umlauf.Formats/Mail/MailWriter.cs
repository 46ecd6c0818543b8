using System.Text;
using MimeKit;
using MimeKit.Utils;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>A file to be sent with a mail.</summary>
/// <param name="Name">The file name.</param>
/// <param name="ContentType">The content type.</param>
/// <param name="Bytes">The content.</param>
public sealed record OutgoingFile(string Name, string ContentType, ReadOnlyMemory<byte> Bytes);

/// <summary>A mail to be written (ausgehende E-Mail).</summary>
public sealed record OutgoingMail
{
    /// <summary>The sender; needs an address.</summary>
    public required MailPerson From { get; init; }

    /// <summary>The recipients; need addresses.</summary>
    public required IReadOnlyList<MailPerson> To { get; init; }

    /// <summary>The recipients of copies.</summary>
    public IReadOnlyList<MailPerson> Cc { get; init; } = [];

    /// <summary>Where replies shall go, if not to the sender.</summary>
    public MailPerson? ReplyTo { get; init; }

    /// <summary>The subject.</summary>
    public required string Subject { get; init; }

    /// <summary>The plain text.</summary>
    public required string Text { get; init; }

    /// <summary>The same in HTML, if wanted.</summary>
    public string? Html { get; init; }

    /// <summary>The files.</summary>
    public IReadOnlyList<OutgoingFile> Files { get; init; } = [];

    /// <summary>The Message-ID without angle brackets.</summary>
    public required string MessageId { get; init; }

    /// <summary>The Message-ID this mail answers, without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The Message-IDs of the thread, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>The time of writing.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>True for mails no person wrote; marks them as automatic (RFC 3834).</summary>
    public bool IsAutomatic { get; init; }
}

/// <summary>Writes well-formed mails (E-Mail schreiben).</summary>
public static class MailWriter
{
    private static readonly FormatOptions Format = MakeFormat();

    /// <summary>Writes a mail with CRLF line ends.</summary>
    /// <param name="mail">The mail.</param>
    /// <returns>The bytes.</returns>
    /// <exception cref="ArgumentException">A value that goes into a header holds a line break or another control character, or an address is none.</exception>
    public static byte[] Write(OutgoingMail mail)
    {
        using var message = new MimeMessage
        {
            Subject = OneLine(mail.Subject, nameof(mail.Subject)),
            Date = mail.Date,
            MessageId = Id(mail.MessageId),
        };
        message.From.Add(Address(mail.From));
        message.To.AddRange(mail.To.Select(Address));
        message.Cc.AddRange(mail.Cc.Select(Address));
        if (mail.ReplyTo is not null)
            message.ReplyTo.Add(Address(mail.ReplyTo));
        if (mail.InReplyTo is not null)
            message.InReplyTo = Id(mail.InReplyTo);
        foreach (var reference in mail.References)
            message.References.Add(Id(reference));
        if (mail.IsAutomatic)
            message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = Body(mail);
        using var stream = new MemoryStream();
        message.WriteTo(Format, stream);
        return stream.ToArray();
    }

    private static MimeEntity Body(OutgoingMail mail)
    {
        MimeEntity body = Text("plain", mail.Text);
        if (mail.Html is not null)
            body = new MultipartAlternative(body, Text("html", mail.Html)) { Boundary = Boundary(mail, "alt") };
        if (mail.Files.Count == 0)
            return body;
        var mixed = new Multipart("mixed") { Boundary = Boundary(mail, "mix") };
        mixed.Add(body);
        foreach (var file in mail.Files)
        {
            var name = OneLine(file.Name, nameof(file.Name));
            var part = new MimePart(ContentType.Parse(OneLine(file.ContentType, nameof(file.ContentType))))
            {
                Content = new MimeContent(MailReader.Open(file.Bytes)),
                ContentTransferEncoding = ContentEncoding.Base64,
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            };
            part.FileName = name;
            mixed.Add(part);
        }
        return mixed;
    }

    private static TextPart Text(string subtype, string text)
    {
        var part = new TextPart(subtype);
        part.SetText(Encoding.UTF8, text);
        part.ContentTransferEncoding = ContentEncoding.QuotedPrintable;
        return part;
    }

    // The boundary follows from the Message-ID, so that the same mail is always the same bytes.
    private static string Boundary(OutgoingMail mail, string kind) =>
        $"=_{kind}_{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)).AsSpan(0, 12))}";

    private static MailboxAddress Address(MailPerson person)
    {
        var address = OneLine(person.Address ?? "", nameof(person.Address));
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1 || address.AsSpan().ContainsAny(MailHeaders.NotInAddresses))
            throw new ArgumentException($"Not an address: '{address}'.", nameof(person));
        return new MailboxAddress(OneLine(person.Display, nameof(person.Display)), address);
    }

    private static string Id(string id)
    {
        var line = OneLine(id, "Message-ID");
        return line.AsSpan().ContainsAny(" <>") || line.Length == 0
            ? throw new ArgumentException($"Not a Message-ID: '{line}'.", nameof(id))
            : line;
    }

    private static string OneLine(string value, string name) =>
        value.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')
            ? throw new ArgumentException("A header value must not hold line breaks or control characters.", name)
            : value;

    private static FormatOptions MakeFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
