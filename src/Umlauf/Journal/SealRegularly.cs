using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Platform;

namespace Umlauf.Journal;

/// <summary>Makes a checkpoint for each administration with new entries, every few minutes (Siegelpunkte setzen).</summary>
public sealed partial class SealRegularly(
    MakeCheckpoint makeCheckpoint,
    ListJournals journals,
    Settings settings,
    TimeProvider clock,
    ILogger<SealRegularly> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(settings.Part<JournalSettings>("journal").CheckpointMinutes), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await journals.Run(stoppingToken))
                    await makeCheckpoint.Run(tenant, stoppingToken);
            }
            catch (Exception outage) when (outage is System.Data.Common.DbException or IOException)
            {
                NotSealed(outage);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "No checkpoint could be made; it is tried again at the next turn.")]
    private partial void NotSealed(Exception outage);
}
