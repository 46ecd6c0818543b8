using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>The exact bytes as they arrived.</summary>
public sealed record Original(ReadOnlyMemory<byte> Bytes, string FileName, ContentHash Hash);

/// <summary>Hands out the original of an arrival, byte for byte (Original herunterladen).</summary>
public sealed class FetchOriginal(FindArrival find, IBlobStore blobs)
{
    /// <exception cref="BlobDamagedException">The stored bytes are no longer those that arrived.</exception>
    public async Task<Result<Original>> Run(Caller by, ArrivalId id, CancellationToken ct)
    {
        var found = await find.Run(by, id, ct);
        if (found.Refusal is { } refusal)
            return refusal;
        var arrival = found.Value.Arrival;
        var bytes =
            await blobs.Get(by.Tenant, arrival.Hash, ct)
            ?? throw new IOException($"The original {arrival.Hash} of arrival {id.Value} is missing in the blob store.");
        return new Original(bytes, arrival.FileName.Length > 0 ? arrival.FileName : $"{id.Value}.eml", arrival.Hash);
    }
}
