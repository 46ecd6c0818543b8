using System.Threading.Channels;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>One handed-over item and what became of it; <see cref="Problem"/> when it could not be taken.</summary>
public sealed record FileTaken(string Source, Taken? Taken, string? Problem);

/// <summary>
/// Takes files and mailbox files in (Dateien einliefern): many contents share one sync of the disk, many rows one transaction.
/// A file that cannot be opened never stops the next.
/// </summary>
public sealed class TakeInFiles(IBlobStore blobs, TakeIn takeIn)
{
    private const int AtOnce = 32;
    private const int RowsPerTransaction = 256;

    /// <summary>Largest single item.</summary>
    public const long Limit = int.MaxValue - (1 << 20);

    /// <param name="by">Who hands over.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="items">The items, read as they are needed.</param>
    /// <param name="told">Told about each item as soon as it is durable on the ledger.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task Run(Actor by, Channel channel, IAsyncEnumerable<FileItem> items, Action<FileTaken> told, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var stored = System.Threading.Channels.Channel.CreateBounded<(FileItem Item, Delivery Delivery)>(RowsPerTransaction);
        var booking = Book(by, channel, stored.Reader, told, stop);
        try
        {
            await Parallel.ForEachAsync(
                items,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop.Token },
                async (item, inner) =>
                {
                    try
                    {
                        await stored.Writer.WriteAsync((item, await Store(by.Tenant, item, inner)), inner);
                    }
                    catch (Exception failure) when (failure is UnauthorizedAccessException or (IOException and not BlobStoreAwayException))
                    {
                        lock (told)
                            told(new FileTaken(item.Source, null, failure.Message));
                    }
                }
            );
        }
        finally
        {
            stored.Writer.Complete();
            await booking;
        }
    }

    private async Task<Delivery> Store(TenantId tenant, FileItem item, CancellationToken ct)
    {
        StoredBlob blob;
        if (item.Bytes is { } bytes)
            blob = new StoredBlob(await blobs.Put(tenant, bytes, ct), bytes.Length);
        else
        {
            await using var content = item.Open();
            blob = await blobs.Put(tenant, content, Limit, ct);
        }
        return new Delivery
        {
            Key = item.Key(blob.Hash),
            Blob = blob,
            Source = item.Source,
            FileName = item.FileName,
            ContentType = item.ContentType,
        };
    }

    private async Task Book(
        Actor by,
        Channel channel,
        ChannelReader<(FileItem Item, Delivery Delivery)> stored,
        Action<FileTaken> told,
        CancellationTokenSource stop
    )
    {
        try
        {
            var batch = new List<(FileItem Item, Delivery Delivery)>();
            while (await stored.WaitToReadAsync(stop.Token))
            {
                while (batch.Count < RowsPerTransaction && stored.TryRead(out var one))
                    batch.Add(one);
                var taken = await takeIn.Run(by, channel, [.. batch.Select(one => one.Delivery)], stop.Token);
                lock (told)
                {
                    for (var i = 0; i < batch.Count; i++)
                        told(new FileTaken(batch[i].Item.Source, taken[i], null));
                }
                batch.Clear();
            }
        }
        catch
        {
            // Without a ledger nothing more may be read from the source.
            await stop.CancelAsync();
            throw;
        }
    }
}
