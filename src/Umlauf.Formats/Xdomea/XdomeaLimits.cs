namespace Umlauf.Formats.Xdomea;

/// <summary>How much one message may cost (Grenzen beim Lesen). Whatever goes beyond is refused as a whole: half a circulation is none.</summary>
public sealed record XdomeaLimits
{
    /// <summary>The limits that hold where nothing else is configured.</summary>
    public static XdomeaLimits Default { get; } = new();

    /// <summary>Largest message, in bytes (default 64 MB).</summary>
    public int Bytes { get; init; } = 64 << 20;

    /// <summary>Most levels of elements (default 100).</summary>
    public int Depth { get; init; } = 100;

    /// <summary>Most elements, attributes and texts of the message (default 4 million).</summary>
    public int Nodes { get; init; } = 4_000_000;

    /// <summary>Most circulations of the message (default 10,000).</summary>
    public int Circulations { get; init; } = 10_000;

    /// <summary>Most steps of all circulations of the message (default 20,000).</summary>
    public int Steps { get; init; } = 20_000;
}
