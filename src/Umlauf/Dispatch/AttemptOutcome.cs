namespace Umlauf.Dispatch;

/// <summary>How an attempt to send ended (Ergebnis des Versuchs). The names are stored.</summary>
public enum AttemptOutcome
{
    /// <summary>The server took the mail over.</summary>
    Accepted,

    /// <summary>The server, or the way to it, said "later".</summary>
    Deferred,

    /// <summary>The server refused for good.</summary>
    Refused,

    /// <summary>The program ended before anything was handed over.</summary>
    BrokenOff,

    /// <summary>Everything was handed over, the answer never came.</summary>
    Unknown,

    /// <summary>First unknown; the copy never arrived while a later mail did, so the server had not taken it.</summary>
    NotTaken,
}
