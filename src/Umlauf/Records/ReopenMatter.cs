using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Takes a matter up again that was put away or voided (Vorgang wieder aufnehmen).</summary>
public sealed class ReopenMatter(Db db, JournalWriter journal)
{
    public static readonly Refusal IsOpen = new(
        "records.matter-is-open",
        "Dieser Vorgang ist schon offen.",
        "This matter is open already.",
        409
    );

    public async Task<Result<Done>> Run(Caller by, MatterId id, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var matter = await MatterAtWork.Take(unit, by, id, mustBeOpen: false);
        if (!matter.Ok)
            return matter.Refusal!;
        if (matter.Value.State == MatterState.Open)
            return IsOpen;
        await unit.Exec("UPDATE records_matter SET state = 'Open', put_away_at = NULL WHERE tenant_id = @tenant AND id = @id", new { id });
        journal.Append(unit, "matter-reopened", id.Value, new { from = matter.Value.State.ToString() });
        await unit.Commit();
        return default(Done);
    }
}
