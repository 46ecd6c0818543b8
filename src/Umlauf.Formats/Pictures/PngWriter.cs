using System.Buffers.Binary;
using System.IO.Compression;

namespace Umlauf.Formats.Pictures;

/// <summary>Writes pictures as PNG row by row (Bild als PNG): black and white with one bit, or colour with three bytes a pixel.</summary>
internal sealed class PngWriter : IDisposable
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(n => Remainder((uint)n))];

    private readonly MemoryStream _file = new();
    private readonly MemoryStream _data = new();
    private readonly ZLibStream _packed;

    public PngWriter(int width, int height, bool bilevel)
    {
        _packed = new ZLibStream(_data, CompressionLevel.Fastest, leaveOpen: true);
        _file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], height);
        head[8] = (byte)(bilevel ? 1 : 8);
        head[9] = (byte)(bilevel ? 0 : 2);
        Chunk("IHDR"u8, head);
    }

    /// <summary>Appends a row, unfiltered.</summary>
    public void Row(ReadOnlySpan<byte> row)
    {
        _packed.WriteByte(0);
        _packed.Write(row);
    }

    /// <summary>The finished file.</summary>
    public byte[] Finish()
    {
        _packed.Dispose();
        Chunk("IDAT"u8, _data.GetBuffer().AsSpan(0, (int)_data.Length));
        Chunk("IEND"u8, []);
        return _file.ToArray();
    }

    public void Dispose()
    {
        _packed.Dispose();
        _data.Dispose();
        _file.Dispose();
    }

    private void Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        _file.Write(number);
        _file.Write(type);
        _file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), content));
        _file.Write(number);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            crc = Table[(crc ^ one) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint Remainder(uint n)
    {
        for (var bit = 0; bit < 8; bit++)
            n = (n & 1) != 0 ? 0xEDB88320 ^ (n >> 1) : n >> 1;
        return n;
    }
}
