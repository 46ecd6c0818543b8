namespace Umlauf.Cli.Demo;

/// <summary>What kind of message it is.</summary>
public enum Nature
{
    Letter,
    Reply,
    Forward,
    Newsletter,
    OutOfOffice,
    Bounce,
}

/// <summary>One generated message as a mailbox would receive it (Eingang), with what a reader must find in it.</summary>
public sealed record DemoArrival
{
    public required int Index { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The local part of the mailbox it came to: poststelle, wohngeld, bauamt or rechnungen.</summary>
    public required string Mailbox { get; init; }
    public required Nature Nature { get; init; }
    public required Theme Theme { get; init; }
    public required string Subject { get; init; }
    public required string From { get; init; }
    public required string SenderName { get; init; }
    public required string SenderStreet { get; init; }

    /// <summary>Postcode and town.</summary>
    public required string SenderCity { get; init; }

    /// <summary>The plain text as it was written, lines ended by \n; null where the message has only HTML.</summary>
    public required string? Text { get; init; }
    public required string MessageId { get; init; }

    /// <summary>The message that this one answers or forwards.</summary>
    public int? Parent { get; init; }
    public required bool HasPdf { get; init; }
    public required byte[] Bytes { get; init; }
}
