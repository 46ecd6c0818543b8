using System.Buffers;
using MimeKit;
using MimeKit.Utils;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Reads the envelope from headers; the first of doubled fields counts, broken ones become display text.</summary>
internal static class MailHeaders
{
    /// <summary>Characters that an address taken from a header must not hold.</summary>
    public static readonly SearchValues<char> NotInAddresses = SearchValues.Create(" <>,;\"()[]\\\t\r\n\0");

    private const int LongestThread = 200;

    /// <summary>Reads the envelope of a message.</summary>
    public static Envelope Read(HeaderList headers, ParserOptions options, ReadLimits limits, NoteSet notes)
    {
        Header? from = null,
            sender = null,
            subject = null,
            date = null,
            messageId = null,
            inReplyTo = null,
            references = null,
            replyTo = null;
        var to = new People(options, limits.Addresses);
        var cc = new People(options, limits.Addresses);
        List<string>? delivered = null;
        foreach (var header in headers)
        {
            if (header.RawValue.AsSpan().Contains((byte)0))
                notes.Add(ReadNote.NulBytes);
            switch (header.Id)
            {
                case HeaderId.From:
                    if (from is not null)
                        notes.Add(ReadNote.TwoSenders);
                    from ??= header;
                    break;
                case HeaderId.Sender:
                    sender ??= header;
                    break;
                case HeaderId.ReplyTo:
                    replyTo ??= header;
                    break;
                case HeaderId.To:
                    to.Add(header);
                    break;
                case HeaderId.Cc:
                    cc.Add(header);
                    break;
                case HeaderId.Subject:
                    subject ??= header;
                    break;
                case HeaderId.Date:
                    date ??= header;
                    break;
                case HeaderId.MessageId:
                    messageId ??= header;
                    break;
                case HeaderId.InReplyTo:
                    inReplyTo ??= header;
                    break;
                case HeaderId.References:
                    references ??= header;
                    break;
                case HeaderId.Unknown:
                    if (IsDelivery(header.Field) && (delivered ??= []).Count < limits.Addresses && Plain(header) is { Length: > 0 } address)
                        delivered.Add(address.Trim('<', '>'));
                    break;
            }
        }
        var author = Sender(from, options, notes) ?? Sender(sender, options, notes);
        if (author?.Address is null)
            notes.Add(ReadNote.NoSender);
        else if (Misleads(author))
            notes.Add(ReadNote.SenderNameMisleads);
        var answer = replyTo is null ? null : Sender(replyTo, options, notes: null);
        var parents = References(inReplyTo);
        return new Envelope
        {
            From = author ?? new("", null),
            ReplyTo = answer?.Address is null || answer.Address == author?.Address ? null : answer,
            To = to.Kept,
            Cc = cc.Kept,
            MoreRecipients = to.More + cc.More,
            DeliveredTo = delivered ?? [],
            Subject = subject is null ? "" : Text(subject, options),
            HeaderDate = date is not null && DateUtils.TryParse(date.RawValue, out var when) ? when : null,
            MessageId = messageId is null ? null : Id(messageId),
            InReplyTo = parents.Count > 0 ? parents[0] : null,
            References = References(references),
            Nature = NatureRules.Of(headers, author),
        };
    }

    private static string Text(Header header, ParserOptions options) =>
        PlainText.Line(Rfc2047.DecodeText(options, EncodedWords.Mended(header.RawValue)));

    /// <summary>The text of a header as it stands, without comments or decoding of addresses.</summary>
    public static string Plain(Header header) => PlainText.Line(header.Value, 998);

    private static bool IsDelivery(string field) =>
        field.Equals("Delivered-To", StringComparison.OrdinalIgnoreCase)
        || field.Equals("X-Original-To", StringComparison.OrdinalIgnoreCase)
        || field.Equals("Envelope-To", StringComparison.OrdinalIgnoreCase)
        || field.Equals("X-Envelope-To", StringComparison.OrdinalIgnoreCase);

    private static MailPerson? Sender(Header? header, ParserOptions options, NoteSet? notes)
    {
        if (header is null)
            return null;
        var people = new People(options, 2);
        people.Add(header);
        if (people.Kept.Count + people.More > 1)
            notes?.Add(ReadNote.TwoSenders);
        if (people.Kept.FirstOrDefault(p => p.Address is not null) is { } person)
            return person;
        return new MailPerson(Plain(header), null);
    }

    private static bool Misleads(MailPerson person)
    {
        var at = person.Display.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < person.Display.Length - 1 && !person.Display.Contains(person.Address!, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Id(Header header)
    {
        var id = MimeUtils.ParseMessageId(header.Value) ?? header.Value;
        id = PlainText.Line(id, 998).Trim('<', '>', ' ');
        return id.Length == 0 ? null : id;
    }

    private static List<string> References(Header? header)
    {
        var ids = new List<string>();
        if (header is null)
            return ids;
        foreach (var id in MimeUtils.EnumerateReferences(header.RawValue, 0, header.RawValue.Length))
        {
            if (PlainText.Line(id, 998) is { Length: > 0 } line)
                ids.Add(line);
            // A thread of thousands keeps its first and its newest messages.
            if (ids.Count > LongestThread)
                ids.RemoveAt(1);
        }
        return ids;
    }

    /// <summary>Collects addresses of one kind up to a limit and counts the others.</summary>
    private sealed class People(ParserOptions options, int most)
    {
        public List<MailPerson> Kept { get; } = [];
        public int More { get; private set; }

        public void Add(Header header)
        {
            var room = most - Kept.Count;
            var value = EncodedWords.Mended(header.RawValue);
            if (room <= 0)
            {
                More += Count(value, int.MaxValue, out _);
                return;
            }
            var named = Count(value, room, out var length);
            if (length < value.Length)
                More += named - room;
            if (!InternetAddressList.TryParse(options, value, 0, length, out var list))
            {
                // Raw 8-bit or otherwise broken: what looks like an address in angle brackets or alone is kept, the rest is display text.
                if (Salvage(Plain(header)) is { } person)
                    Keep(person);
                return;
            }
            Add(list, 0);
        }

        private void Add(InternetAddressList list, int depth)
        {
            foreach (var address in list)
            {
                switch (address)
                {
                    case MailboxAddress mailbox:
                        var at = PlainText.Line(mailbox.Address, 320);
                        Keep(new MailPerson(PlainText.Line(mailbox.Name, 300), IsAddress(at) ? at : null));
                        break;
                    case GroupAddress group when depth < 5:
                        Add(group.Members, depth + 1);
                        break;
                }
            }
        }

        // The library takes quadratic time for very long lists: it gets no more than is kept, the others are only counted.
        private static int Count(ReadOnlySpan<byte> value, int most, out int length)
        {
            length = value.Length;
            var count = 1;
            var comment = 0;
            for (var at = 0; at < value.Length; at++)
            {
                switch (value[at])
                {
                    case (byte)'"':
                        for (at++; at < value.Length && value[at] != '"'; at++)
                            if (value[at] == '\\')
                                at++;
                        break;
                    case (byte)'(':
                        comment++;
                        break;
                    case (byte)')':
                        comment = Math.Max(0, comment - 1);
                        break;
                    case (byte)',' when comment == 0:
                        if (count == most)
                            length = at;
                        count++;
                        break;
                }
            }
            return count;
        }

        private void Keep(MailPerson person)
        {
            if (Kept.Count < most)
                Kept.Add(person);
            else
                More++;
        }

        private static MailPerson? Salvage(string text)
        {
            if (text.Length == 0)
                return null;
            var open = text.LastIndexOf('<');
            var close = open < 0 ? -1 : text.IndexOf('>', open);
            if (close > open && IsAddress(text[(open + 1)..close]))
                return new MailPerson(text[..open].Trim(' ', '"'), text[(open + 1)..close]);
            return IsAddress(text) ? new MailPerson("", text) : new MailPerson(text, null);
        }

        private static bool IsAddress(string text)
        {
            var at = text.LastIndexOf('@');
            return at > 0 && at < text.Length - 1 && !text.AsSpan().ContainsAny(NotInAddresses);
        }
    }
}
