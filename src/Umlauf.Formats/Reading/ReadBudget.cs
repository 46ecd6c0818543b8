using System.Diagnostics;

namespace Umlauf.Formats.Reading;

/// <summary>What is left of the limits while one item and everything in it is read.</summary>
internal sealed class ReadBudget
{
    private const int Large = 1 << 20;

    private readonly long _end;
    private long _unpacked;

    public ReadBudget(ReadLimits limits, CancellationToken token = default)
    {
        Token = token;
        _end = Stopwatch.GetTimestamp() + (long)(limits.Milliseconds / 1000.0 * Stopwatch.Frequency);
        _unpacked = limits.UnpackedTotal;
    }

    public CancellationToken Token { get; }

    /// <summary>A token that also runs out with the time, for work on large items that cannot ask in between.</summary>
    public CancellationToken TokenFor(int length)
    {
        if (length < Large)
            return Token;
        // The timer ends by itself; nothing else is held.
        var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        source.CancelAfter(TimeSpan.FromSeconds(Math.Max(0, (_end - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency)));
        return source.Token;
    }

    public bool OutOfTime => Token.IsCancellationRequested || Stopwatch.GetTimestamp() > _end;

    public long Unpacked => Interlocked.Read(ref _unpacked);

    public void Unpack(long bytes) => Interlocked.Add(ref _unpacked, -bytes);
}

/// <summary>The notes of one item, each once, in the order in which they came up.</summary>
internal sealed class NoteSet
{
    private List<ReadNote>? _notes;

    public void Add(ReadNote note)
    {
        if (_notes?.Contains(note) != true)
            (_notes ??= []).Add(note);
    }

    public ReadNote[] ToArray() => _notes?.ToArray() ?? [];
}
