using System.Runtime.InteropServices;
using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Reads an Internet message into an item (E-Mail lesen): bounded in parts, depth, headers and time, never throwing for broken input.</summary>
public static class MailReader
{
    /// <summary>Reads a message.</summary>
    /// <param name="bytes">The message as it arrived; an mbox separator line, blank lines or foreign lines may stand before it.</param>
    /// <param name="limits">How much may be read.</param>
    /// <returns>The item.</returns>
    public static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits) => Read(bytes, limits, new ReadBudget(limits));

    internal static ReadItem Read(ReadOnlyMemory<byte> bytes, ReadLimits limits, ReadBudget budget, int level = 0)
    {
        TextDecoding.RegisterCodePages();
        var notes = new NoteSet();
        bytes = MailStart.WithBlankLine(MailStart.WithUsualLines(bytes));
        var start = MailStart.Find(bytes.Span, out var garbage);
        if (start < 0)
        {
            notes.Add(ReadNote.NoHeaders);
            notes.Add(ReadNote.NoSender);
            return new ReadItem
            {
                Kind = ItemKind.Mail,
                ContentType = "message/rfc822",
                Envelope = new Envelope(),
                Text = PlainText.Body(TextDecoding.Decode(bytes.Span, null, out _), limits.Characters),
                Notes = notes.ToArray(),
            };
        }
        if (garbage)
            notes.Add(ReadNote.GarbageBeforeHeaders);
        var mail = LongFields.Cut(CutHeaders(bytes[start..], limits, notes), notes, out var recipients);
        ReadNote? unread = null;
        var whole = mail.Length;
        mail = mail[..PartCounter.Cut(mail, limits, Options(limits))];
        if (mail.Length < whole)
            unread = ReadNote.TooManyParts;
        var options = Options(limits);
        var slices = new Dictionary<MimeMessage, ReadOnlyMemory<byte>>();
        using var stream = Open(mail);
        var parser = new MimeParser(options, stream, MimeFormat.Entity, persistent: true);
        parser.MimeMessageEnd += (_, e) =>
        {
            if (e.Parent is not null && e.EndOffset <= mail.Length && e.BeginOffset <= e.EndOffset)
                slices[e.Message] = mail[(int)e.BeginOffset..(int)e.EndOffset];
        };
        MimeMessage message;
        try
        {
            message = parser.ParseMessage(budget.TokenFor(mail.Length));
        }
        catch (FormatException)
        {
            notes.Add(ReadNote.NoHeaders);
            return ReadItem.NotRead(ItemKind.Mail, ReadNote.Damaged, "message/rfc822") with { Notes = notes.ToArray() };
        }
        catch (OperationCanceledException)
        {
            return ReadItem.NotRead(ItemKind.Mail, ReadNote.LimitTime, "message/rfc822") with { Notes = notes.ToArray() };
        }
        var item = Read(message, options, limits, budget, slices, notes, level);
        if (recipients > 0)
            item = item with { Envelope = item.Envelope! with { MoreRecipients = item.Envelope.MoreRecipients + recipients } };
        return unread is null ? item : item with { Unread = unread };
    }

    internal static ReadItem Read(
        MimeMessage message,
        ParserOptions options,
        ReadLimits limits,
        ReadBudget budget,
        IReadOnlyDictionary<MimeMessage, ReadOnlyMemory<byte>> slices,
        NoteSet notes,
        int level
    )
    {
        var envelope = MailHeaders.Read(message.Headers, options, limits, notes);
        var body = new MailBody(options, limits, budget, slices, notes, level);
        if (message.Body is { } entity)
            body.Add(entity);
        if (body.Report is { } report)
        {
            var failed = report.Action?.Equals("failed", StringComparison.OrdinalIgnoreCase) == true;
            envelope = envelope with
            {
                Report = report,
                Nature =
                    envelope.Nature | MailNature.DeliveryReport | MailNature.Automatic | (failed ? MailNature.Bounce : MailNature.None),
            };
        }
        var (text, html) = body.Finish();
        if (text.Length == 0 && html is null && body.Attachments.Count == 0)
            notes.Add(ReadNote.NoBody);
        return new ReadItem
        {
            Kind = ItemKind.Mail,
            ContentType = "message/rfc822",
            Envelope = envelope,
            Text = text,
            UntrustedHtml = html,
            Attachments = body.Attachments,
            Notes = notes.ToArray(),
            Unread = body.Unread,
        };
    }

    internal static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment)
            ? new MemoryStream(segment.Array!, segment.Offset, segment.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static ParserOptions Options(ReadLimits limits) =>
        new()
        {
            MaxMimeDepth = limits.Depth,
            CharsetEncoding = TextDecoding.Find("windows-1252")!,
            AllowAddressesWithoutDomain = true,
        };

    private static ReadOnlyMemory<byte> CutHeaders(ReadOnlyMemory<byte> mail, ReadLimits limits, NoteSet notes)
    {
        if (mail.Length <= limits.HeaderBytes)
            return mail;
        var length = MailStart.HeaderLength(mail.Span);
        if (length <= limits.HeaderBytes)
            return mail;
        notes.Add(ReadNote.HeadersCut);
        var kept = mail.Span[..limits.HeaderBytes].LastIndexOf((byte)'\n') + 1;
        if (kept == 0)
            kept = limits.HeaderBytes;
        byte[] cut = [.. mail.Span[..kept], .. "\r\n"u8, .. mail.Span[length..]];
        return cut;
    }
}
