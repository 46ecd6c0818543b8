namespace Umlauf.Platform;

/// <summary>The last backup that came to its end (letzte Sicherung).</summary>
/// <param name="At">The moment as of which everything was saved.</param>
/// <param name="Folder">Where it lies.</param>
public sealed record LastBackup(DateTimeOffset At, string Folder)
{
    /// <summary>From this age on somebody should look why there is no newer one; a nightly backup may fail once.</summary>
    public static readonly TimeSpan TooOld = TimeSpan.FromHours(49);
}

/// <summary>For monitoring: when the last backup was made; 0 when there is none.</summary>
public sealed class LastBackupGauge(Settings settings) : IGauge
{
    public string Name => "umlauf_backup_last_timestamp_seconds";

    public string Help => "Moment of the last complete backup in seconds since 1970; 0 = none yet.";

    public Task<IReadOnlyList<(string Labels, double Value)>> Read(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<(string, double)>>([("", settings.Data.LastBackup()?.At.ToUnixTimeSeconds() ?? 0)]);
}
