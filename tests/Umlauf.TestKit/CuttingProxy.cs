namespace Umlauf.TestKit;

/// <summary>Cuts a connection after so many bytes from the server: a network that fails in the middle of a fetch.</summary>
/// <param name="target">The server's port on loopback.</param>
/// <param name="cutAfter">Bytes from the server until the next cut; see <see cref="CutAfter"/>.</param>
public sealed class CuttingProxy(int target, long cutAfter) : ServerProxy(target)
{
    private long remaining = cutAfter;

    public int Cuts { get; private set; }

    /// <summary>Sets when the next cut happens; <see cref="long.MaxValue"/> = the network is well again.</summary>
    public void CutAfter(long bytes) => Interlocked.Exchange(ref remaining, bytes);

    protected override Task<bool> Passes(bool upwards, int count, string text, CancellationToken ct)
    {
        var passes = upwards || Interlocked.Add(ref remaining, -count) >= 0;
        if (!passes)
            Cuts++;
        return Task.FromResult(passes);
    }
}
