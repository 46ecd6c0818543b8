using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;

namespace Umlauf.Formats.Office;

/// <summary>One entry of a zip file.</summary>
internal sealed record ZipEntry(string Name, int Method, long Packed, long Size, long Offset, bool IsEncrypted)
{
    public bool IsFolder => Name.EndsWith('/') || Name.EndsWith('\\');

    public bool CanUnpack => !IsEncrypted && Method is 0 or 8;
}

/// <summary>Reads zip files by their directory and unpacks entries within limits, whatever sizes the file claims.</summary>
internal sealed class ZipDirectory
{
    private const int EndBytes = 22;
    private static readonly Encoding Dos = Find437();

    private readonly ReadOnlyMemory<byte> _file;

    private ZipDirectory(ReadOnlyMemory<byte> file) => _file = file;

    /// <summary>The entries, at most as many as asked for.</summary>
    public List<ZipEntry> Entries { get; } = [];

    /// <summary>True if the file has more entries than were taken, or its directory breaks off.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Opens a file; null if it has no directory.</summary>
    public static ZipDirectory? Open(ReadOnlyMemory<byte> file, int most)
    {
        var span = file.Span;
        // The end record stands at the end, before a comment of at most 64 kB.
        var tailAt = Math.Max(0, span.Length - EndBytes - 0xFFFF);
        var end = span[tailAt..].LastIndexOf("PK\x5\x6"u8);
        if (end < 0 || tailAt + end + EndBytes > span.Length)
            return null;
        var record = span[(tailAt + end)..];
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (start == uint.MaxValue && Zip64Start(span, tailAt + end) is { } far)
            (start, size) = far;
        var zip = new ZipDirectory(file);
        // Bytes before the first entry shift everything.
        var shift = tailAt + end - size - start;
        if (shift < 0 || !StartsEntry(span, start + shift))
            shift = 0;
        zip.ReadEntries(start + shift, shift, most);
        return zip;
    }

    /// <summary>Unpacks an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="limits">The largest single file.</param>
    /// <param name="budget">What may be unpacked in all.</param>
    /// <param name="note">Why the bytes are missing or incomplete, or null.</param>
    public ReadOnlyMemory<byte> Unpack(ZipEntry entry, ReadLimits limits, ReadBudget budget, out ReadNote? note)
    {
        note =
            entry.IsEncrypted ? ReadNote.Encrypted
            : entry.CanUnpack ? null
            : ReadNote.UnknownFormat;
        if (note is not null)
            return default;
        var span = _file.Span;
        if (entry.Offset < 0 || entry.Offset + 30 > span.Length || !span[(int)entry.Offset..].StartsWith("PK\x3\x4"u8))
        {
            note = ReadNote.Damaged;
            return default;
        }
        var head = span[(int)entry.Offset..];
        var dataAt =
            entry.Offset + 30 + BinaryPrimitives.ReadUInt16LittleEndian(head[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(head[28..]);
        if (dataAt > span.Length)
        {
            note = ReadNote.Damaged;
            return default;
        }
        var packed = _file.Slice((int)dataAt, (int)Math.Min(entry.Packed, span.Length - dataAt));
        var most = Math.Min(limits.UnpackedBytes, budget.Unpacked);
        if (entry.Method == 0)
        {
            if (packed.Length > most)
            {
                note = ReadNote.LimitSize;
                return default;
            }
            budget.Unpack(packed.Length);
            return packed;
        }
        return Inflate(packed, most, budget, out note);
    }

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> packed, long most, ReadBudget budget, out ReadNote? note)
    {
        note = null;
        using var output = new MemoryStream();
        try
        {
            using var inflate = new DeflateStream(MailReader.Open(packed), CompressionMode.Decompress);
            var buffer = new byte[32 * 1024];
            int read;
            while ((read = inflate.Read(buffer)) > 0)
            {
                if (output.Length + read > most)
                {
                    note = ReadNote.LimitSize;
                    break;
                }
                if (budget.OutOfTime)
                {
                    note = ReadNote.LimitTime;
                    break;
                }
                output.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            note = ReadNote.Damaged;
        }
        budget.Unpack(output.Length);
        return output.ToArray();
    }

    private void ReadEntries(long at, long shift, int most)
    {
        var span = _file.Span;
        while (StartsEntry(span, at) && at + 46 <= span.Length)
        {
            if (Entries.Count >= most)
            {
                HasMore = true;
                return;
            }
            var entry = span[(int)at..];
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]),
                extraLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]),
                commentLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            if (46 + nameLength + extraLength > entry.Length)
            {
                HasMore = true;
                return;
            }
            long packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]),
                size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]),
                offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
            Zip64Sizes(entry.Slice(46 + nameLength, extraLength), ref size, ref packed, ref offset);
            var name = entry.Slice(46, nameLength);
            // Without the flag the name should be code page 437; UTF-8 is common all the same.
            var text = (flags & 0x800) != 0 || System.Text.Unicode.Utf8.IsValid(name) ? Encoding.UTF8.GetString(name) : Dos.GetString(name);
            Entries.Add(
                new ZipEntry(
                    text,
                    BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
                    Math.Max(0, packed),
                    Math.Max(0, size),
                    offset + shift,
                    (flags & 1) != 0
                )
            );
            at += 46 + nameLength + extraLength + commentLength;
        }
    }

    private static void Zip64Sizes(ReadOnlySpan<byte> extra, ref long size, ref long packed, ref long offset)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (4 + length > extra.Length)
                return;
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                var field = extra.Slice(4, length);
                if (size == uint.MaxValue && field.Length >= 8)
                {
                    size = BinaryPrimitives.ReadInt64LittleEndian(field);
                    field = field[8..];
                }
                if (packed == uint.MaxValue && field.Length >= 8)
                {
                    packed = BinaryPrimitives.ReadInt64LittleEndian(field);
                    field = field[8..];
                }
                if (offset == uint.MaxValue && field.Length >= 8)
                    offset = BinaryPrimitives.ReadInt64LittleEndian(field);
                return;
            }
            extra = extra[(4 + length)..];
        }
    }

    private static (long Start, long Size)? Zip64Start(ReadOnlySpan<byte> span, int end)
    {
        if (end < 20 || !span[(end - 20)..].StartsWith("PK\x6\x7"u8))
            return null;
        var at = BinaryPrimitives.ReadInt64LittleEndian(span[(end - 12)..]);
        if (at < 0 || at + 56 > span.Length || !span[(int)at..].StartsWith("PK\x6\x6"u8))
            return null;
        var record = span[(int)at..];
        return (BinaryPrimitives.ReadInt64LittleEndian(record[48..]), BinaryPrimitives.ReadInt64LittleEndian(record[40..]));
    }

    private static bool StartsEntry(ReadOnlySpan<byte> span, long at) =>
        at >= 0 && at + 4 <= span.Length && span[(int)at..].StartsWith("PK\x1\x2"u8);

    private static Encoding Find437()
    {
        TextDecoding.RegisterCodePages();
        return Encoding.GetEncoding(437);
    }
}
