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
/// The first program that stores something is the only one that writes until it ends; others may read at the same time.
/// </summary>
public sealed class FileBlobStore : IBlobStore, IDisposable
{
    private readonly FileBlobOptions options;
    private readonly string folder;
    private readonly string segments;
    private readonly LargeBlobs large;
    private readonly Lock opening = new();
    private readonly BlobIndex readIndex;
    private readonly SegmentFollower follower;
    private Writing? writing;

    /// <param name="folder">Created when it is missing.</param>
    /// <param name="options">Sizes; the defaults fit a town hall.</param>
    public FileBlobStore(string folder, FileBlobOptions? options = null)
    {
        this.options = options ?? new FileBlobOptions();
        this.folder = folder;
        segments = Path.Combine(folder, "segments");
        large = new LargeBlobs(Path.Combine(folder, "large"));
        Directory.CreateDirectory(segments);
        readIndex = BlobIndex.Open(IndexFile, readOnly: true);
        follower = new SegmentFollower(segments, readIndex);
    }

    public async Task<ContentHash> Put(TenantId tenant, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var hash = ContentHash.Of(content.Span);
        ct.ThrowIfCancellationRequested();
        if (content.Length > options.LargeFrom)
        {
            Write();
            if (!await IsIntact(tenant, hash, ct))
                await large.Put(tenant, content, Stream.Null, long.MaxValue, ct);
        }
        else if (!await IsIntact(tenant, hash, ct))
            await Write().Segments.Append(tenant, hash, content);
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
                Write();
                return await large.Put(tenant, begun.GetBuffer().AsMemory(0, (int)begun.Length), content, limit, ct);
            }
        }
        return new StoredBlob(await Put(tenant, begun.GetBuffer().AsMemory(0, (int)begun.Length), ct), begun.Length);
    }

    public async Task<ReadOnlyMemory<byte>?> Get(TenantId tenant, ContentHash hash, CancellationToken ct) =>
        Find(tenant, hash) is { } blob ? Read(blob) : await large.Get(tenant, hash, ct);

    /// <summary>Whether a content was stored, without reading it.</summary>
    public bool Has(TenantId tenant, ContentHash hash) => Find(tenant, hash) is not null || large.Has(tenant, hash);

    public async IAsyncEnumerable<(TenantId Tenant, StoredBlob Blob)> List([EnumeratorCancellation] CancellationToken ct)
    {
        var here = Volatile.Read(ref writing);
        here?.Segments.WriteIndex();
        var index = here?.Index ?? readIndex;
        long last = -1;
        for (var page = index.After(last, 1000); page.Count > 0; page = index.After(last, 1000))
        {
            foreach (var blob in page)
            {
                ct.ThrowIfCancellationRequested();
                yield return (blob.Tenant, blob.Blob);
            }
            last = page[^1].Place.Packed;
        }
        // By place, not by what the index holds now: it may have grown since its last page was read. It grows in the order of the places.
        foreach (var blob in here is null ? follower.After(last) : [])
            yield return (blob.Tenant, blob.Blob);
        await foreach (var blob in large.List(ct))
            yield return blob;
    }

    public void Dispose()
    {
        writing?.Dispose();
        readIndex.Dispose();
    }

    private string IndexFile => Path.Combine(folder, "index.db");

    private PlacedBlob? Find(TenantId tenant, ContentHash hash)
    {
        // An entry moves from the recent ones to the index, never back: looking there last misses none.
        if (Volatile.Read(ref writing) is { } here)
            return here.Segments.Recent(tenant, hash) ?? here.Index.Find(tenant, hash);
        return readIndex.Find(tenant, hash) ?? follower.Find(tenant, hash);
    }

    /// <summary>From the first content that is stored on, this program is the writing one.</summary>
    private Writing Write()
    {
        if (Volatile.Read(ref writing) is { } here)
            return here;
        lock (opening)
        {
            if (writing is null)
            {
                var begun = new Writing(Lock(folder), large, IndexFile, segments, options);
                Volatile.Write(ref writing, begun);
            }
            return writing;
        }
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

    private sealed class Writing : IDisposable
    {
        private readonly FileStream folderLock;

        public Writing(FileStream folderLock, LargeBlobs large, string indexFile, string segments, FileBlobOptions options)
        {
            this.folderLock = folderLock;
            try
            {
                large.Prepare();
                Index = BlobIndex.Open(indexFile, readOnly: false);
                Segments = new SegmentWriter(segments, options.SegmentSize, Index);
            }
            catch
            {
                Index?.Dispose();
                folderLock.Dispose();
                throw;
            }
        }

        public BlobIndex Index { get; }

        public SegmentWriter Segments { get; }

        public void Dispose()
        {
            Segments.Dispose();
            Index.Dispose();
            folderLock.Dispose();
        }
    }
}
