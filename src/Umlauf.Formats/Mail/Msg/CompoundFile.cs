using System.Buffers.Binary;
using System.Text;

namespace Umlauf.Formats.Mail.Msg;

/// <summary>A folder inside a compound file: named streams and named folders.</summary>
internal sealed class CompoundFolder
{
    public Dictionary<string, ReadOnlyMemory<byte>> Streams { get; } = new(StringComparer.OrdinalIgnoreCase);
    public Dictionary<string, CompoundFolder> Folders { get; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>Reads compound files (MS-CFB): a small file system of sectors in one file. Damaged chains end where they break.</summary>
internal sealed class CompoundFile
{
    private const uint EndOfChain = 0xFFFF_FFFE;
    private const int EntryBytes = 128;
    private const int DeepestFolder = 60;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _sectorShift;
    private readonly int _miniShift;
    private readonly uint _miniCutoff;
    private readonly List<uint> _fat = [];
    private readonly List<uint> _miniFat = [];
    private readonly List<ReadOnlyMemory<byte>> _entries = [];
    private ReadOnlyMemory<byte> _miniStream;
    private long _budget;

    private CompoundFile(ReadOnlyMemory<byte> file)
    {
        _file = file;
        var header = file.Span;
        _sectorShift = BinaryPrimitives.ReadUInt16LittleEndian(header[30..]);
        _miniShift = BinaryPrimitives.ReadUInt16LittleEndian(header[32..]);
        _miniCutoff = BinaryPrimitives.ReadUInt32LittleEndian(header[56..]);
        // Streams may share sectors only in files made to exhaust memory.
        _budget = 2L * file.Length + 4096;
    }

    /// <summary>Opens a file; null if it is none or its first structures are damaged.</summary>
    public static CompoundFolder? Open(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 1024 || BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span) != 0xE11A_B1A1_E011_CFD0)
            return null;
        var file = new CompoundFile(bytes);
        if (file._sectorShift is < 7 or > 16 || file._miniShift < 2 || file._miniShift >= file._sectorShift)
            return null;
        file.ReadTables();
        if (file._entries.Count == 0)
            return null;
        var root = file._entries[0].Span;
        file._miniStream = file.Chain(Start(root), long.MaxValue);
        var folder = new CompoundFolder();
        file.Fill(folder, Number(root, 76), new HashSet<uint>(), 0);
        return folder;
    }

    private void ReadTables()
    {
        var header = _file.Span;
        for (var i = 0; i < 109; i++)
            AddFatSector(Number(header, 76 + 4 * i));
        var next = Number(header, 68);
        for (var seen = 0; next < EndOfChain && seen <= _file.Length >> _sectorShift; seen++)
        {
            var sector = Sector(next).Span;
            if (sector.Length < 8)
                break;
            for (var at = 0; at + 8 <= sector.Length; at += 4)
                AddFatSector(Number(sector, at));
            next = Number(sector, sector.Length - 4);
        }
        foreach (var number in Numbers(Chain(Number(header, 60), long.MaxValue)))
            _miniFat.Add(number);
        var directory = Chain(Number(header, 48), long.MaxValue);
        for (var at = 0; at + EntryBytes <= directory.Length; at += EntryBytes)
            _entries.Add(directory.Slice(at, EntryBytes));
    }

    private void AddFatSector(uint sector)
    {
        if (sector < EndOfChain && _fat.Count < (_file.Length >> _sectorShift) + 256)
            _fat.AddRange(Numbers(Sector(sector)));
    }

    private void Fill(CompoundFolder folder, uint entry, HashSet<uint> seen, int depth)
    {
        // The children form a tree; a stack keeps a crooked one from overflowing ours.
        var open = new Stack<uint>([entry]);
        while (open.TryPop(out var id))
        {
            if (id >= _entries.Count || !seen.Add(id))
                continue;
            var e = _entries[(int)id].Span;
            open.Push(Number(e, 68));
            open.Push(Number(e, 72));
            var nameBytes = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(e[64..]) - 2, 0, 62);
            var name = Encoding.Unicode.GetString(e[..nameBytes]);
            switch (e[66])
            {
                case 1 when depth < DeepestFolder:
                    var inner = new CompoundFolder();
                    folder.Folders.TryAdd(name, inner);
                    Fill(inner, Number(e, 76), seen, depth + 1);
                    break;
                case 2:
                    var size = (long)Number(e, 120);
                    folder.Streams.TryAdd(name, size < _miniCutoff ? MiniChain(Start(e), size) : Chain(Start(e), size));
                    break;
            }
        }
    }

    private ReadOnlyMemory<byte> Chain(uint sector, long size)
    {
        using var bytes = new MemoryStream();
        for (var seen = 0; sector < EndOfChain && bytes.Length < size && seen <= _fat.Count && _budget > 0; seen++)
        {
            var next = Sector(sector).Span;
            if (next.IsEmpty)
                break;
            bytes.Write(next);
            _budget -= next.Length;
            sector = sector < _fat.Count ? _fat[(int)sector] : EndOfChain;
        }
        return bytes.GetBuffer().AsMemory(0, (int)Math.Min(bytes.Length, size));
    }

    private ReadOnlyMemory<byte> MiniChain(uint sector, long size)
    {
        using var bytes = new MemoryStream((int)size);
        for (var seen = 0; sector < EndOfChain && bytes.Length < size && seen <= _miniFat.Count && _budget > 0; seen++)
        {
            var at = (long)sector << _miniShift;
            if (at >= _miniStream.Length)
                break;
            var length = (int)Math.Min(1 << _miniShift, _miniStream.Length - at);
            bytes.Write(_miniStream.Span.Slice((int)at, length));
            _budget -= length;
            sector = sector < _miniFat.Count ? _miniFat[(int)sector] : EndOfChain;
        }
        return bytes.GetBuffer().AsMemory(0, (int)Math.Min(bytes.Length, size));
    }

    private ReadOnlyMemory<byte> Sector(uint number)
    {
        var at = (number + 1L) << _sectorShift;
        return at >= _file.Length ? default : _file.Slice((int)at, (int)Math.Min(1 << _sectorShift, _file.Length - at));
    }

    private static List<uint> Numbers(ReadOnlyMemory<byte> bytes)
    {
        var numbers = new List<uint>(bytes.Length / 4);
        for (var at = 0; at + 4 <= bytes.Length; at += 4)
            numbers.Add(Number(bytes.Span, at));
        return numbers;
    }

    private static uint Start(ReadOnlySpan<byte> entry) => Number(entry, 116);

    private static uint Number(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
