using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Mail.Msg;

/// <summary>The properties of one object in an Outlook message (MS-OXMSG): fixed ones in one stream, the others in a stream each.</summary>
internal sealed class MsgProperties
{
    private readonly CompoundFolder _folder;
    private readonly Dictionary<uint, ulong> _fixed = [];
    private readonly Encoding _ansi;

    /// <param name="folder">The folder of the object.</param>
    /// <param name="headerBytes">How many bytes precede the fixed properties: 32 for a file, 24 for a nested message, 8 for recipients and attachments.</param>
    /// <param name="ansi">The code page of the message the object belongs to, or null to take the object's own.</param>
    public MsgProperties(CompoundFolder folder, int headerBytes, Encoding? ansi = null)
    {
        _folder = folder;
        if (folder.Streams.TryGetValue("__properties_version1.0", out var stream))
            for (var at = headerBytes; at + 16 <= stream.Length; at += 16)
            {
                var entry = stream.Span[at..];
                _fixed[BinaryPrimitives.ReadUInt32LittleEndian(entry)] = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
            }
        _ansi = ansi ?? CodePage(Long(0x3FFD)) ?? CodePage(Long(0x3FDE)) ?? CodePage(1252)!;
    }

    /// <summary>The code page of strings that are not Unicode.</summary>
    public Encoding Ansi => _ansi;

    public int? Long(ushort id) => _fixed.TryGetValue((uint)id << 16 | 0x0003, out var value) ? (int)value : null;

    public bool Bool(ushort id) => _fixed.TryGetValue((uint)id << 16 | 0x000B, out var value) && (value & 0xFFFF) != 0;

    public DateTimeOffset? Time(ushort id) =>
        _fixed.TryGetValue((uint)id << 16 | 0x0040, out var value) && value is > 0 and < 2_650_467_743_990_000_000
            ? DateTimeOffset.FromFileTime((long)value).ToUniversalTime()
            : null;

    public string? Text(ushort id)
    {
        if (Stream(id, 0x001F) is { } unicode)
            return Encoding.Unicode.GetString(unicode.Span[..(unicode.Length & ~1)]).TrimEnd('\0');
        if (Stream(id, 0x001E) is not { } ansi)
            return null;
        // Multi-byte mails in single-byte clothes: what is valid UTF-8 beyond ASCII is UTF-8.
        var bytes = ansi.Span.TrimEnd((byte)0);
        return !Ascii.IsValid(bytes) && System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : _ansi.GetString(bytes);
    }

    public ReadOnlyMemory<byte>? Binary(ushort id) => Stream(id, 0x0102);

    public CompoundFolder? Object(ushort id) => _folder.Folders.GetValueOrDefault(Name(id, 0x000D));

    public static Encoding? CodePage(int? page) =>
        page is > 0 ? TextDecoding.Find(page == 20127 ? "windows-1252" : $"cp{page.Value.ToString(CultureInfo.InvariantCulture)}") : null;

    private ReadOnlyMemory<byte>? Stream(ushort id, ushort type) =>
        _folder.Streams.TryGetValue(Name(id, type), out var bytes) ? (ReadOnlyMemory<byte>?)bytes : null;

    private static string Name(ushort id, ushort type) => string.Create(CultureInfo.InvariantCulture, $"__substg1.0_{id:X4}{type:X4}");
}
