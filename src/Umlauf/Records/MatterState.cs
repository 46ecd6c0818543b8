namespace Umlauf.Records;

/// <summary>Where a matter stands (Stand des Vorgangs). The names are stored.</summary>
public enum MatterState
{
    /// <summary>Being worked on (offen).</summary>
    Open,

    /// <summary>Closed and filed away (zu den Akten, zdA).</summary>
    PutAway,

    /// <summary>Opened by mistake and empty; keeps its number so that the series has no gap (storniert).</summary>
    Void,
}
