namespace Umlauf.Cli.Demo;

/// <summary>The clock of a made-up past: only moves forward, from day to day of the story.</summary>
internal sealed class SeedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > _now)
            _now = instant;
    }

    public override DateTimeOffset GetUtcNow() => _now;
}
