using System.Buffers.Binary;
using System.Text;

namespace Umlauf.Formats.Tests.Mail;

/// <summary>Builds small compound files (MS-CFB), enough for Outlook messages of our own.</summary>
internal sealed class OwnMsg
{
    private const int Sector = 512;
    private const uint None = 0xFFFF_FFFF;
    private const uint End = 0xFFFF_FFFE;

    private readonly List<(string Name, byte Kind, byte[] Content, List<int> Children)> _entries = [("Root Entry", 5, [], [])];

    /// <summary>Adds a folder and gives its number; the root has number 0.</summary>
    public int Folder(int parent, string name) => Add(parent, name, 1, []);

    /// <summary>Adds a text property, Unicode or in a code page.</summary>
    public OwnMsg Text(int parent, ushort id, string text, Encoding? ansi = null)
    {
        Add(parent, $"__substg1.0_{id:X4}{(ansi is null ? "001F" : "001E")}", 2, (ansi ?? Encoding.Unicode).GetBytes(text));
        return this;
    }

    /// <summary>Adds a binary property.</summary>
    public OwnMsg Binary(int parent, ushort id, byte[] bytes)
    {
        Add(parent, $"__substg1.0_{id:X4}0102", 2, bytes);
        return this;
    }

    /// <summary>Adds the stream of fixed properties, all of them numbers.</summary>
    public OwnMsg Numbers(int parent, int headerBytes, params (ushort Id, int Value)[] values)
    {
        var stream = new byte[headerBytes + 16 * values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(stream.AsSpan(headerBytes + 16 * i), (uint)values[i].Id << 16 | 3);
            BinaryPrimitives.WriteInt32LittleEndian(stream.AsSpan(headerBytes + 16 * i + 8), values[i].Value);
        }
        Add(parent, "__properties_version1.0", 2, stream);
        return this;
    }

    /// <summary>The file. All streams stand in whole sectors: the header says that none is small.</summary>
    public byte[] Build()
    {
        var fat = new List<uint> { 0xFFFF_FFFD };
        using var data = new MemoryStream();
        var directory = new byte[(_entries.Count * 128 + Sector - 1) / Sector * Sector];
        for (var i = 0; i < _entries.Count; i++)
        {
            var (name, kind, content, children) = _entries[i];
            var entry = directory.AsSpan(i * 128, 128);
            Encoding.Unicode.GetBytes(name, entry);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)(2 * name.Length + 2));
            entry[66] = kind;
            Number(entry, 68, None);
            // Brothers hang on each other to the right.
            var parent = _entries.Find(e => e.Children.Contains(i));
            var next =
                parent.Children is { } brothers && brothers.IndexOf(i) + 1 is var at && at < brothers.Count ? (uint)brothers[at] : None;
            Number(entry, 72, next);
            Number(entry, 76, children.Count > 0 ? (uint)children[0] : None);
            Number(entry, 116, content.Length == 0 ? End : Store(content));
            Number(entry, 120, (uint)content.Length);
        }
        var directoryStart = Store(directory);
        var header = new byte[Sector];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        header[24] = 0x3E;
        header[26] = 3;
        header[28] = 0xFE;
        header[29] = 0xFF;
        header[30] = 9;
        header[32] = 6;
        Number(header, 44, 1);
        Number(header, 48, directoryStart);
        Number(header, 60, End);
        Number(header, 68, End);
        for (var at = 80; at < Sector; at += 4)
            Number(header, at, None);
        var table = new byte[Sector];
        for (var i = 0; i < Sector / 4; i++)
            Number(table, 4 * i, i < fat.Count ? fat[i] : None);
        Assert.True(fat.Count <= Sector / 4, "One sector of the table must do for a test.");
        return [.. header, .. table, .. data.ToArray()];

        uint Store(byte[] content)
        {
            var start = (uint)fat.Count;
            var sectors = (content.Length + Sector - 1) / Sector;
            for (var i = 1; i <= sectors; i++)
                fat.Add(i == sectors ? End : start + (uint)i);
            data.Write(content);
            data.Write(new byte[sectors * Sector - content.Length]);
            return start;
        }
    }

    private int Add(int parent, string name, byte kind, byte[] content)
    {
        _entries.Add((name, kind, content, []));
        _entries[parent].Children.Add(_entries.Count - 1);
        return _entries.Count - 1;
    }

    private static void Number(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);
}
