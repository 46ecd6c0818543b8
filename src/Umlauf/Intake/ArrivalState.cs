namespace Umlauf.Intake;

/// <summary>How far an arrival has come (Stand des Eingangs).</summary>
public enum ArrivalState
{
    /// <summary>Its bytes and its row are durable; it waits to be read.</summary>
    Stored,

    /// <summary>Read and searchable; it waits in a tray.</summary>
    Read,

    /// <summary>It belongs to a matter.</summary>
    Filed,

    /// <summary>It could not be read; the reason says why, a person decides (Klärfall).</summary>
    Exception,
}
