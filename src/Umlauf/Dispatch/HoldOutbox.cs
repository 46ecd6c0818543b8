using Umlauf.Dispatch.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>
/// Stops what was on its way when a backup was made (Postausgang anhalten), before the program runs on the restored database: it may have been sent since
/// then. What an attempt may have handed over is in doubt, and settled like every doubt; the rest waits for a person's word.
/// </summary>
public sealed class HoldOutbox(Db db, JournalWriter journal, RecordAttempt recordAttempt)
{
    public const string Reason =
        "Nach dem Zurückspielen einer Sicherung angehalten: vielleicht schon versandt. Bitte prüfen, dann erneut senden oder abbrechen.";

    /// <returns>How many items.</returns>
    public async Task<int> Run(TenantId tenant, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        var moving = await unit.Query<ItemRow>(
            $"SELECT {ItemRow.Columns} FROM dispatch_item WHERE tenant_id = @tenant AND state IN ('Queued', 'Sending') ORDER BY id"
        );
        foreach (var item in moving)
        {
            var last = await AttemptRow.Last(unit, item.Id);
            if (item.State == DispatchState.Sending && last is { Outcome: null })
            {
                await recordAttempt.Within(unit, item.Id, last.Number, AttemptOutcome.Unknown, 0, Reason, text: null);
                continue;
            }
            await ItemRow.Move(unit, item.Id, DispatchState.Failed, Reason);
            journal.Append(unit, "dispatch-held", item.Id.Value);
        }
        await unit.Commit();
        return moving.Count;
    }
}
