using System.Buffers;
using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>Writes the parts of a message as mail programs write them: encoded words, quoted-printable, base64, multiparts (RFC 2045 to 2047, 2231).</summary>
internal sealed class Mime
{
    private static readonly Encoding _latin = Encoding.Latin1;
    private readonly ArrayBufferWriter<byte> _to = new(40_000);

    public byte[] Message => _to.WrittenSpan.ToArray();

    public Mime Line(string ascii = "")
    {
        _to.Write(_latin.GetBytes(ascii));
        _to.Write("\r\n"u8);
        return this;
    }

    public Mime Header(string name, string value) => Line($"{name}: {Words(value)}");

    public Mime Address(string header, string name, string address) =>
        Line(name.All(char.IsAscii) ? $"{header}: \"{name}\" <{address}>" : $"{header}: {Words(name)} <{address}>");

    /// <summary>The headers of one text part and its content in the charset and transfer encoding of the mail program.</summary>
    public void Text(string subtype, string text, Encoding charset, string encoding)
    {
        Line($"Content-Type: text/{subtype}; charset={charset.WebName}");
        Line($"Content-Transfer-Encoding: {encoding}");
        Line();
        var bytes = charset.GetBytes(text.ReplaceLineEndings("\r\n"));
        switch (encoding)
        {
            case "base64":
                Line(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));
                break;
            case "quoted-printable":
                QuotedPrintable(bytes);
                Line();
                break;
            default:
                _to.Write(bytes);
                Line();
                break;
        }
    }

    public void File(string type, string name, byte[] bytes, bool outlook)
    {
        // Outlook puts encoded words into the parameter, the others follow RFC 2231.
        var parameter =
            name.All(char.IsAscii) ? $"=\"{name}\""
            : outlook ? $"=\"{Words(name)}\""
            : $"*=utf-8''{Uri.EscapeDataString(name)}";
        Line($"Content-Type: {type};").Line($" name{parameter}");
        Line("Content-Disposition: attachment;").Line($" filename{parameter}; size={bytes.Length}");
        Line("Content-Transfer-Encoding: base64").Line();
        Line(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks));
    }

    public static string Words(string text)
    {
        if (text.All(char.IsAscii))
            return text;
        var to = new StringBuilder();
        foreach (var part in Chunks(text))
        {
            to.Append(to.Length == 0 ? "" : "\r\n ");
            to.Append("=?utf-8?B?").Append(Convert.ToBase64String(Encoding.UTF8.GetBytes(part))).Append("?=");
        }
        return to.ToString();
    }

    private static IEnumerable<string> Chunks(string text)
    {
        var start = 0;
        var size = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var width = char.IsAscii(text[i]) ? 1 : 3;
            if (size + width > 42)
            {
                yield return text[start..i];
                (start, size) = (i, 0);
            }
            size += width;
        }
        yield return text[start..];
    }

    private void QuotedPrintable(ReadOnlySpan<byte> bytes)
    {
        var column = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var b = bytes[i];
            if (b is (byte)'\r' or (byte)'\n')
            {
                _to.Write([b]);
                column = 0;
                continue;
            }
            var plain = b is >= 33 and <= 126 and not (byte)'=' || (b == ' ' && i + 1 < bytes.Length && bytes[i + 1] != '\r');
            if (column + (plain ? 1 : 3) > 75)
            {
                _to.Write("=\r\n"u8);
                column = 0;
            }
            if (plain)
                _to.Write([b]);
            else
                _to.Write([(byte)'=', Hex(b >> 4), Hex(b & 15)]);
            column += plain ? 1 : 3;
        }
    }

    private static byte Hex(int digit) => (byte)(digit < 10 ? '0' + digit : 'A' + digit - 10);
}
