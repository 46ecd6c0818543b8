using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail.Msg;

/// <summary>What an RTF text holds: its plain text or, where Outlook wrapped HTML in it (MS-OXRTFEX), that HTML.</summary>
internal sealed record RtfContent(string Text, string? Html);

/// <summary>Reads RTF in one pass.</summary>
internal sealed class RtfReader
{
    private const int DeepestGroup = 2_000;

    private readonly StringBuilder _output = new();
    private readonly List<byte> _pending = [];
    private readonly Dictionary<int, Encoding> _fonts = [];
    private readonly Stack<Group> _groups = new();
    private readonly int _most;
    private Group _group = new(Destination.Text, false, 1, 0, null);
    private Encoding _ansi = TextDecoding.Find("windows-1252")!;
    private bool _isHtml;
    private int _fontBeingRead = -1;
    private int _skip;

    private RtfReader(int most) => _most = most;

    private enum Destination
    {
        Text,
        HtmlTag,
        FontTable,
        Ignored,
    }

    private sealed record Group(Destination Destination, bool HtmlRtf, int UnicodeSkip, int Font, Encoding? Encoding);

    /// <summary>Reads an RTF text; broken groups end at the end of the text.</summary>
    public static RtfContent Read(ReadOnlySpan<byte> rtf, ReadLimits limits)
    {
        TextDecoding.RegisterCodePages();
        var reader = new RtfReader(limits.Characters);
        reader.Run(rtf);
        reader.Flush();
        var text = reader._output.ToString();
        return reader._isHtml ? new RtfContent("", text) : new RtfContent(text.Trim(), null);
    }

    private void Run(ReadOnlySpan<byte> rtf)
    {
        var at = 0;
        var star = false;
        while (at < rtf.Length && _output.Length < _most)
        {
            var c = rtf[at++];
            switch (c)
            {
                case (byte)'{':
                    Flush();
                    if (_groups.Count >= DeepestGroup)
                        return;
                    _groups.Push(_group);
                    star = false;
                    break;
                case (byte)'}':
                    Flush();
                    if (_groups.TryPop(out var outer))
                        _group = outer;
                    break;
                case (byte)'\r' or (byte)'\n':
                    break;
                case (byte)'\\' when at < rtf.Length:
                    at = Control(rtf, at, ref star);
                    break;
                default:
                    if (_skip > 0)
                        _skip--;
                    else
                        Put(c);
                    break;
            }
        }
    }

    private int Control(ReadOnlySpan<byte> rtf, int at, ref bool star)
    {
        var c = rtf[at];
        if (!char.IsAsciiLetter((char)c))
        {
            at++;
            switch (c)
            {
                case (byte)'\'' when at + 2 <= rtf.Length:
                    if (_skip > 0)
                        _skip--;
                    else if (Hex(rtf[at]) is >= 0 and var high && Hex(rtf[at + 1]) is >= 0 and var low)
                        Put((byte)(high << 4 | low));
                    return at + 2;
                case (byte)'*':
                    star = true;
                    break;
                case (byte)'~':
                    Put("\u00A0");
                    break;
                case (byte)'_':
                    Put("-");
                    break;
                case (byte)'\\' or (byte)'{' or (byte)'}':
                    Put(c);
                    break;
                case (byte)'\r' or (byte)'\n':
                    Put("\n");
                    break;
            }
            return at;
        }
        var start = at;
        while (at < rtf.Length && char.IsAsciiLetter((char)rtf[at]))
            at++;
        var word = Encoding.ASCII.GetString(rtf[start..Math.Min(at, start + 32)]);
        var negative = at < rtf.Length && rtf[at] == '-';
        if (negative)
            at++;
        var digits = at;
        var number = 0;
        while (at < rtf.Length && char.IsAsciiDigit((char)rtf[at]))
        {
            if (number < 100_000_000)
                number = number * 10 + (rtf[at] - '0');
            at++;
        }
        int? value = at > digits ? (negative ? -number : number) : null;
        if (at < rtf.Length && rtf[at] == ' ')
            at++;
        if (word == "bin")
            return (int)Math.Min(rtf.Length, at + (long)Math.Max(0, value ?? 0));
        Word(word, value, star);
        star = false;
        return at;
    }

    private void Word(string word, int? value, bool star)
    {
        switch (word)
        {
            case "fromhtml":
                _isHtml = true;
                break;
            case "htmlrtf":
                Flush();
                _group = _group with { HtmlRtf = value != 0 };
                break;
            case "htmltag":
                Flush();
                _group = _group with { Destination = Destination.HtmlTag };
                break;
            case "fonttbl":
                _group = _group with { Destination = Destination.FontTable };
                break;
            case "ansicpg":
                _ansi = MsgProperties.CodePage(value) ?? _ansi;
                break;
            case "f" when _group.Destination == Destination.FontTable:
                _fontBeingRead = value ?? 0;
                break;
            case "fcharset" when _group.Destination == Destination.FontTable:
                if (MsgProperties.CodePage(CodePageOf(value ?? 0)) is { } encoding && _fonts.Count < 10_000)
                    _fonts[_fontBeingRead] = encoding;
                break;
            case "f":
                Flush();
                _group = _group with { Font = value ?? 0, Encoding = _fonts.GetValueOrDefault(value ?? 0) };
                break;
            case "uc":
                _group = _group with { UnicodeSkip = Math.Clamp(value ?? 1, 0, 16) };
                break;
            case "u":
                Flush();
                Put(((char)(ushort)(value ?? 0)).ToString());
                _skip = _group.UnicodeSkip;
                break;
            case "par" or "line" or "row" or "sect" or "page":
                Put("\n");
                break;
            case "tab" or "cell":
                Put("\t");
                break;
            case "lquote":
                Put("\u2018");
                break;
            case "rquote":
                Put("\u2019");
                break;
            case "ldblquote":
                Put("\u201C");
                break;
            case "rdblquote":
                Put("\u201D");
                break;
            case "bullet":
                Put("\u2022");
                break;
            case "endash":
                Put("\u2013");
                break;
            case "emdash":
                Put("\u2014");
                break;
            case "colortbl"
            or "stylesheet"
            or "info"
            or "pict"
            or "object"
            or "header"
            or "footer"
            or "listtable"
            or "themedata"
            or "datastore":
                _group = _group with { Destination = Destination.Ignored };
                break;
            default:
                if (star)
                    _group = _group with { Destination = Destination.Ignored };
                break;
        }
    }

    private bool IsShown =>
        _group.Destination == Destination.HtmlTag || _group.Destination == Destination.Text && !(_isHtml && _group.HtmlRtf);

    private void Put(byte b)
    {
        if (IsShown)
            _pending.Add(b);
    }

    private void Put(string text)
    {
        if (!IsShown)
            return;
        Flush();
        _output.Append(text);
    }

    private void Flush()
    {
        if (_pending.Count == 0)
            return;
        // HTML tags are written in the code page of the document, text in that of its font.
        var encoding = _group.Destination == Destination.HtmlTag ? _ansi : _group.Encoding ?? _ansi;
        _output.Append(encoding.GetString(_pending.ToArray()));
        _pending.Clear();
    }

    private static int Hex(byte c) => char.IsAsciiHexDigit((char)c) ? Convert.ToInt32(((char)c).ToString(), 16) : -1;

    private static int? CodePageOf(int charset) =>
        charset switch
        {
            0 => 1252,
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            _ => null,
        };
}
