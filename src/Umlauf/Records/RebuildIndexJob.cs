using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Writes one piece of the full-text index anew from the documents' texts and orders the next one in the same transaction.</summary>
public sealed class RebuildIndexJob(Db db, Jobs jobs) : IJobHandler
{
    /// <summary>Short enough that others who want to write do not wait noticeably.</summary>
    private const int Batch = 100;

    /// <summary>Far below the lease of a job.</summary>
    private static readonly TimeSpan longestPiece = TimeSpan.FromSeconds(20);

    public string Kind => RebuildIndex.Kind;

    public int Parallel => 1;

    public async Task Run(Job job, CancellationToken ct)
    {
        var after = new DocumentId(job.Read<RebuildIndex.Piece>().After);
        var begun = db.Now;
        while (true)
        {
            await using var unit = await db.Write(Actor.System(job.TenantId), ct);
            if (await SearchIndex.RefreshNext(unit, after, Batch) is not { } last)
            {
                await SearchIndex.Tidy(unit);
                await unit.Commit();
                return;
            }
            after = last;
            var pieceEnds = unit.Now - begun > longestPiece;
            if (pieceEnds)
                await RebuildIndex.Enqueue(jobs, unit, after);
            await unit.Commit();
            if (pieceEnds)
                return;
        }
    }

    /// <summary>The operator's page shows the failed kind; the index keeps what it had, and a new order begins anew.</summary>
    public async Task GiveUp(Job job, string error, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(job.TenantId), ct);
        var after = new DocumentId(job.Read<RebuildIndex.Piece>().After);
        await jobs.Enqueue(unit, Kind, $"again-{after.Value:N}", new RebuildIndex.Piece(after.Value), unit.Now + TimeSpan.FromHours(1));
        await unit.Commit();
    }
}
