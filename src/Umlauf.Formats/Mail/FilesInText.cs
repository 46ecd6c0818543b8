using MimeKit.Encodings;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Takes files out of running text that old programs put there as uuencode or yEnc.</summary>
internal static class FilesInText
{
    private const int Most = 200;

    /// <summary>Splits a text into the text that remains and the files found in it.</summary>
    /// <param name="bytes">The decoded bytes of the text part.</param>
    /// <param name="files">The files found: name and content.</param>
    /// <returns>The bytes that remain.</returns>
    public static ReadOnlyMemory<byte> Split(ReadOnlyMemory<byte> bytes, out List<(string Name, ReadOnlyMemory<byte> Bytes)> files)
    {
        files = [];
        var span = bytes.Span;
        if (span.IndexOf("begin "u8) < 0 && span.IndexOf("=ybegin "u8) < 0)
            return bytes;
        using var rest = new MemoryStream();
        var at = 0;
        while (at < span.Length)
        {
            var line = Line(span, at, out var next);
            var found =
                files.Count >= Most ? null
                : line.StartsWith("begin "u8) ? Uu(bytes, line, next)
                : line.StartsWith("=ybegin "u8) ? Yenc(bytes, line, next)
                : null;
            if (found is { } file)
            {
                files.Add((file.Name, file.Bytes));
                next = file.Next;
            }
            else
                rest.Write(span[at..next]);
            at = next;
        }
        return files.Count == 0 ? bytes : rest.ToArray();
    }

    private static (string Name, ReadOnlyMemory<byte> Bytes, int Next)? Uu(ReadOnlyMemory<byte> all, ReadOnlySpan<byte> begin, int body)
    {
        // begin 644 name
        if (begin.Length < 11 || begin[6..9].ContainsAnyExceptInRange((byte)'0', (byte)'7'))
            return null;
        var nameAt = begin[9] == ' ' ? 10 : 11;
        if (begin[nameAt - 1] != ' ' || begin.Length <= nameAt)
            return null;
        var span = all.Span;
        var at = body;
        while (at < span.Length)
        {
            var line = Line(span, at, out var next);
            if (line.SequenceEqual("end"u8))
                return (Name(begin[nameAt..]), UuDecode(span[body..at]), next);
            if (line.Length > 62 || line.ContainsAnyExceptInRange((byte)' ', (byte)'`'))
                return null;
            at = next;
        }
        // Cut off on its way: whole lines of 45 bytes leave no doubt.
        return span[body..].StartsWith("M"u8) && Line(span, body, out _).Length == 61
            ? (Name(begin[nameAt..]), UuDecode(span[body..]), span.Length)
            : null;
    }

    private static ReadOnlyMemory<byte> UuDecode(ReadOnlySpan<byte> lines)
    {
        var decoder = new UUDecoder(true);
        var coded = lines.ToArray();
        var output = new byte[decoder.EstimateOutputLength(coded.Length)];
        return output.AsMemory(0, decoder.Decode(coded, 0, coded.Length, output));
    }

    private static (string Name, ReadOnlyMemory<byte> Bytes, int Next)? Yenc(ReadOnlyMemory<byte> all, ReadOnlySpan<byte> begin, int body)
    {
        var nameAt = begin.IndexOf(" name="u8);
        if (nameAt < 0)
            return null;
        var span = all.Span;
        using var output = new MemoryStream();
        var at = body;
        while (at < span.Length)
        {
            var line = Line(span, at, out var next);
            if (line.StartsWith("=yend"u8))
                return (Name(begin[(nameAt + 6)..]), output.ToArray(), next);
            if (!line.StartsWith("=ypart"u8))
                for (var i = 0; i < line.Length; i++)
                    output.WriteByte((byte)(line[i] == '=' && i + 1 < line.Length ? line[++i] - 64 - 42 : line[i] - 42));
            at = next;
        }
        return null;
    }

    private static string Name(ReadOnlySpan<byte> name) => TextDecoding.Decode(name.Trim(" \t"u8), null, out _);

    private static ReadOnlySpan<byte> Line(ReadOnlySpan<byte> span, int at, out int next)
    {
        var end = span[at..].IndexOf((byte)'\n');
        next = end < 0 ? span.Length : at + end + 1;
        var line = span[at..(end < 0 ? span.Length : at + end)];
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }
}
