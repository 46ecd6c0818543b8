using System.Text;

namespace Umlauf.Formats.Reading;

/// <summary>Reads UTF-7 (RFC 2152), which old mail servers wrote. What comes out is foreign text like any other and made harmless where it is shown.</summary>
internal static class Utf7
{
    /// <summary>Decodes ASCII bytes; what is no UTF-7 stays as it stands.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var ascii = Encoding.ASCII.GetString(bytes);
        var text = new StringBuilder(ascii.Length);
        for (var at = 0; at < ascii.Length; at++)
        {
            var end = at + 1;
            while (ascii[at] == '+' && end < ascii.Length && (char.IsAsciiLetterOrDigit(ascii[end]) || ascii[end] is '+' or '/'))
                end++;
            if (ascii[at] != '+' || (end == at + 1 && !(end < ascii.Length && ascii[end] == '-')))
            {
                text.Append(ascii[at]);
                continue;
            }
            text.Append(end == at + 1 ? "+" : Shifted(ascii[(at + 1)..end]));
            at = end < ascii.Length && ascii[end] == '-' ? end : end - 1;
        }
        return text.ToString();
    }

    private static string Shifted(string coded)
    {
        var bytes = Convert.FromBase64String(coded.PadRight((coded.Length + 3) / 4 * 4, 'A'));
        return Encoding.BigEndianUnicode.GetString(bytes, 0, coded.Length * 6 / 8 & ~1);
    }
}
