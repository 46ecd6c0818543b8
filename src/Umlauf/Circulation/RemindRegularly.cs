using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Looks every few minutes at what is due in circulation folders (Fristen überwachen).</summary>
public sealed partial class RemindRegularly(
    RemindStations remind,
    ListJournals journals,
    Settings settings,
    TimeProvider clock,
    ILogger<RemindRegularly> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(
            TimeSpan.FromMinutes(settings.Part<CirculationSettings>("circulation").RemindMinutes),
            clock
        );
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await journals.Run(stoppingToken))
                    await remind.Run(tenant, stoppingToken);
            }
            catch (Exception outage) when (outage is System.Data.Common.DbException or IOException)
            {
                NotReminded(outage);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Nobody could be reminded; it is tried again at the next turn.")]
    private partial void NotReminded(Exception outage);
}

/// <summary>Settings under <c>circulation</c>.</summary>
public sealed class CirculationSettings
{
    /// <summary>How often the program looks whom to remind and what is overdue, in minutes.</summary>
    public int RemindMinutes { get; init; } = 5;
}
