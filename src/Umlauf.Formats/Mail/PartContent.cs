using System.Buffers;
using System.Runtime.InteropServices;
using MimeKit;
using MimeKit.Encodings;
using MimeKit.IO;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Gets at the bytes of a MIME part as slices of the message, decoded when asked for.</summary>
internal static class PartContent
{
    private const int PrefixBytes = 4096;

    /// <summary>The bytes as they stand in the message, still encoded.</summary>
    public static ReadOnlyMemory<byte> Raw(MimePart part)
    {
        switch (part.Content?.Stream)
        {
            case null:
                return default;
            case BoundStream { BaseStream: MemoryStream all } bound when all.TryGetBuffer(out var buffer):
                var end = bound.EndBoundary < 0 ? buffer.Count : (int)Math.Min(bound.EndBoundary, buffer.Count);
                var start = (int)Math.Min(bound.StartBoundary, end);
                return buffer.AsMemory(start, end - start);
            case var stream:
                using (var copy = new MemoryStream())
                {
                    stream.Position = 0;
                    stream.CopyTo(copy);
                    return copy.ToArray();
                }
        }
    }

    /// <summary>The encoding in which the part was sent; odd labels are read with good will.</summary>
    public static ContentEncoding Encoding(MimePart part, NoteSet? notes)
    {
        var encoding = part.Content?.Encoding ?? part.ContentTransferEncoding;
        if (
            encoding != ContentEncoding.Default
            || part.ContentTransferEncoding != ContentEncoding.Default
            || part.Headers[HeaderId.ContentTransferEncoding] is not { } label
        )
            return encoding;
        notes?.Add(ReadNote.TransferEncodingUnknown);
        return label.Contains("base64", StringComparison.OrdinalIgnoreCase)
            || label.Contains("base-64", StringComparison.OrdinalIgnoreCase)
            || label.Contains("base 64", StringComparison.OrdinalIgnoreCase)
                ? ContentEncoding.Base64
            : label.Contains("quoted", StringComparison.OrdinalIgnoreCase) ? ContentEncoding.QuotedPrintable
            : label.Contains("uue", StringComparison.OrdinalIgnoreCase) ? ContentEncoding.UUEncode
            : ContentEncoding.Default;
    }

    /// <summary>Decodes raw bytes; damaged encodings give what can be had.</summary>
    public static ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> raw, ContentEncoding encoding)
    {
        IMimeDecoder decoder;
        switch (encoding)
        {
            case ContentEncoding.Base64:
                return Base64(raw);
            case ContentEncoding.QuotedPrintable:
                if (raw.Span.IndexOf((byte)'=') < 0)
                    return raw;
                decoder = new QuotedPrintableDecoder();
                break;
            case ContentEncoding.UUEncode:
                decoder = new UUDecoder();
                break;
            default:
                return raw;
        }
        var output = new byte[decoder.EstimateOutputLength(raw.Length)];
        var input = MemoryMarshal.TryGetArray(raw, out var segment) ? segment : new ArraySegment<byte>(raw.ToArray());
        var length = decoder.Decode(input.Array!, input.Offset, input.Count, output);
        return output.AsMemory(0, length);
    }

    private static ReadOnlyMemory<byte> Base64(ReadOnlyMemory<byte> raw)
    {
        // A list server's footer behind the padding is no base64.
        var padding = raw.Span.IndexOf((byte)'=');
        if (padding > 0 && !raw.Span[..padding].Contains((byte)' ') && IsPlain(raw.Span[padding..].TrimStart("=\r\n \t"u8)))
            raw = raw[..padding];
        if (IsPlain(raw.Span))
            return raw;
        // Nearly all of it is well formed, and then decoded many bytes at a time.
        var sound = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(raw.Length)];
        var isSound = System.Buffers.Text.Base64.DecodeFromUtf8(raw.Span, sound, out var used, out var made) == OperationStatus.Done;
        if (isSound && used == raw.Length)
            return sound.AsMemory(0, made);
        var decoder = new Base64Decoder();
        var input = MemoryMarshal.TryGetArray(raw, out var segment) ? segment : new ArraySegment<byte>(raw.ToArray());
        var output = new byte[decoder.EstimateOutputLength(raw.Length + 2)];
        var length = decoder.Decode(input.Array!, input.Offset, input.Count, output);
        // Padding that is missing would cost the last letters.
        var rest = new byte[decoder.EstimateOutputLength(2)];
        var more = decoder.Decode("=="u8.ToArray(), 0, 2, rest);
        rest.AsSpan(0, more).CopyTo(output.AsSpan(length));
        return output.AsMemory(0, length + more);
    }

    /// <summary>True for text that a wrong label calls base64: blanks stand between its words.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> raw)
    {
        var sample = raw[..Math.Min(raw.Length, 1_000)].Trim("\r\n \t"u8);
        var blanks = sample.Count((byte)' ');
        return blanks > 1 && blanks * 25 > sample.Length;
    }

    /// <summary>Decodes enough to recognise the format. Containers are told apart by their directory at the end and come whole.</summary>
    public static ReadOnlyMemory<byte> Prefix(ReadOnlyMemory<byte> raw, ContentEncoding encoding)
    {
        if (raw.Length <= PrefixBytes)
            return Decode(raw, encoding);
        var prefix = Decode(raw[..PrefixBytes], encoding);
        return prefix.Span.StartsWith("PK"u8) || prefix.Span.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])
            ? Decode(raw, encoding)
            : prefix;
    }
}
