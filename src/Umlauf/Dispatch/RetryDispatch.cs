using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Sends again what has failed, at once what waits for its next try, and what is in doubt when a person takes the risk of a second copy (erneut senden).</summary>
public sealed class RetryDispatch(Db db, JournalWriter journal, Jobs jobs)
{
    /// <param name="evenIfTaken">The person knows that the recipient may get it twice; only asked for what is in doubt.</param>
    public async Task<Result<Done>> Run(Caller by, DispatchId id, bool evenIfTaken, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        var item = taken.Value;
        if (item.State is not (DispatchState.Failed or DispatchState.Queued) && !(item.State == DispatchState.Doubtful && evenIfTaken))
            return DispatchRefusals.AlreadyOut;
        // The count starts anew: a person has looked at it.
        await unit.Exec("UPDATE dispatch_item SET attempts = 0 WHERE tenant_id = @tenant AND id = @id", new { id });
        await ItemRow.Move(unit, id, DispatchState.Queued, nextAt: unit.Now);
        await SendJob.Enqueue(unit, jobs, id, $"again-{Guid.CreateVersion7(unit.Now):N}");
        journal.Append(unit, "dispatch-retried", id.Value, new { doubtful = item.State == DispatchState.Doubtful });
        await unit.Commit();
        return default(Done);
    }
}
