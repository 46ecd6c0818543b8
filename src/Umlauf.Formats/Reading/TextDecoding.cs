using System.Globalization;
using System.Text;
using System.Text.Unicode;
using UtfUnknown;

namespace Umlauf.Formats.Reading;

/// <summary>Turns bytes into text although the stated character set may be missing or wrong (Zeichensatz).</summary>
public static class TextDecoding
{
    private const int GuessBytes = 64 * 1024;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
    private static readonly Encoding Windows1252;
    private static readonly Encoding Iso2022Jp;

    static TextDecoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Windows1252 = Encoding.GetEncoding(1252);
        Iso2022Jp = Encoding.GetEncoding(50220);
    }

    /// <summary>Registers the code pages used before Unicode; safe to call often.</summary>
    public static void RegisterCodePages() => _ = Windows1252;

    /// <summary>Decodes bytes into text; never throws.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="charset">The stated character set, if any.</param>
    /// <param name="guessed">True if the stated one was missing or wrong and the bytes are not plain ASCII.</param>
    /// <returns>The text without a byte order mark.</returns>
    public static string Decode(ReadOnlySpan<byte> bytes, string? charset, out bool guessed)
    {
        guessed = false;
        if (Bom(bytes) is { } bom)
            return bom.Encoding.GetString(bytes[bom.Length..]);
        var stated = Find(charset);
        if (System.Text.Ascii.IsValid(bytes))
        {
            if (charset?.Contains("utf-7", StringComparison.OrdinalIgnoreCase) == true)
                return Utf7.Decode(bytes);
            // Japanese mails switch their character set by escape sequences, with or without a label.
            var japanese = stated is null or { CodePage: 20127 } && bytes.IndexOf("\e$"u8) >= 0;
            guessed = japanese;
            if (japanese)
                return Iso2022Jp.GetString(bytes);
            if (stated is null || KeepsAscii(stated))
                return Encoding.ASCII.GetString(bytes);
        }
        if (stated is { CodePage: 65001 })
        {
            if (Utf8Valid(bytes))
                return Utf8.GetString(bytes);
            guessed = true;
            return Mixed(bytes);
        }
        if (stated is { CodePage: 1200 or 1201 or 12000 or 12001 })
        {
            // A part labelled UTF-16 without a single NUL byte was relabelled on its way.
            if (bytes.Contains((byte)0) || !Utf8Valid(bytes))
            {
                // The line end behind the last line of a part is put there in single bytes.
                var line =
                    bytes.EndsWith("\r\n"u8) ? 2
                    : bytes.Length % 2 == 1 && bytes[^1] == '\n' ? 1
                    : 0;
                return stated.GetString(bytes[..^line]);
            }
            guessed = true;
            return Utf8.GetString(bytes);
        }
        var ascii = System.Text.Ascii.IsValid(bytes);
        guessed = !ascii;
        // Programs that turn a mail into UTF-8 forget the label. In a set of one byte for each letter nobody writes what happens to be valid UTF-8.
        if (stated is not null && !ascii && (stated.IsSingleByte || IsSevenBit(stated)) && Utf8Valid(bytes))
            return Utf8.GetString(bytes);
        // us-ascii with 8-bit bytes says nothing; the other labels are believed.
        if (stated is not null && stated.CodePage != 20127)
        {
            guessed = false;
            return stated.GetString(bytes);
        }
        return Guess(bytes).GetString(bytes);
    }

    /// <summary>Finds the encoding for a character set label; odd labels and aliases included.</summary>
    /// <param name="charset">The label.</param>
    /// <returns>The encoding, or null if the label is not known.</returns>
    public static Encoding? Find(string? charset)
    {
        if (string.IsNullOrWhiteSpace(charset))
            return null;
        var label = charset.AsSpan().Trim(" \t\"'\\;").ToString().ToLowerInvariant();
        var end = label.IndexOfAny([',', ';', '"', ' ']);
        if (end > 0)
            label = label[..end];
        var known = label switch
        {
            // Browsers and mail programs write windows-1252 under these names.
            "iso-8859-1" or "iso8859-1" or "latin1" or "latin-1" or "iso_8859-1" or "8859-1" or "ansi" or "cp1252" or "windows1252" => 1252,
            "iso-8859-9" => 1254,
            "utf8" or "uft-8" or "utf-8mb4" or "unicode-1-1-utf-8" or "utf_8" => 65001,
            "ascii" or "us_ascii" or "ansi_x3.4-1968" or "646" => 20127,
            "unicode" or "utf-16" or "utf16" or "ucs-2" or "iso-10646-ucs-2" => 1200,
            "ks_c_5601-1987" or "ks_c_5601" or "euc_kr" or "cp949" => 949,
            "iso-8859-8-i" or "iso-8859-8-e" => 1255,
            "gb2312" or "gbk" or "x-gbk" or "cp936" => 936,
            "x-sjis" or "shift-jis" or "sjis" or "cp932" => 932,
            "iso-8859-11" or "tis-620" => 874,
            "mac" or "x-mac-roman" or "macroman" => 10000,
            _ => 0,
        };
        try
        {
            if (label.Contains("utf-7", StringComparison.Ordinal))
                return Encoding.ASCII;
            if (known != 0)
                return Encoding.GetEncoding(known);
            if (
                label.StartsWith("cp", StringComparison.Ordinal)
                && int.TryParse(label.AsSpan(2), CultureInfo.InvariantCulture, out var page)
            )
                return Encoding.GetEncoding(page);
            return Encoding.GetEncoding(label);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding Guess(ReadOnlySpan<byte> bytes)
    {
        if (Utf8Valid(bytes))
            return Utf8;
        var sample = bytes[..Math.Min(bytes.Length, GuessBytes)].ToArray();
        var best = CharsetDetector.DetectFromBytes(sample).Detected;
        if (best?.Encoding is not { } found || best.Confidence < 0.5f || found.CodePage == 20127)
            return Windows1252;
        // For Latin letters the detector wavers between code pages; German post is windows-1252.
        return found.CodePage is 28591 or 28605 or 1250 or 1254 or 1257 or 28592 or 28599 ? Windows1252 : found;
    }

    private static bool Utf8Valid(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return true;
        // A text cut off within its last character is still UTF-8.
        for (var cut = 1; cut <= 3 && cut < bytes.Length; cut++)
            if (bytes[^cut] >= 0xC0)
                return System.Text.Unicode.Utf8.IsValid(bytes[..^cut]);
        return false;
    }

    /// <summary>UTF-8 with bytes of windows-1252 between, as quoting an older mail leaves them.</summary>
    private static string Mixed(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var good = Rune.DecodeFromUtf8(bytes, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (good)
                text.Append(rune.ToString());
            else
                text.Append(Windows1252.GetString(bytes[..used]));
            bytes = bytes[used..];
        }
        return text.ToString();
    }

    private static bool IsSevenBit(Encoding encoding) => encoding.CodePage is 50220 or 50221 or 50222 or 50225;

    // In UTF-16, UTF-32, UTF-7 and the escape-sequence sets, ASCII bytes do not stand for themselves.
    private static bool KeepsAscii(Encoding encoding) =>
        encoding.CodePage is not (1200 or 1201 or 12000 or 12001 or 65000 or 50220 or 50221 or 50222 or 50225 or 50227 or 52936)
        && encoding.GetByteCount("A") == 1
        && encoding.GetBytes("A")[0] == (byte)'A';

    private static (Encoding Encoding, int Length)? Bom(ReadOnlySpan<byte> b) =>
        b.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (Utf8, 3)
        : b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? (Encoding.UTF32, 4)
        : b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Encoding.Unicode, 2)
        : b.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2)
        : null;
}
