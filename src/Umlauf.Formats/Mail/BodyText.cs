using System.Buffers;
using System.Text;
using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Decodes the text of a part and joins the soft line breaks of format=flowed (RFC 3676).</summary>
internal static class BodyText
{
    private static readonly SearchValues<char> AfterCharset = SearchValues.Create(" \"'>;/");

    /// <summary>Decodes a text part from its decoded bytes.</summary>
    public static string Of(MimePart part, ReadOnlySpan<byte> bytes, ReadLimits limits, NoteSet notes)
    {
        // One character takes four bytes at most; more cannot be kept anyway.
        var most = Math.Min(bytes.Length, limits.Characters * 4L);
        var charset = part.ContentType.Charset;
        if (charset is null && part.ContentType.IsMimeType("text", "html"))
            charset = MetaCharset(bytes);
        var text = TextDecoding.Decode(bytes[..(int)most], charset, out var guessed);
        if (guessed)
            notes.Add(ReadNote.CharsetGuessed);
        if (part.ContentType.IsMimeType("text", "plain") && IsFlowed(part.ContentType))
            text = Unflow(text, part.ContentType.Parameters["delsp"]?.Equals("yes", StringComparison.OrdinalIgnoreCase) == true);
        return text;
    }

    /// <summary>Joins flowed lines: a line that ends in a blank continues on the next line of the same quote depth.</summary>
    public static string Unflow(string text, bool deleteSpace)
    {
        var joined = new StringBuilder(text.Length);
        var open = false;
        var openDepth = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var line = raw;
            var depth = 0;
            while (depth < line.Length && line[depth] == '>')
                depth++;
            line = line[depth..];
            if (line.Length > 0 && line[0] == ' ')
                line = line[1..];
            var signature = line is "-- ";
            if (open && (depth != openDepth || signature))
            {
                joined.Append('\n');
                open = false;
            }
            if (!open && depth > 0)
                joined.Append('>', depth).Append(' ');
            open = !signature && line.Length > 0 && line[^1] == ' ';
            openDepth = depth;
            joined.Append(open && deleteSpace ? line[..^1] : line);
            if (!open)
                joined.Append('\n');
        }
        return joined.ToString();
    }

    private static bool IsFlowed(ContentType type) => type.Format?.Equals("flowed", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The character set an HTML file names in its own head.</summary>
    public static string? MetaCharset(ReadOnlySpan<byte> html)
    {
        var head = Encoding.Latin1.GetString(html[..Math.Min(html.Length, 2048)]);
        var at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var value = head.AsSpan(at + 8).TrimStart(" \"'");
        var end = value.IndexOfAny(AfterCharset);
        return end <= 0 ? null : value[..end].ToString();
    }
}
