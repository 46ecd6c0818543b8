namespace Umlauf.Platform;

/// <summary>Keeps bytes under their own SHA-256, apart for each administration. Implementations: folder, object store.</summary>
public interface IBlobStore
{
    /// <summary>Takes the content and returns when it is durable (synced, in groups where many arrive at once). Storing the same content again is a no-op.</summary>
    /// <exception cref="IOException">The content could not be made durable, e.g. the disk is full or the object store is away; nothing was taken.</exception>
    Task<ContentHash> Put(TenantId tenant, ReadOnlyMemory<byte> content, CancellationToken ct);

    /// <summary>Streams a content of unknown length in; same promise as the other overload.</summary>
    /// <exception cref="BlobTooLargeException">More than <paramref name="limit"/> bytes came; nothing was taken.</exception>
    Task<StoredBlob> Put(TenantId tenant, Stream content, long limit, CancellationToken ct);

    /// <summary>Reads a content and checks its hash; null when there is none under this hash.</summary>
    /// <exception cref="BlobDamagedException">The bytes on the disk are not those that were stored.</exception>
    Task<ReadOnlyMemory<byte>?> Get(TenantId tenant, ContentHash hash, CancellationToken ct);

    /// <summary>Every stored content of every administration, in storage order; for verification.</summary>
    IAsyncEnumerable<(TenantId Tenant, StoredBlob Blob)> List(CancellationToken ct);
}

/// <summary>A content in the store and its length in bytes.</summary>
public readonly record struct StoredBlob(ContentHash Hash, long Length);

/// <summary>A stored content no longer has its hash.</summary>
public sealed class BlobDamagedException(ContentHash hash) : IOException($"The stored content {hash} is damaged.")
{
    public ContentHash Hash { get; } = hash;
}

/// <summary>A streamed content was larger than its limit.</summary>
public sealed class BlobTooLargeException(long limit) : IOException($"The content is larger than {limit} bytes.")
{
    public long Limit { get; } = limit;
}

/// <summary>The object store cannot be asked just now. Nothing was taken, nothing is lost; the same may succeed later.</summary>
public sealed class BlobStoreAwayException(string message, Exception inner) : IOException(message, inner);
