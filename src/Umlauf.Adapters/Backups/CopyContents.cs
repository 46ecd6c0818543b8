using System.Collections.Concurrent;
using Umlauf.Platform;

namespace Umlauf.Adapters.Backups;

/// <summary>Brings stored contents from one store into another (Originale übertragen), many at once so that they share the syncs of the disk.</summary>
internal sealed class CopyContents(IBlobStore from, IBlobStore to)
{
    private const int AtOnce = 16;

    /// <summary>Of contents above this size only one is in memory at a time.</summary>
    private const long Large = 4 << 20;

    private readonly ConcurrentBag<string> lost = [];
    private long copied;
    private long bytes;

    public long Copied => copied;

    public long Bytes => bytes;

    /// <summary>What cannot be read where it is copied from.</summary>
    public IReadOnlyList<string> Lost => [.. lost.Order(StringComparer.Ordinal)];

    public async Task Run(IAsyncEnumerable<(TenantId Tenant, StoredBlob Blob)> wanted, CancellationToken ct)
    {
        using var oneLarge = new SemaphoreSlim(1);
        await Parallel.ForEachAsync(
            wanted,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
            async (one, inner) =>
            {
                if (one.Blob.Length <= Large)
                {
                    await Copy(one.Tenant, one.Blob.Hash, inner);
                    return;
                }
                await oneLarge.WaitAsync(inner);
                try
                {
                    await Copy(one.Tenant, one.Blob.Hash, inner);
                }
                finally
                {
                    oneLarge.Release();
                }
            }
        );
    }

    private async ValueTask Copy(TenantId tenant, ContentHash hash, CancellationToken ct)
    {
        if (await Read(from, tenant, hash, ct) is not { } content)
        {
            lost.Add(hash.Hex);
            return;
        }
        await to.Put(tenant, content, ct);
        Interlocked.Increment(ref copied);
        Interlocked.Add(ref bytes, content.Length);
    }

    /// <summary>Null when it is damaged, missing, or the disk does not give it.</summary>
    public static async Task<ReadOnlyMemory<byte>?> Read(IBlobStore store, TenantId tenant, ContentHash hash, CancellationToken ct)
    {
        try
        {
            return await store.Get(tenant, hash, ct);
        }
        catch (IOException damaged) when (damaged is not BlobStoreAwayException)
        {
            return null;
        }
    }
}
