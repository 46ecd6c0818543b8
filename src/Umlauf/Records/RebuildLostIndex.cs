using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>At the start has the full-text index written anew where documents stand in none, as after an update that lays it out in another way (PostgreSQL).</summary>
public sealed partial class RebuildLostIndex(
    Db db,
    Jobs jobs,
    ListJournals administrations,
    TimeProvider clock,
    ILogger<RebuildLostIndex> log
) : BackgroundService
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var looked = db.Dialect.IsSqlite; !looked; )
        {
            try
            {
                foreach (var tenant in await administrations.Run(stoppingToken))
                    await OrderWhereLost(tenant, stoppingToken);
                looked = true;
            }
            catch (DbException outage)
            {
                NotLooked(outage);
                await Task.Delay(patience, clock, stoppingToken);
            }
        }
    }

    private async Task OrderWhereLost(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var isLost = await unit.Scalar<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM records_search_entry WHERE tenant_id = @tenant)
                AND NOT EXISTS (SELECT 1 FROM records_search_segment WHERE tenant_id = @tenant)
            """
        );
        if (!isLost)
            return;
        await RebuildIndex.Enqueue(jobs, unit, new DocumentId(Guid.Empty));
        await unit.Commit();
    }

    [LoggerMessage(LogLevel.Error, "Whether the search index is complete could not be found out; it is looked at again in a minute.")]
    private partial void NotLooked(Exception outage);
}
