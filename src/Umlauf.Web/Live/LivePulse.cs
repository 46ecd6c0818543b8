using Microsoft.Extensions.Hosting;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Web.Live;

/// <summary>Hears of acts on other nodes (Takt der Zähler): asks every five seconds for the end of the journals that somebody here listens to.</summary>
public sealed partial class LivePulse(LiveStreams streams, JournalWriter journal, ReadJournal readJournal, Db db, ILogger<LivePulse> log)
    : BackgroundService
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<TenantId, long> last = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On SQLite there is no other node.
        if (db.Dialect.IsSqlite)
            return;
        using var timer = new PeriodicTimer(pause);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Ask(stoppingToken);
            }
            catch (Exception outage) when (db.IsOutage(outage))
            {
                NotHeard(outage);
            }
        }
    }

    /// <summary>One query for each administration in which somebody listens.</summary>
    public async Task Ask(CancellationToken ct)
    {
        foreach (var tenant in streams.Tenants.ToList())
        {
            var position = await readJournal.Position(tenant, ct);
            if (last.TryGetValue(tenant, out var before) && before != position)
                journal.News.Tell(tenant);
            last[tenant] = position;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The journals could not be asked for news; the counters wait for the next turn.")]
    private partial void NotHeard(Exception outage);
}
