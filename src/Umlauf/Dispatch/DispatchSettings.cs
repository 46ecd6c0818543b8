namespace Umlauf.Dispatch;

/// <summary>How patiently the outbox works, settings key <c>dispatch</c>.</summary>
public sealed class DispatchSettings
{
    /// <summary>Pauses after a temporary failure, in minutes; after the last one the item has failed. The default tries for two days and a half.</summary>
    public double[] RetryMinutes { get; set; } = [];

    /// <summary>Whole time of one attempt, in seconds; less than five minutes, because then another node may take the work over.</summary>
    public int AttemptSeconds { get; set; } = 200;

    /// <summary>In doubt: first pause between two looks into the archive mailbox, in seconds; it grows with each look.</summary>
    public double LookSeconds { get; set; } = 10;

    /// <summary>In doubt: so long the copy has to arrive before its absence counts, in seconds. A later mail must have arrived as well.</summary>
    public double SettleSeconds { get; set; } = 120;

    /// <summary>In doubt: after so many looks a person decides.</summary>
    public int MostLooks { get; set; } = 40;

    // Configuration binding adds to arrays that are not empty, so the default cannot stand in the property.
    internal IReadOnlyList<double> Pauses =>
        RetryMinutes is { Length: > 0 } set ? set : [1, 5, 15, 30, 60, 120, 240, 240, 480, 480, 720, 720];
}
