using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Finds where the headers of a message begin, whatever stands before them, and how long they are.</summary>
internal static class MailStart
{
    private const int GarbageLines = 40;
    private const int ScanBytes = 1 << 20;

    private static readonly SearchValues<byte> FieldName = SearchValues.Create([
        .. Enumerable.Range(33, 94).Where(c => c != ':').Select(c => (byte)c),
    ]);

    private static readonly FrozenSet<string> Common = new[]
    {
        "return-path",
        "received",
        "delivered-to",
        "x-original-to",
        "envelope-to",
        "message-id",
        "date",
        "from",
        "sender",
        "to",
        "cc",
        "bcc",
        "subject",
        "reply-to",
        "in-reply-to",
        "references",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        "dkim-signature",
        "authentication-results",
        "received-spf",
        "x-mailer",
        "user-agent",
        "list-id",
        "precedence",
        "auto-submitted",
        "x-spam-status",
        "arc-seal",
        "x-priority",
        "thread-topic",
        "thread-index",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True if the bytes show at least two well-known header fields close to their beginning.</summary>
    public static bool LooksLikeMail(ReadOnlySpan<byte> bytes)
    {
        var start = Find(bytes, out _);
        if (start < 0)
            return false;
        var rest = bytes[start..];
        var known = 0;
        for (var line = 0; line < 60 && rest.Length > 0; line++)
        {
            var length = LineLength(rest, out var next);
            var text = rest[..length];
            rest = rest[next..];
            if (length == 0)
                break;
            if (text[0] is (byte)' ' or (byte)'\t')
                continue;
            if (FieldLength(text) is not (> 0 and var name))
                break;
            if (IsCommon(text[..name]) && ++known >= 2)
                return true;
        }
        return false;
    }

    /// <summary>Finds the first header line behind byte order mark, blank lines, an mbox separator, SMTP commands or other foreign lines.</summary>
    /// <param name="bytes">The message.</param>
    /// <param name="garbage">True if lines other than blank ones and an mbox separator had to be passed over.</param>
    /// <returns>The offset, or -1 if no header line is near the beginning.</returns>
    public static int Find(ReadOnlySpan<byte> bytes, out bool garbage)
    {
        garbage = false;
        var at = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        var odd = 0;
        while (at < bytes.Length && at < ScanBytes)
        {
            var line = bytes[at..];
            var length = LineLength(line, out var next);
            var text = line[..length];
            if (FieldLength(text) is > 0 and var name && (odd == 0 || IsCommon(text[..name])))
                return at;
            var blank = text.Trim(" \t\0"u8).IsEmpty;
            if (!blank && !IsMboxLine(text))
            {
                garbage = true;
                if (++odd > GarbageLines)
                    return -1;
            }
            at += next;
        }
        return -1;
    }

    /// <summary>
    /// A message as the parser takes it: files saved as UTF-16 become UTF-8, a carriage return alone or doubled becomes a usual line end. Nearly every
    /// message comes back as it is.
    /// </summary>
    public static ReadOnlyMemory<byte> WithUsualLines(ReadOnlyMemory<byte> mail)
    {
        var span = mail.Span;
        if (span.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || span.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.UTF8.GetBytes(TextDecoding.Decode(span, null, out _));
        var line = span.IndexOf((byte)'\n');
        var macintosh = line < 0 && span.Contains((byte)'\r');
        if (!macintosh && !(line > 1 && span[line - 1] == '\r' && span[line - 2] == '\r'))
            return mail;
        var usual = new MemoryStream(span.Length);
        for (var at = 0; at < span.Length; at++)
        {
            if (span[at] != '\r')
                usual.WriteByte(span[at]);
            else if (macintosh)
                usual.WriteByte((byte)'\n');
        }
        return usual.ToArray();
    }

    /// <summary>A message whose headers end without a blank line, with the line put in: behind them stands text that the parser would refuse.</summary>
    public static ReadOnlyMemory<byte> WithBlankLine(ReadOnlyMemory<byte> mail)
    {
        var span = mail.Span;
        var at = Find(span, out _);
        if (at < 0)
            return mail;
        while (at < span.Length)
        {
            var line = span[at..];
            var length = LineLength(line, out var next);
            if (length == 0)
                return mail;
            var isFolded = line[0] is (byte)' ' or (byte)'\t' && !line[..length].Trim(" \t"u8).IsEmpty;
            if (!isFolded && FieldLength(line[..length]) == 0 && !IsMboxLine(line))
                return HeadersFollow(span[(at + next)..]) ? mail : (byte[])[.. span[..at], .. "\n"u8, .. span[at..]];
            at += next;
        }
        return mail;
    }

    /// <summary>True if a well-known header stands before the next blank line: then the line was a broken one among headers, which the parser passes over.</summary>
    private static bool HeadersFollow(ReadOnlySpan<byte> rest)
    {
        for (var lines = 0; lines < GarbageLines && rest.Length > 0; lines++)
        {
            var length = LineLength(rest, out var next);
            if (length == 0)
                return false;
            if (IsHeader(rest[..length]))
                return true;
            rest = rest[next..];
        }
        return false;
    }

    /// <summary>Measures the header block that begins at the start of the span.</summary>
    /// <param name="bytes">The message from its first header line on.</param>
    /// <returns>The length up to and without the blank line.</returns>
    public static int HeaderLength(ReadOnlySpan<byte> bytes)
    {
        var lf = bytes.IndexOf("\n\n"u8);
        var crlf = (lf < 0 ? bytes : bytes[..lf]).IndexOf("\n\r\n"u8);
        return crlf >= 0 ? crlf + 1
            : lf >= 0 ? lf + 1
            : bytes.Length;
    }

    /// <summary>True for a line that begins with a well-known header field.</summary>
    public static bool IsHeader(ReadOnlySpan<byte> line) => FieldLength(line) is > 0 and var name && IsCommon(line[..name]);

    /// <summary>True for the separator line of an mbox file.</summary>
    public static bool IsMboxLine(ReadOnlySpan<byte> line) => line.StartsWith("From "u8) || line.StartsWith(">From "u8);

    private static int LineLength(ReadOnlySpan<byte> bytes, out int next)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            next = bytes.Length;
            return bytes.Length;
        }
        next = bytes[end] == '\r' && end + 1 < bytes.Length && bytes[end + 1] == '\n' ? end + 2 : end + 1;
        return end;
    }

    private static int FieldLength(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAnyExcept(FieldName);
        if (end <= 0 || end > 76)
            return 0;
        // Old programs leave blanks before the colon.
        var colon = end;
        while (colon < line.Length && line[colon] is (byte)' ' or (byte)'\t')
            colon++;
        return colon < line.Length && line[colon] == ':' && (colon == end || IsCommon(line[..end])) ? end : 0;
    }

    private static bool IsCommon(ReadOnlySpan<byte> name) =>
        name.Length <= 32 && Common.GetAlternateLookup<ReadOnlySpan<char>>() is var names && Contains(names, name);

    private static bool Contains(FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> names, ReadOnlySpan<byte> name)
    {
        Span<char> chars = stackalloc char[32];
        return Encoding.Latin1.TryGetChars(name, chars, out var written) && names.Contains(chars[..written]);
    }
}
