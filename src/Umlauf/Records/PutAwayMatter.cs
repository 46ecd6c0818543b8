using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Closes a matter and files it away (zu den Akten verfügen, zdA).</summary>
public sealed class PutAwayMatter(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, MatterId id, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var done = await Within(unit, by, id);
        if (done.Ok)
            await unit.Commit();
        return done;
    }

    /// <summary>Inside a transaction that does more.</summary>
    public async Task<Result<Done>> Within(Unit unit, Caller by, MatterId id)
    {
        var matter = await MatterAtWork.Take(unit, by, id);
        if (!matter.Ok)
            return matter.Refusal!;
        await unit.Exec(
            "UPDATE records_matter SET state = 'PutAway', put_away_at = @now WHERE tenant_id = @tenant AND id = @id",
            new { id, now = unit.Now }
        );
        journal.Append(unit, "matter-put-away", id.Value);
        return default(Done);
    }
}
