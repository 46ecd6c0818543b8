namespace Umlauf.Cli.Demo;

/// <summary>The clock of a made-up past: only moves forward, from day to day of the story, and a few seconds with every act.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan _act = TimeSpan.FromSeconds(7);
    private readonly Lock _gate = new();
    private DateTimeOffset _now = start;

    public void MoveTo(DateTimeOffset instant)
    {
        lock (_gate)
            _now = instant > _now ? instant : _now;
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now += _act;
    }
}
