using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>At the start has the full-text index written anew where an update that lays it out in another way has dropped it (PostgreSQL).</summary>
public sealed partial class RebuildLostIndex(Db db, Jobs jobs, TimeProvider clock, ILogger<RebuildLostIndex> log) : BackgroundService
{
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var looked = db.Dialect.IsSqlite; !looked; )
        {
            try
            {
                foreach (var tenant in await Lost(stoppingToken))
                    await Order(tenant, stoppingToken);
                looked = true;
            }
            catch (DbException outage)
            {
                NotLooked(outage);
                await Task.Delay(patience, clock, stoppingToken);
            }
        }
    }

    private async Task<IReadOnlyList<TenantId>> Lost(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.Query<TenantId>("SELECT tenant_id FROM records_search_lost ORDER BY tenant_id");
    }

    private async Task Order(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        await RebuildIndex.Enqueue(jobs, unit, new DocumentId(Guid.Empty));
        await unit.Exec("DELETE FROM records_search_lost WHERE tenant_id = @tenant");
        await unit.Commit();
    }

    [LoggerMessage(
        LogLevel.Error,
        "Whether the search index was dropped by an update could not be found out; it is looked at again in a minute."
    )]
    private partial void NotLooked(Exception outage);
}
