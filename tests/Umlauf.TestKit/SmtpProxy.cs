namespace Umlauf.TestKit;

/// <summary>What goes wrong on the way to the mail server.</summary>
public enum SmtpFault
{
    None,

    /// <summary>The server takes the mail, its answer is lost.</summary>
    LoseAnswer,

    /// <summary>The end of the mail never reaches the server, so it takes nothing.</summary>
    LoseEnd,
}

/// <summary>A slow network before a mail server, or one that fails at the worst moment.</summary>
/// <param name="target">The server's port on loopback.</param>
public sealed class SmtpProxy(int target) : ServerProxy(target)
{
    private int fault;

    /// <summary>Happens once, at the next mail.</summary>
    public SmtpFault Fault
    {
        get => (SmtpFault)Volatile.Read(ref fault);
        set => Volatile.Write(ref fault, (int)value);
    }

    /// <summary>Each answer of the server takes so long to arrive.</summary>
    public TimeSpan Delay { get; set; }

    protected override async Task<bool> Passes(bool upwards, int count, string text, CancellationToken ct)
    {
        if (upwards)
            return !(text.EndsWith("\r\n.\r\n", StringComparison.Ordinal) && Happens(SmtpFault.LoseEnd));
        if (text.Contains(" queued as ", StringComparison.Ordinal) && Happens(SmtpFault.LoseAnswer))
            return false;
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, ct);
        return true;
    }

    private bool Happens(SmtpFault what) => Interlocked.CompareExchange(ref fault, (int)SmtpFault.None, (int)what) == (int)what;
}
