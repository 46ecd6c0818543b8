using System.Runtime.CompilerServices;
using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>How large contents and files of a <see cref="FileBlobStore"/> are.</summary>
public sealed record FileBlobOptions
{
    /// <summary>Bytes reserved for a segment file at once.</summary>
    public long SegmentSize { get; init; } = 64 << 20;

    /// <summary>Larger contents get a file of their own.</summary>
    public int LargeFrom { get; init; } = 4 << 20;
}

/// <summary>Another program holds the store open for writing.</summary>
public sealed class BlobStoreInUseException(string folder) : IOException($"Another program writes to {folder}.");

/// <summary>
/// Keeps contents in a folder: appended to segment files and synced in groups, large ones in files of their own.
/// One program writes; others may open the same folder for reading at the same time.
/// </summary>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    private readonly FileBlobOptions options;
    private readonly string segments;
    private readonly FileStream? writeLock;
    private readonly BlobIndex index;
    private readonly LargeBlobs large;
    private readonly SegmentWriter? writer;
    private readonly SegmentFollower? follower;

    private FileBlobStore(string folder, FileBlobOptions options, bool readOnly)
    {
        this.options = options;
        segments = Path.Combine(folder, "segments");
        large = new LargeBlobs(Path.Combine(folder, "large"));
        Directory.CreateDirectory(segments);
        writeLock = readOnly ? null : Lock(folder);
        try
        {
            if (!readOnly)
                large.Prepare();
            index = BlobIndex.Open(Path.Combine(folder, "index.db"), readOnly);
            if (readOnly)
                follower = new SegmentFollower(segments, index);
            else
                writer = new SegmentWriter(segments, options.SegmentSize, index);
        }
        catch
        {
            index?.Dispose();
            writeLock?.Dispose();
            throw;
        }
    }

    /// <exception cref="BlobStoreInUseException">Another program has opened the folder for writing.</exception>
    public static FileBlobStore Open(string folder, FileBlobOptions? options = null) => new(folder, options ?? new(), readOnly: false);

    /// <summary>Opens for reading only, also while another program writes.</summary>
    public static FileBlobStore OpenRead(string folder, FileBlobOptions? options = null) => new(folder, options ?? new(), readOnly: true);

    public async Task<ContentHash> Put(TenantId tenant, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var hash = ContentHash.Of(content.Span);
        ct.ThrowIfCancellationRequested();
        if (content.Length > options.LargeFrom)
        {
            if (!await IsIntact(tenant, hash, ct))
                await large.Put(tenant, content, Stream.Null, long.MaxValue, ct);
        }
        else if (!await IsIntact(tenant, hash, ct))
            await Writer.Append(tenant, hash, content);
        return hash;
    }

    public async Task<StoredBlob> Put(TenantId tenant, Stream content, long limit, CancellationToken ct)
    {
        var begun = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = await content.ReadAsync(buffer, ct)) > 0; )
        {
            await begun.WriteAsync(buffer.AsMemory(0, count), ct);
            if (begun.Length > limit)
                throw new BlobTooLargeException(limit);
            if (begun.Length > options.LargeFrom)
            {
                _ = Writer;
                return await large.Put(tenant, begun.GetBuffer().AsMemory(0, (int)begun.Length), content, limit, ct);
            }
        }
        return new StoredBlob(await Put(tenant, begun.GetBuffer().AsMemory(0, (int)begun.Length), ct), begun.Length);
    }

    public async Task<ReadOnlyMemory<byte>?> Get(TenantId tenant, ContentHash hash, CancellationToken ct) =>
        Find(tenant, hash) is { } blob ? Read(blob) : await large.Get(tenant, hash, ct);

    public async IAsyncEnumerable<(TenantId Tenant, StoredBlob Blob)> List([EnumeratorCancellation] CancellationToken ct)
    {
        writer?.WriteIndex();
        for (var page = index.After(-1, 1000); page.Count > 0; page = index.After(page[^1].Place.Packed, 1000))
        {
            foreach (var blob in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return (blob.Tenant, blob.Blob);
            }
        }
        foreach (var blob in follower?.NotIndexed() ?? [])
            yield return (blob.Tenant, blob.Blob);
        await foreach (var blob in large.List(ct))
            yield return blob;
    }

    public void Dispose()
    {
        writer?.Dispose();
        index.Dispose();
        writeLock?.Dispose();
    }

    private SegmentWriter Writer => writer ?? throw new InvalidOperationException("The blob store was opened for reading only.");

    private PlacedBlob? Find(TenantId tenant, ContentHash hash)
    {
        if (writer is null)
            return index.Find(tenant, hash) ?? follower!.Find(tenant, hash);
        // An entry moves from the recent ones to the index, never back: looking there last misses none.
        return writer.Recent(tenant, hash) ?? index.Find(tenant, hash);
    }

    /// <summary>A damaged content is stored again when it comes again: the new delivery heals it.</summary>
    private async Task<bool> IsIntact(TenantId tenant, ContentHash hash, CancellationToken ct)
    {
        try
        {
            return await Get(tenant, hash, ct) is not null;
        }
        catch (BlobDamagedException)
        {
            return false;
        }
    }

    private byte[] Read(PlacedBlob blob)
    {
        using var file = SegmentFiles.OpenRead(segments, blob.Place.Segment);
        var head = new byte[BlobRecord.HeadSize];
        var content = new byte[blob.Blob.Length];
        var read = RandomAccess.Read(file, [head, content], blob.Place.Offset);
        var record = read == head.Length + content.Length ? BlobRecord.Read(head) : null;
        if (
            record is not { } found
            || found.Tenant != blob.Tenant
            || found.Hash != blob.Blob.Hash
            || ContentHash.Of(content) != blob.Blob.Hash
        )
            throw new BlobDamagedException(blob.Blob.Hash);
        return content;
    }

    private static FileStream Lock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            throw new BlobStoreInUseException(folder);
        }
    }
}
