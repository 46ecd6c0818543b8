using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Cuts header fields of absurd length before the parser sees them: it takes quadratic time for folded lines and parameters (RFC 2231).</summary>
internal static class LongFields
{
    private const int Longest = 64 * 1024;
    private const int LongestContent = 16 * 1024;

    /// <summary>Cuts such fields in all header blocks; nearly every message comes back as it is.</summary>
    /// <param name="mail">The message from its first header line on.</param>
    /// <param name="notes">Says when something was cut.</param>
    /// <param name="recipients">How many recipients of the message itself were cut off.</param>
    public static ReadOnlyMemory<byte> Cut(ReadOnlyMemory<byte> mail, NoteSet notes, out int recipients)
    {
        recipients = 0;
        var span = mail.Span;
        if (span.Length <= LongestContent)
            return mail;
        MemoryStream? kept = null;
        int at = 0,
            copied = 0;
        bool inHeaders = true,
            first = true,
            messageInside = false;
        while (at < span.Length)
        {
            var line = span[at..];
            var next = LineEnd(span, at);
            if (!inHeaders)
            {
                // A boundary opens the headers of a part.
                inHeaders = line.Length > 2 && line[0] == '-' && line[1] == '-' && line[2] is not ((byte)'-' or (byte)'\r' or (byte)'\n');
                at = next;
                continue;
            }
            if (line[0] == '\n' || line.StartsWith("\r\n"u8))
            {
                inHeaders = messageInside;
                messageInside = first = false;
                at = next;
                continue;
            }
            var end = next;
            while (end < span.Length && span[end] is (byte)' ' or (byte)'\t')
                end = LineEnd(span, end);
            var field = span[at..end];
            var content = field.Length > 8 && Ascii.EqualsIgnoreCase(field[..8], "content-"u8);
            messageInside |= content && field[..Math.Min(200, field.Length)].IndexOf("message/"u8) > 0;
            var most = content ? LongestContent : Longest;
            if (field.Length > most)
            {
                notes.Add(ReadNote.HeadersCut);
                if (first && (Ascii.EqualsIgnoreCase(field[..3], "to:"u8) || Ascii.EqualsIgnoreCase(field[..3], "cc:"u8)))
                    recipients += field[most..].Count((byte)',');
                kept ??= new MemoryStream(span.Length);
                kept.Write(span[copied..(at + most)]);
                kept.Write("\r\n"u8);
                copied = end;
            }
            at = end;
        }
        if (kept is null)
            return mail;
        kept.Write(span[copied..]);
        return kept.ToArray();
    }

    private static int LineEnd(ReadOnlySpan<byte> span, int at)
    {
        var end = span[at..].IndexOf((byte)'\n');
        return end < 0 ? span.Length : at + end + 1;
    }
}
