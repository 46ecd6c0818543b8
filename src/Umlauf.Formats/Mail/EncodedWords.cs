using System.Text;
using System.Text.RegularExpressions;
using MimeKit;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail;

/// <summary>Puts encoded words (RFC 2047) right that name the wrong character set or lack their padding, before the parser sees them.</summary>
internal static partial class EncodedWords
{
    /// <summary>The field with its words put right; nearly every one comes back as it is.</summary>
    public static byte[] Mended(byte[] raw)
    {
        if (raw.AsSpan().IndexOf("=?"u8) < 0)
            return raw;
        var text = Encoding.Latin1.GetString(raw);
        try
        {
            var mended = Word().Replace(text, Mend);
            return ReferenceEquals(mended, text) ? raw : Encoding.Latin1.GetBytes(mended);
        }
        catch (RegexMatchTimeoutException)
        {
            return raw;
        }
    }

    private static string Mend(Match word)
    {
        var (charset, coding, coded) = (word.Groups["charset"].Value, word.Groups["coding"].Value, word.Groups["coded"].Value);
        var base64 = coding is "B" or "b";
        if (base64)
            coded = coded.PadRight((coded.Length + 3) / 4 * 4, '=');
        var bytes = PartContent.Decode(Encoding.Latin1.GetBytes(coded), base64 ? ContentEncoding.Base64 : ContentEncoding.QuotedPrintable);
        // One that is cut within a letter cannot be told; then the label stays.
        var isUtf8 =
            TextDecoding.Find(charset) is { IsSingleByte: true }
            && !Ascii.IsValid(bytes.Span)
            && System.Text.Unicode.Utf8.IsValid(bytes.Span);
        return $"=?{(isUtf8 ? "utf-8" : charset)}?{coding}?{coded}?=";
    }

    [GeneratedRegex(@"=\?(?<charset>[^?\s]{1,60})\?(?<coding>[BbQq])\?(?<coded>[^?\s]*)\?=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
