namespace Umlauf.Adapters.Imap;

/// <summary>Limits of the mailbox channels, settings key <c>imap</c>.</summary>
public sealed record ImapSettings
{
    /// <summary>No answer for so long = the connection is dead; also bounds a connect that never returns. Seconds.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    /// <summary>An IDLE is renewed after so long; servers may cut it after 30 minutes (RFC 2177). Minutes.</summary>
    public int IdleMinutes { get; init; } = 10;

    /// <summary>Longest wait between two attempts to reach a server. Seconds.</summary>
    public int LongestRetrySeconds { get; init; } = 300;

    /// <summary>So many messages, or so many bytes, become durable and go on the ledger together.</summary>
    public int BatchMessages { get; init; } = 100;

    public long BatchBytes { get; init; } = 16 << 20;

    /// <summary>Larger messages are not fetched and stand as a difference on the operator's page. Bytes.</summary>
    public long MaxBytes { get; init; } = 500L << 20;
}
