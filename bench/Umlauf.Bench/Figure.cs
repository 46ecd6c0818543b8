namespace Umlauf.Bench;

/// <summary>One measured quantity: the median of several runs with the lowest and the highest, and the limit it is compared with.</summary>
public sealed record Figure
{
    public required string What { get; init; }
    public required string Unit { get; init; }
    public required double Median { get; init; }
    public required double Lowest { get; init; }
    public required double Highest { get; init; }
    public required int Runs { get; init; }

    /// <summary>What the same run measured as the most that can be had.</summary>
    public double? Limit { get; init; }

    /// <summary>What must be reached, as the requirement writes it.</summary>
    public string? Wanted { get; init; }

    public double? Ratio => Limit is > 0 ? Median / Limit : null;

    public static Figure Of(string what, string unit, IEnumerable<double> values, double? limit = null, string? wanted = null)
    {
        var sorted = values.Order().ToArray();
        return new Figure
        {
            What = what,
            Unit = unit,
            Median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2,
            Lowest = sorted[0],
            Highest = sorted[^1],
            Runs = sorted.Length,
            Limit = limit,
            Wanted = wanted,
        };
    }

    /// <summary>The value below which a share of all values lies, e.g. 0.95.</summary>
    public static double Percentile(IEnumerable<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(sorted.Length * share) - 1)];
    }
}
