using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Puts an outgoing item into the outbox (Ausgang freigeben). Doing it again changes nothing: an item goes out once.</summary>
public sealed class ReleaseDispatch(Db db, JournalWriter journal, Jobs jobs)
{
    /// <summary>By a person; what waits for a signature is released by that signature alone.</summary>
    public async Task<Result<Done>> Run(Caller by, DispatchId id, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        if (taken.Value.State == DispatchState.Waiting)
            return DispatchRefusals.WaitsForSignature;
        if (await ServerRow.Find(unit) is null)
            return DispatchRefusals.NoServer;
        var released = await Within(unit, id, null);
        if (released.Ok)
            await unit.Commit();
        return released;
    }

    /// <summary>
    /// In the transaction of the signature, or of whatever else releases it: both happen or neither. The item is sent after the commit, whether or not
    /// this program lives on.
    /// </summary>
    /// <param name="unit">The transaction; its actor is who releases.</param>
    /// <param name="id">The item.</param>
    /// <param name="awaited">What the item waits for; null for a draft.</param>
    public async Task<Result<Done>> Within(Unit unit, DispatchId id, Guid? awaited)
    {
        if (await ItemRow.Take(unit, id) is not { } item)
            return DispatchRefusals.NoSuchItem;
        if (item.State is DispatchState.Cancelled)
            return DispatchRefusals.NotADraft;
        if (item.State is not (DispatchState.Draft or DispatchState.Waiting))
            return default(Done);
        if (item.Awaits != awaited)
            return DispatchRefusals.WaitsForSignature;
        await ItemRow.Move(unit, id, DispatchState.Queued, nextAt: unit.Now);
        await SendJob.Enqueue(unit, jobs, id, "released");
        journal.Append(unit, "dispatch-released", id.Value, new { awaited });
        return default(Done);
    }
}
