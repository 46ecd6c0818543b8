using System.Buffers.Binary;
using System.Numerics;
using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>
/// The head of one content in a segment file, 64 bytes, numbers little-endian:
/// magic (8), administration (4), CRC-32C of the head without this field (4), length (8), start of the write group in this file (8), SHA-256 (32).
/// The content follows; the next head begins at the next multiple of 8.
/// </summary>
internal readonly record struct BlobRecord(TenantId Tenant, ContentHash Hash, long Length, long GroupStart)
{
    public const int HeadSize = 64;

    public static ReadOnlySpan<byte> Magic => "UMLBLOB1"u8;

    /// <summary>Head, content and padding.</summary>
    public long Size => HeadSize + Padded(Length);

    public static long Padded(long length) => (length + 7) & ~7L;

    public void Write(Span<byte> head)
    {
        Magic.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Tenant.Value);
        BinaryPrimitives.WriteInt64LittleEndian(head[16..], Length);
        BinaryPrimitives.WriteInt64LittleEndian(head[24..], GroupStart);
        Convert.FromHexString(Hash.Hex, head[32..], out _, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], Crc(head));
    }

    /// <summary>Null when these bytes are not an intact head.</summary>
    public static BlobRecord? Read(ReadOnlySpan<byte> head)
    {
        if (head.Length < HeadSize || !head.StartsWith(Magic) || BinaryPrimitives.ReadUInt32LittleEndian(head[12..]) != Crc(head))
            return null;
        return new BlobRecord(
            new TenantId(BinaryPrimitives.ReadInt32LittleEndian(head[8..])),
            new ContentHash(Convert.ToHexStringLower(head[32..HeadSize])),
            BinaryPrimitives.ReadInt64LittleEndian(head[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(head[24..])
        );
    }

    private static uint Crc(ReadOnlySpan<byte> head)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(head));
        crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt32LittleEndian(head[8..]));
        for (var at = 16; at < HeadSize; at += 8)
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(head[at..]));
        return ~crc;
    }
}
