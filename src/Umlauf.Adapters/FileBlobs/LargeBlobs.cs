using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>Contents too large for a segment, one file each: <c>large/administration/first two digits/hash</c>.</summary>
internal sealed class LargeBlobs(string folder)
{
    private string Incoming => Path.Combine(folder, "incoming");

    /// <summary>Makes the folders and removes what a crash left half written.</summary>
    public void Prepare()
    {
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);
        Directory.CreateDirectory(Incoming);
    }

    public bool Has(TenantId tenant, ContentHash hash) => File.Exists(PathOf(tenant, hash));

    /// <summary>Writes what was read so far and the rest of the stream; a file that did not become durable is removed.</summary>
    public async Task<StoredBlob> Put(TenantId tenant, ReadOnlyMemory<byte> begun, Stream rest, long limit, CancellationToken ct)
    {
        var temporary = Path.Combine(Incoming, Guid.CreateVersion7().ToString("N"));
        try
        {
            var blob = await Write(temporary, begun, rest, limit, ct);
            var path = PathOf(tenant, blob.Hash);
            var home = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(home);
            File.Move(temporary, path, overwrite: true);
            foreach (var parent in new[] { home, Path.GetDirectoryName(home)!, folder })
                Durable.SyncFolder(parent);
            return blob;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public async Task<ReadOnlyMemory<byte>?> Get(TenantId tenant, ContentHash hash, CancellationToken ct)
    {
        if (!Has(tenant, hash))
            return null;
        var content = await File.ReadAllBytesAsync(PathOf(tenant, hash), ct);
        return ContentHash.Of(content) == hash ? content : throw new BlobDamagedException(hash);
    }

    public async IAsyncEnumerable<(TenantId, StoredBlob)> List([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [])
        {
            ct.ThrowIfCancellationRequested();
            var parts = Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar);
            if (parts.Length == 3)
                yield return (
                    new TenantId(int.Parse(parts[0], CultureInfo.InvariantCulture)),
                    new StoredBlob(new ContentHash(parts[2]), new FileInfo(file).Length)
                );
        }
        await Task.CompletedTask;
    }

    private static async Task<StoredBlob> Write(string path, ReadOnlyMemory<byte> begun, Stream rest, long limit, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.Asynchronous);
        hash.AppendData(begun.Span);
        await file.WriteAsync(begun, ct);
        long length = begun.Length;
        var buffer = new byte[1 << 16];
        for (int count; (count = await rest.ReadAsync(buffer, ct)) > 0; )
        {
            if ((length += count) > limit)
                throw new BlobTooLargeException(limit);
            hash.AppendData(buffer.AsSpan(0, count));
            await file.WriteAsync(buffer.AsMemory(0, count), ct);
        }
        RandomAccess.FlushToDisk(file.SafeFileHandle);
        return new StoredBlob(new ContentHash(Convert.ToHexStringLower(hash.GetHashAndReset())), length);
    }

    private string PathOf(TenantId tenant, ContentHash hash) => Path.Combine(folder, tenant.ToString(), hash.Hex[..2], hash.Hex);
}
