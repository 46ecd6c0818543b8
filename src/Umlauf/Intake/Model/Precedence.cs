using System.Diagnostics;

namespace Umlauf.Intake.Model;

/// <summary>
/// Who has the right of way (Vorrang): taking in before reading, items before their attachments. Whoever comes later waits while the earlier is at
/// work, but never for long, so that nothing starves under a load that does not end.
/// </summary>
internal sealed class Precedence
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private int atWork;
    private long lastEnd = Stopwatch.GetTimestamp();

    /// <summary>Whether somebody with the right of way is at work, or was a moment ago.</summary>
    public bool IsTaken => Volatile.Read(ref atWork) > 0 || Stopwatch.GetElapsedTime(Volatile.Read(ref lastEnd)) < Quiet;

    /// <summary>What the one with the right of way does, until it is disposed.</summary>
    public IDisposable Take()
    {
        Interlocked.Increment(ref atWork);
        return new Taken(this);
    }

    /// <summary>Returns when nobody has had the right of way for a moment, or after the longest wait.</summary>
    public async Task GiveWay(CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); IsTaken && Stopwatch.GetElapsedTime(begun) < Longest; )
            await Task.Delay(Quiet, ct);
    }

    private sealed class Taken(Precedence precedence) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref precedence.lastEnd, Stopwatch.GetTimestamp());
            Interlocked.Decrement(ref precedence.atWork);
        }
    }
}
