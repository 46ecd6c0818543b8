using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>An attempt that has been recorded and may now begin (begonnener Versuch).</summary>
/// <param name="Item">The item.</param>
/// <param name="Number">1, 2, 3, ... for each item.</param>
/// <param name="Server">The mail server.</param>
/// <param name="MessageId">Without angle brackets.</param>
/// <param name="Bytes">Exactly what goes out, the same at every attempt.</param>
/// <param name="Recipients">Envelope recipients, the archive among them.</param>
public sealed record BegunAttempt(
    DispatchId Item,
    int Number,
    DispatchServer Server,
    string MessageId,
    ReadOnlyMemory<byte> Bytes,
    IReadOnlyList<string> Recipients
);

/// <summary>An attempt of which nobody knows how it ended (Versuch mit unklarem Ausgang), and where to look.</summary>
/// <param name="Item">The item.</param>
/// <param name="Number">The attempt.</param>
/// <param name="Server">The mail server and the archive mailbox.</param>
/// <param name="MessageId">The mail whose copy would be in the archive.</param>
/// <param name="ProbeId">The Message-ID of the later mail to the archive alone.</param>
/// <param name="Since">When the attempt began.</param>
/// <param name="Probe">The bytes of that later mail; null when it was sent already.</param>
public sealed record OpenDoubt(
    DispatchId Item,
    int Number,
    DispatchServer Server,
    string MessageId,
    string ProbeId,
    DateTimeOffset Since,
    byte[]? Probe
);

/// <summary>What the worker is to do with an item: send, look, or nothing.</summary>
public sealed record NextStep(BegunAttempt? Send = null, OpenDoubt? Look = null);
