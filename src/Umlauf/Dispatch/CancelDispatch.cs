using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Takes an outgoing item back before it goes out (Versand abbrechen): what waits in the outbox, or has failed.</summary>
public sealed class CancelDispatch(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, DispatchId id, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        if (taken.Value.State == DispatchState.Waiting)
            return DispatchRefusals.WaitsForSignature;
        return await Cancel(unit, taken.Value);
    }

    /// <summary>In the transaction of whatever it waited for, when that will never come: the folder was withdrawn.</summary>
    public async Task<Result<Done>> Within(Unit unit, DispatchId id)
    {
        if (await ItemRow.Take(unit, id) is not { } item)
            return DispatchRefusals.NoSuchItem;
        return await Stop(unit, item);
    }

    private async Task<Result<Done>> Cancel(Unit unit, ItemRow item)
    {
        var stopped = await Stop(unit, item);
        if (stopped.Ok)
            await unit.Commit();
        return stopped;
    }

    private async Task<Result<Done>> Stop(Unit unit, ItemRow item)
    {
        if (item.State is not (DispatchState.Draft or DispatchState.Waiting or DispatchState.Queued or DispatchState.Failed))
            return DispatchRefusals.AlreadyOut;
        await ItemRow.Move(unit, item.Id, DispatchState.Cancelled);
        journal.Append(unit, "dispatch-cancelled", item.Id.Value);
        return default(Done);
    }
}
