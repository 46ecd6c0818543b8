using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Looks every minute whether delivery reports have come in (Zustellberichte verfolgen).</summary>
public sealed partial class FollowReports(TakeReports takeReports, ListJournals journals, TimeProvider clock, ILogger<FollowReports> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var tenant in await journals.Run(stoppingToken))
                    await takeReports.Run(tenant, stoppingToken);
            }
            catch (Exception outage) when (outage is System.Data.Common.DbException or IOException)
            {
                NotFollowed(outage);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Delivery reports could not be looked at; it is tried again at the next turn.")]
    private partial void NotFollowed(Exception outage);
}
