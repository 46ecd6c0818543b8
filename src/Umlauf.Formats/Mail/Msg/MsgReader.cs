using MimeKit;
using Umlauf.Formats.Html;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail.Msg;

/// <summary>Reads Outlook message files (.msg, MS-OXMSG) with their attachments and nested messages.</summary>
internal static class MsgReader
{
    private const int DeepestItem = 12;

    /// <summary>Reads a file.</summary>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, ReadBudget budget) =>
        CompoundFile.Open(bytes) is { } root
            ? Read(root, 32, limits, budget, 0)
            : ReadItem.NotRead(ItemKind.OutlookMessage, ReadNote.Damaged, "application/vnd.ms-outlook");

    private static ReadItem Read(CompoundFolder folder, int headerBytes, ReadLimits limits, ReadBudget budget, int level)
    {
        var notes = new NoteSet();
        var message = new MsgProperties(folder, headerBytes);
        ReadNote? unread = null;
        var rtf =
            message.Binary(0x1009) is { } packed && RtfCompression.Unpack(packed.Span, limits) is { } raw
                ? RtfReader.Read(raw.Span, limits)
                : null;
        var html = Html(message) ?? rtf?.Html;
        var text = message.Text(0x1000);
        if (string.IsNullOrWhiteSpace(text))
            text = html is not null ? HtmlText.From(html, limits.HtmlCharacters) : rtf?.Text;
        var files = new List<Attachment>();
        foreach (var (name, inner) in folder.Folders.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith("__attach_version1.0_", StringComparison.OrdinalIgnoreCase))
                continue;
            if (files.Count >= limits.Parts || budget.OutOfTime)
            {
                unread = files.Count >= limits.Parts ? ReadNote.TooManyParts : ReadNote.LimitTime;
                break;
            }
            files.Add(File(new MsgProperties(inner, 8, message.Ansi), files.Count + 1, limits, budget, level));
        }
        if (text?.Length > limits.Characters)
            notes.Add(ReadNote.TextCut);
        return new ReadItem
        {
            Kind = ItemKind.OutlookMessage,
            ContentType = "application/vnd.ms-outlook",
            Envelope = Envelope(folder, message, limits, notes),
            Text = PlainText.Body(text ?? "", limits.Characters),
            UntrustedHtml = html,
            Attachments =
            [
                .. files.Select(file => file.IsInline && !MailBody.IsDecoration(file, html) ? file with { IsInline = false } : file),
            ],
            Notes = notes.ToArray(),
            Unread = unread,
        };
    }

    private static string? Html(MsgProperties message)
    {
        if (message.Text(0x1013) is { Length: > 0 } text)
            return text;
        if (message.Binary(0x1013) is not { Length: > 0 } bytes)
            return null;
        var charset = MsgProperties.CodePage(message.Long(0x3FDE))?.WebName ?? BodyText.MetaCharset(bytes.Span);
        return TextDecoding.Decode(bytes.Span, charset, out _);
    }

    private static Envelope Envelope(CompoundFolder folder, MsgProperties message, ReadLimits limits, NoteSet notes)
    {
        // The headers of the transport, where the message came over the Internet, tell more than the properties.
        var transported = message.Text(0x007D) is { Length: > 0 } headers ? FromHeaders(headers, limits) : null;
        var to = new List<MailPerson>();
        var cc = new List<MailPerson>();
        var more = 0;
        foreach (var (name, inner) in folder.Folders.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith("__recip_version1.0_", StringComparison.OrdinalIgnoreCase))
                continue;
            var recipient = new MsgProperties(inner, 8, message.Ansi);
            var list = recipient.Long(0x0C15) == 2 ? cc : to;
            if (list.Count < limits.Addresses)
                list.Add(Person(recipient.Text(0x3001), recipient.Text(0x39FE), recipient.Text(0x3003)));
            else
                more++;
        }
        var from = Person(
            message.Text(0x0042) ?? message.Text(0x0C1A),
            message.Text(0x5D02) ?? message.Text(0x5D01),
            message.Text(0x0065) ?? message.Text(0x0C1F)
        );
        if (from.Address is null && transported?.From is { Address: not null } known)
            from = known;
        if (from.Address is null)
            notes.Add(ReadNote.NoSender);
        var subject = PlainText.Line(message.Text(0x0037));
        return (transported ?? new Envelope()) with
        {
            From = from,
            To = to.Count > 0 || transported is null ? to : transported.To,
            Cc = cc.Count > 0 || transported is null ? cc : transported.Cc,
            MoreRecipients = more,
            Subject = subject.Length > 0 ? subject : transported?.Subject ?? "",
            HeaderDate = transported?.HeaderDate ?? message.Time(0x0039) ?? message.Time(0x0E06),
            MessageId = transported?.MessageId ?? Id(message.Text(0x1035)),
            InReplyTo = transported?.InReplyTo ?? Id(message.Text(0x1042)),
            Nature = (transported?.Nature ?? MailNature.None) | Nature(message.Text(0x001A)),
        };
    }

    private static Envelope? FromHeaders(string headers, ReadLimits limits)
    {
        try
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(headers.Trim() + "\r\n\r\n");
            var start = MailStart.Find(bytes, out _);
            if (start < 0 || bytes.Length > limits.HeaderBytes)
                return null;
            var cut = LongFields.Cut(bytes.AsMemory(start), new NoteSet(), out _);
            return MailHeaders.Read(HeaderList.Load(MailReader.Open(cut)), ParserOptions.Default, limits, new NoteSet());
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static MailNature Nature(string? messageClass) =>
        messageClass is null || !messageClass.StartsWith("REPORT.", StringComparison.OrdinalIgnoreCase) ? MailNature.None
        : messageClass.EndsWith(".NDR", StringComparison.OrdinalIgnoreCase)
            ? MailNature.Bounce | MailNature.DeliveryReport | MailNature.Automatic
        : messageClass.EndsWith(".IPNRN", StringComparison.OrdinalIgnoreCase) ? MailNature.ReadReceipt | MailNature.Automatic
        : MailNature.DeliveryReport | MailNature.Automatic;

    private static MailPerson Person(string? name, string? smtp, string? other)
    {
        var address = new[] { smtp, other, name }
            .Select(a => PlainText.Line(a, 320).Trim('\'', '<', '>'))
            .FirstOrDefault(a => a.IndexOf('@', StringComparison.Ordinal) > 0 && !a.AsSpan().ContainsAny(MailHeaders.NotInAddresses));
        var display = PlainText.Line(name, 300).Trim('\'');
        return new MailPerson(display == address ? "" : display, address);
    }

    private static string? Id(string? id) => PlainText.Line(id, 998).Trim('<', '>', ' ') is { Length: > 0 } line ? line : null;

    private static Attachment File(MsgProperties file, int number, ReadLimits limits, ReadBudget budget, int level)
    {
        var given = file.Text(0x3707) ?? file.Text(0x3704) ?? file.Text(0x3001);
        var declared = file.Text(0x370E);
        var cid = PlainText.Line(file.Text(0x3712), 998).Trim('<', '>') is { Length: > 0 } id ? id : null;
        if (file.Long(0x3705) == 5 && file.Object(0x3701) is { } inner)
        {
            var nested =
                level < DeepestItem
                    ? Read(inner, 24, limits, budget, level + 1)
                    : ReadItem.NotRead(ItemKind.OutlookMessage, ReadNote.TooDeep, "application/vnd.ms-outlook");
            var subject = nested.Envelope?.Subject;
            var title = new[] { given, subject }.FirstOrDefault(t => !string.IsNullOrWhiteSpace(t));
            // The folder inside is no file of its own; the message is written anew.
            return new Attachment(() => NestedMail.Write(nested))
            {
                Name = SafeName.From(title is null ? null : title + ".eml", $"Nachricht-{number}.eml"),
                OriginalName = given,
                ContentType = "message/rfc822",
                DeclaredType = declared,
                Kind = ItemKind.Mail,
                Nested = nested,
            };
        }
        var bytes = file.Binary(0x3701) ?? LargestStream(file.Object(0x3701));
        var (kind, type) = ItemDetector.Detect(bytes.Span, given, declared);
        if (kind == ItemKind.Unknown && type == "application/octet-stream" && !string.IsNullOrWhiteSpace(declared))
            type = declared.ToLowerInvariant();
        return new Attachment(bytes)
        {
            Name = SafeName.From(given, $"{(kind == ItemKind.Image ? "Bild" : "Anlage")}-{number}{FileEnding.Of(kind, type)}"),
            OriginalName = given,
            ContentType = type,
            DeclaredType = declared,
            Kind = kind,
            IsInline = kind == ItemKind.Image && cid is not null,
            ContentId = cid,
            Nested = kind == ItemKind.Mail && level < DeepestItem ? MailReader.Read(bytes, limits, budget, level + 1) : null,
        };
    }

    // An embedded object (OLE) has its picture or content in one of its streams.
    private static ReadOnlyMemory<byte> LargestStream(CompoundFolder? folder) =>
        folder is null ? default : folder.Streams.Values.OrderByDescending(s => s.Length).FirstOrDefault();
}
