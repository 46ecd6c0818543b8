namespace Umlauf.Dispatch;

/// <summary>
/// The mail server that takes our post (Postausgangsserver), and the own mailbox where a copy of everything lands. The passwords are not here:
/// they come from the settings keys <c>secrets:SECRET</c> and <c>secrets:SECRET-archiv</c>.
/// </summary>
public sealed record DispatchServer
{
    public string Host { get; init; } = "";

    /// <summary>0 = the usual port.</summary>
    public int Port { get; init; }

    /// <summary><c>tls</c>, <c>starttls</c> or, for a server on the same machine, <c>none</c>.</summary>
    public string Security { get; init; } = "starttls";

    /// <summary>Empty = the server lets us in without.</summary>
    public string User { get; init; } = "";

    /// <summary>The name under which the settings of the program hold the password.</summary>
    public string Secret { get; init; } = "postausgang";

    /// <summary>The secret is an OAuth2 access token, not a password.</summary>
    public bool OAuth2 { get; init; }

    public string SenderName { get; init; } = "";

    public string SenderAddress { get; init; } = "";

    /// <summary>All files of one mail together. Bytes.</summary>
    public long LargestFiles { get; init; } = 20_000_000;

    /// <summary>Asks the servers for a report when the mail has arrived (RFC 3461).</summary>
    public bool Confirmations { get; init; }

    /// <summary>An own mailbox that gets a blind copy of everything; empty = none. It is the witness when an answer was lost.</summary>
    public string ArchiveAddress { get; init; } = "";

    /// <summary>Where the archive can be read over IMAP; empty = it cannot, and every doubt waits for a person.</summary>
    public string ArchiveHost { get; init; } = "";

    public int ArchivePort { get; init; }

    public string ArchiveSecurity { get; init; } = "tls";

    public string ArchiveUser { get; init; } = "";

    public string ArchiveMailbox { get; init; } = "INBOX";

    public bool HasWitness => ArchiveAddress.Length > 0 && ArchiveHost.Length > 0;
}
