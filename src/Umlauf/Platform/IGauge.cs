namespace Umlauf.Platform;

/// <summary>A capability's figure for monitoring, e.g. how many deliveries a channel still owes the ledger.</summary>
public interface IGauge
{
    /// <summary>Prometheus name, <c>umlauf_...</c> with the unit at its end.</summary>
    string Name { get; }

    string Help { get; }

    /// <summary>Values with their labels, e.g. <c>channel="post"</c>.</summary>
    Task<IReadOnlyList<(string Labels, double Value)>> Read(CancellationToken ct);
}
