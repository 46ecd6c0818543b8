using System.Diagnostics;

namespace Umlauf.Intake;

/// <summary>
/// Who has the right of way (Vorrang): taking in before reading, items before their attachments. Whoever comes later waits while the earlier is at
/// work, but no longer than patience allows, and then only for a turn at a time, so that nothing starves under a load that does not end.
/// </summary>
/// <param name="patience">How long those who come later give way altogether.</param>
public sealed class Precedence(TimeSpan patience)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);

    private int atWork;
    private long lastEnd = Stopwatch.GetTimestamp();

    /// <summary>Since when nobody who gives way has found the way free; 0 = it was free.</summary>
    private long takenSince;

    /// <summary>Whether somebody with the right of way is at work, or was a moment ago.</summary>
    public bool IsTaken => Volatile.Read(ref atWork) > 0 || Stopwatch.GetElapsedTime(Volatile.Read(ref lastEnd)) < Quiet;

    /// <summary>What the one with the right of way does, until it is disposed.</summary>
    public IDisposable Take()
    {
        Interlocked.Increment(ref atWork);
        return new Taken(this);
    }

    /// <summary>Returns when nobody has had the right of way for a moment, or when it is the caller's turn nevertheless.</summary>
    public async Task GiveWay(CancellationToken ct)
    {
        for (var begun = Stopwatch.GetTimestamp(); IsTaken; await Task.Delay(Quiet, ct))
        {
            var since = Interlocked.CompareExchange(ref takenSince, begun, 0) is not 0 and var first ? first : begun;
            if (HasTurn(Stopwatch.GetElapsedTime(since), Stopwatch.GetElapsedTime(begun), patience))
                return;
        }
        Volatile.Write(ref takenSince, 0);
    }

    /// <summary>Whether it is the turn of somebody who gives way although the way is not free.</summary>
    /// <param name="taken">How long nobody who gives way has found it free.</param>
    /// <param name="waited">How long this one has waited since the last turn.</param>
    /// <param name="patience">How long all give way altogether.</param>
    public static bool HasTurn(TimeSpan taken, TimeSpan waited, TimeSpan patience) => taken >= patience && waited >= Turn;

    private sealed class Taken(Precedence precedence) : IDisposable
    {
        public void Dispose()
        {
            Volatile.Write(ref precedence.lastEnd, Stopwatch.GetTimestamp());
            Interlocked.Decrement(ref precedence.atWork);
        }
    }
}
