using Umlauf.Platform;

namespace Umlauf.Adapters.FileBlobs;

/// <summary>Lets a reading program see what the writing one has appended but not yet put into the index.</summary>
internal sealed class SegmentFollower(string folder, BlobIndex index)
{
    private readonly Lock gate = new();
    private readonly Dictionary<(TenantId, ContentHash), PlacedBlob> seen = [];
    private Place scanned = index.Scanned;

    public PlacedBlob? Find(TenantId tenant, ContentHash hash)
    {
        lock (gate)
        {
            if (!seen.ContainsKey((tenant, hash)))
                Follow();
            return seen.TryGetValue((tenant, hash), out var blob) ? blob : null;
        }
    }

    /// <summary>What was appended after a place up to which the index was read.</summary>
    public IReadOnlyList<PlacedBlob> After(long place)
    {
        lock (gate)
        {
            Follow();
            return [.. seen.Values.Where(blob => blob.Place.Packed > place).OrderBy(blob => blob.Place.Packed)];
        }
    }

    private void Follow()
    {
        var found = new List<PlacedBlob>();
        foreach (var number in SegmentFiles.Numbers(folder).Where(number => number >= scanned.Segment).ToList())
        {
            using var file = SegmentFiles.OpenRead(folder, number);
            scanned = new Place(number, SegmentScan.Run(file, number, number == scanned.Segment ? scanned.Offset : 0, found));
        }
        foreach (var blob in found)
            seen[(blob.Tenant, blob.Blob.Hash)] = blob;
    }
}
