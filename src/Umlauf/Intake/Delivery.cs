using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>Something that a source hands over (Einlieferung). Its bytes are already in the blob store.</summary>
public sealed record Delivery
{
    /// <summary>The source's own name for it: never given twice within the scope.</summary>
    public required string Key { get; init; }

    /// <summary>How long the source's names live, e.g. a mailbox with its UIDVALIDITY; empty where they live for ever.</summary>
    public string Scope { get; init; } = "";

    /// <summary>What outlives the scope, e.g. the mailbox: there the same bytes under a new name are the same delivery.</summary>
    public string Family { get; init; } = "";

    public required StoredBlob Blob { get; init; }

    /// <summary>For people: the path, the mailbox.</summary>
    public required string Source { get; init; }

    public string FileName { get; init; } = "";

    public string ContentType { get; init; } = "";

    /// <summary>When the bytes reached the town hall, where the channel knows it better than our clock: the mail server's time stamp.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

/// <summary>What became of a delivery (Quittung): now the source may forget it.</summary>
/// <param name="Arrival">The new arrival, or the one of the first delivery.</param>
/// <param name="Hash">The bytes.</param>
/// <param name="State">How far the arrival has come.</param>
/// <param name="Repeated">The same delivery was taken before.</param>
/// <param name="Reason">Why the arrival is an exception, if it is one.</param>
public sealed record Taken(ArrivalId Arrival, ContentHash Hash, ArrivalState State, bool Repeated, string? Reason);
