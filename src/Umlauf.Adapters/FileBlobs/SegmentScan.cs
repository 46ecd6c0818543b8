using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>Reads the records of one segment file from a place on, as after a crash when the index lags behind.</summary>
internal static class SegmentScan
{
    /// <summary>
    /// Adds the records to <paramref name="found"/> and returns where they end. What follows the end was never acknowledged: a write that a crash tore.
    /// A damaged record in the middle is no end: a later record whose group began after it proves that it had been synced.
    /// </summary>
    public static long Run(SafeFileHandle file, int segment, long from, List<PlacedBlob> found)
    {
        var end = RandomAccess.GetLength(file);
        var at = from;
        var head = new byte[BlobRecord.HeadSize];
        long? next = null;
        while (at + BlobRecord.HeadSize <= end)
        {
            var record = RandomAccess.Read(file, head, at) == head.Length ? BlobRecord.Read(head) : null;
            if (record is { } whole && IsWhole(file, whole, at, end))
            {
                found.Add(new PlacedBlob(whole.Tenant, new StoredBlob(whole.Hash, whole.Length), new Place(segment, at)));
                at += whole.Size;
                next = null;
                continue;
            }
            if (next is null)
            {
                if ((next = NextGroup(file, at, end)) is null)
                    return at;
                // Where another program is writing, it may only just have been complete: what has a successor is looked at once more.
                continue;
            }
            // The head survived, so the content can be named as damaged when it is read.
            if (record is { } damaged)
                found.Add(new PlacedBlob(damaged.Tenant, new StoredBlob(damaged.Hash, damaged.Length), new Place(segment, at)));
            (at, next) = (next.Value, null);
        }
        return at;
    }

    private static bool IsWhole(SafeFileHandle file, BlobRecord record, long at, long end)
    {
        if (record.Length < 0 || at + record.Size > end)
            return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[(int)Math.Min(record.Length, 1 << 16)];
        for (long read = 0; read < record.Length; )
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, record.Length - read));
            var count = RandomAccess.Read(file, part, at + BlobRecord.HeadSize + read);
            if (count == 0)
                return false;
            hash.AppendData(part[..count]);
            read += count;
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset()) == record.Hash.Hex;
    }

    /// <summary>The next intact head whose group began after <paramref name="damaged"/>.</summary>
    private static long? NextGroup(SafeFileHandle file, long damaged, long end)
    {
        var buffer = new byte[(1 << 20) + BlobRecord.HeadSize];
        for (var start = damaged + 8; start + BlobRecord.HeadSize <= end; start += 1 << 20)
        {
            var count = RandomAccess.Read(file, buffer, start);
            var bytes = buffer.AsSpan(0, count);
            for (var at = 0; at < count; )
            {
                var step = bytes[at..].IndexOf(BlobRecord.Magic);
                if (step < 0)
                    break;
                at += step;
                if (at % 8 == 0 && BlobRecord.Read(bytes[at..]) is { } record && record.GroupStart > damaged)
                    return start + at;
                at++;
            }
        }
        return null;
    }
}
