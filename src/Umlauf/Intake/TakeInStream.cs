using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Takes one item of unknown length in, as it comes over HTTP, on standard input or from the upload page (Eingang annehmen).</summary>
public sealed class TakeInStream(IBlobStore blobs, TakeIn takeIn, Settings settings)
{
    public static readonly Refusal TooLarge = new(
        "intake.too-large",
        "Die Sendung ist größer als erlaubt und wurde nicht angenommen. Bitte teilen Sie sie auf.",
        "The item is larger than allowed and was not taken. Please split it.",
        413
    );

    /// <summary>The limit for one item.</summary>
    public long Limit { get; } = settings.Part<IntakeLimits>("intake").MaxBytes;

    /// <param name="by">Who hands over.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="content">Read to its end or to the limit.</param>
    /// <param name="key">The channel's own name for the delivery; null = the same bytes are the same delivery.</param>
    /// <param name="source">Where it comes from, for people.</param>
    /// <param name="fileName">As the sender calls it, or empty.</param>
    /// <param name="contentType">As the sender declares it, or empty.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<Taken>> Run(
        Actor by,
        ChannelName channel,
        Stream content,
        string? key,
        string source,
        string fileName,
        string contentType,
        CancellationToken ct
    )
    {
        StoredBlob blob;
        try
        {
            blob = await blobs.Put(by.Tenant, content, Limit, ct);
        }
        catch (BlobTooLargeException tooLarge)
        {
            return TooLarge.With($"{tooLarge.Limit / (1 << 20)} MB");
        }
        var delivery = new Delivery
        {
            Key = key ?? blob.Hash.Hex,
            Blob = blob,
            Source = source,
            FileName = fileName,
            ContentType = contentType,
        };
        return await takeIn.Run(by, channel, delivery, ct);
    }
}

/// <summary>Limits of intake, settings key <c>intake</c>.</summary>
public sealed record IntakeLimits
{
    /// <summary>Largest single item over HTTP, upload and pipe.</summary>
    public long MaxBytes { get; init; } = 500L << 20;
}
