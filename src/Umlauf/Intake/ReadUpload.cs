using Umlauf.Formats.Reading;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>A file that somebody at work brings along (mitgebrachte Datei).</summary>
public sealed record BroughtFile(string Name, string ContentType, Stream Content);

/// <summary>Keeps the bytes of a file that somebody brings along, and reads them as those of an arrival are read (Datei lesen).</summary>
public sealed class ReadUpload(IBlobStore blobs, InProcessReading quick, IItemReading careful, Settings settings)
{
    private readonly long most = settings.Part<IntakeLimits>("intake").MaxBytes;

    public async Task<Result<(NewContent Content, ReadItem Item)>> Run(TenantId tenant, BroughtFile file, CancellationToken ct)
    {
        StoredBlob blob;
        try
        {
            blob = await blobs.Put(tenant, file.Content, most, ct);
        }
        catch (BlobTooLargeException tooLarge)
        {
            return TakeInStream.TooLarge.With($"{tooLarge.Limit >> 20} MB");
        }
        var item =
            blob.Length > InProcessReading.Limits.Bytes
                ? ReadItem.NotRead(ItemKind.Unknown, ReadNote.LimitSize, file.ContentType)
                : await Read(tenant, blob, file, ct);
        return (new NewContent(blob, item.ContentType, file.Name), item);
    }

    private async Task<ReadItem> Read(TenantId tenant, StoredBlob blob, BroughtFile file, CancellationToken ct)
    {
        if (await blobs.Get(tenant, blob.Hash, ct) is not { } bytes)
            throw new IOException($"The file {blob.Hash} is missing in the blob store right after it was put there.");
        var reading = ItemReader.IsRisky(bytes.Span, bytes.Length) ? careful : quick;
        return await reading.Read(bytes, file.Name, file.ContentType, ct);
    }
}
