namespace Umlauf.Formats.Reading;

/// <summary>A sender or recipient as the headers state it (Absender, Empfänger); nothing in it is proven.</summary>
/// <param name="Display">The display name, free of control and direction characters; empty if there is none.</param>
/// <param name="Address">The address, or null where the header holds no valid one.</param>
public sealed record MailPerson(string Display, string? Address)
{
    /// <inheritdoc />
    public override string ToString() =>
        Address is null ? Display
        : Display.Length == 0 ? Address
        : $"{Display} <{Address}>";
}

/// <summary>What kind of sender a message shows; decides whether it may ever be answered automatically (RFC 3834).</summary>
[Flags]
public enum MailNature
{
    /// <summary>Nothing special: presumably written by a person.</summary>
    None = 0,

    /// <summary>Written by a program: Auto-Submitted, an out-of-office reply or the like.</summary>
    Automatic = 1,

    /// <summary>A report that a message could not be delivered.</summary>
    Bounce = 2,

    /// <summary>A delivery status report (RFC 3464), good or bad.</summary>
    DeliveryReport = 4,

    /// <summary>A read receipt (RFC 8098).</summary>
    ReadReceipt = 8,

    /// <summary>Sent to a list or in bulk.</summary>
    List = 16,

    /// <summary>The envelope sender is empty.</summary>
    NullSender = 32,
}

/// <summary>What a delivery status report says about one message we sent (Zustellbericht).</summary>
/// <param name="MessageId">The Message-ID of the message it reports on, without angle brackets, where given.</param>
/// <param name="Recipient">The recipient it reports on, where given.</param>
/// <param name="Action">failed, delayed, delivered, relayed or expanded, where given.</param>
/// <param name="Status">The status code (RFC 3463) such as 5.1.1, where given.</param>
/// <param name="Diagnostic">The other server's own words, where given.</param>
public sealed record DeliveryReport(string? MessageId, string? Recipient, string? Action, string? Status, string? Diagnostic);

/// <summary>The headers of a message as data (Umschlag). They come from outside and never control us.</summary>
public sealed record Envelope
{
    /// <summary>The sender; its address is null where the message names no valid one.</summary>
    public MailPerson From { get; init; } = new("", null);

    /// <summary>Where the sender wants replies to go, if it differs.</summary>
    public MailPerson? ReplyTo { get; init; }

    /// <summary>The recipients, at most <see cref="ReadLimits.Addresses"/>.</summary>
    public IReadOnlyList<MailPerson> To { get; init; } = [];

    /// <summary>The recipients of copies, at most <see cref="ReadLimits.Addresses"/>.</summary>
    public IReadOnlyList<MailPerson> Cc { get; init; } = [];

    /// <summary>How many recipients the headers name beyond those in <see cref="To"/> and <see cref="Cc"/>.</summary>
    public int MoreRecipients { get; init; }

    /// <summary>The addresses the message was delivered to (Delivered-To, X-Original-To, Envelope-To), in order.</summary>
    public IReadOnlyList<string> DeliveredTo { get; init; } = [];

    /// <summary>The subject in one line, free of control and direction characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The Date header. Only shown: the time of receipt in law is the channel's.</summary>
    public DateTimeOffset? HeaderDate { get; init; }

    /// <summary>The Message-ID without angle brackets: a hint, never a key.</summary>
    public string? MessageId { get; init; }

    /// <summary>The Message-ID this message answers, without angle brackets.</summary>
    public string? InReplyTo { get; init; }

    /// <summary>The Message-IDs of the thread, oldest first, without angle brackets.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>What kind of sender the message shows.</summary>
    public MailNature Nature { get; init; }

    /// <summary>What a delivery status report says, where the message is one.</summary>
    public DeliveryReport? Report { get; init; }

    /// <summary>True if the message must never be answered by a program.</summary>
    public bool NeverAnswer => Nature != MailNature.None;
}
