using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;
using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>
/// Appends contents to the newest segment file. Writers that come while the disk syncs share the next sync:
/// one thread takes all that wait, writes them in one call and syncs once.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private const int GroupLimit = 16 << 20;
    private const int IndexAfter = 2000;

    private readonly BlockingCollection<Waiting> queue = [];
    private readonly ConcurrentDictionary<(TenantId, ContentHash), PlacedBlob> recent = [];
    private readonly Lock indexing = new();
    private readonly string folder;
    private readonly long segmentSize;
    private readonly BlobIndex index;
    private readonly Thread thread;
    private SafeFileHandle? file;
    private int segment;
    private long end;

    public SegmentWriter(string folder, long segmentSize, BlobIndex index)
    {
        this.folder = folder;
        this.segmentSize = segmentSize;
        this.index = index;
        Resume();
        thread = new Thread(WriteGroups) { IsBackground = true, Name = "blob writer" };
        thread.Start();
    }

    /// <summary>A content that is durable but not yet in the index.</summary>
    public PlacedBlob? Recent(TenantId tenant, ContentHash hash) => recent.TryGetValue((tenant, hash), out var blob) ? blob : null;

    /// <summary>Returns when the content is synced.</summary>
    public async Task Append(TenantId tenant, ContentHash hash, ReadOnlyMemory<byte> content)
    {
        var waiting = new Waiting(tenant, hash, content);
        queue.Add(waiting, CancellationToken.None);
        await waiting.Synced.Task;
    }

    /// <summary>Brings the index up to the last synced record.</summary>
    public void WriteIndex()
    {
        lock (indexing)
        {
            var blobs = recent.Values.OrderBy(blob => blob.Place.Packed).ToList();
            if (blobs.Count == 0)
                return;
            var (_, last, place) = blobs[^1];
            index.Add(blobs, place with { Offset = place.Offset + BlobRecord.HeadSize + BlobRecord.Padded(last.Length) });
            foreach (var blob in blobs)
                recent.TryRemove(KeyValuePair.Create((blob.Tenant, blob.Blob.Hash), blob));
        }
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        TryWriteIndex();
        file?.Dispose();
        queue.Dispose();
    }

    /// <summary>Takes up where the last program ended, even in the middle of a write.</summary>
    private void Resume()
    {
        var scanned = index.Scanned;
        var found = new List<PlacedBlob>();
        (segment, end) = (Math.Max(scanned.Segment, 1), scanned.Offset);
        foreach (var number in SegmentFiles.Numbers(folder).Where(number => number >= segment))
        {
            using var handle = SegmentFiles.OpenRead(folder, number);
            end = SegmentScan.Run(handle, number, number == scanned.Segment ? scanned.Offset : 0, found);
            segment = number;
        }
        if (found.Count > 0)
            index.Add(found, new Place(segment, end));
        if (!File.Exists(SegmentFiles.PathOf(folder, segment)))
            return;
        file = File.OpenHandle(SegmentFiles.PathOf(folder, segment), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        // What a crash left behind the end must not be mistaken for a record later.
        RandomAccess.SetLength(file, end);
        RandomAccess.SetLength(file, Math.Max(segmentSize, end));
    }

    private void WriteGroups()
    {
        var group = new List<Waiting>();
        foreach (var first in queue.GetConsumingEnumerable())
        {
            group.Add(first);
            for (var bytes = first.Content.Length; bytes < GroupLimit && queue.TryTake(out var next); bytes += next.Content.Length)
                group.Add(next);
            try
            {
                Write(group);
            }
            catch (Exception failure)
            {
                // Whatever it was, those who wait must hear it; the next group may succeed.
                foreach (var waiting in group)
                    waiting.Synced.TrySetException(failure);
            }
            group.Clear();
            if (recent.Count >= IndexAfter)
                TryWriteIndex();
        }
    }

    private void Write(List<Waiting> group)
    {
        for (var next = 0; next < group.Count; )
        {
            var first = next;
            var needed = BlobRecord.HeadSize + BlobRecord.Padded(group[first].Content.Length);
            if (file is null || end + needed > segmentSize)
                NextSegment();
            var buffers = new List<ReadOnlyMemory<byte>>();
            var written = new List<PlacedBlob>();
            var at = end;
            for (; next < group.Count; next++)
            {
                var (tenant, hash, content) = (group[next].Tenant, group[next].Hash, group[next].Content);
                var record = new BlobRecord(tenant, hash, content.Length, end);
                if (next > first && at + record.Size > segmentSize)
                    break;
                var head = new byte[BlobRecord.HeadSize];
                record.Write(head);
                buffers.Add(head);
                buffers.Add(content);
                if (BlobRecord.Padded(content.Length) is var padded && padded > content.Length)
                    buffers.Add(new byte[padded - content.Length]);
                written.Add(new PlacedBlob(tenant, new StoredBlob(hash, content.Length), new Place(segment, at)));
                at += record.Size;
            }
            RandomAccess.Write(file!, buffers, end);
            try
            {
                Durable.SyncContent(file!);
            }
            catch (IOException)
            {
                // After a failed sync nobody knows which pages the disk has: this file is not written any more.
                file!.Dispose();
                file = null;
                throw;
            }
            end = at;
            for (var i = 0; i < written.Count; i++)
            {
                recent[(written[i].Tenant, written[i].Blob.Hash)] = written[i];
                group[first + i].Synced.TrySetResult();
            }
        }
    }

    private void NextSegment()
    {
        file?.Dispose();
        file = null;
        var number = SegmentFiles.Numbers(folder).LastOrDefault() + 1;
        file = SegmentFiles.Create(folder, number, segmentSize);
        (segment, end) = (number, 0);
    }

    private void TryWriteIndex()
    {
        try
        {
            WriteIndex();
        }
        catch (SqliteException)
        {
            // The contents are safe in their segments: the next start reads them from there, the next round tries again.
        }
    }

    private sealed record Waiting(TenantId Tenant, ContentHash Hash, ReadOnlyMemory<byte> Content)
    {
        public TaskCompletionSource Synced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
