using Umlauf.Dispatch.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Leaves something visible when the sending work itself failed again and again (Versand aufgeben): failed, or in doubt when it may have gone out.</summary>
public sealed class AbandonDispatch(Db db, JournalWriter journal)
{
    public async Task Run(TenantId tenant, DispatchId id, string error, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        if (await ItemRow.Take(unit, id) is not { State: DispatchState.Queued or DispatchState.Sending } item)
            return;
        var last = await AttemptRow.Last(unit, id);
        var doubtful = item.State == DispatchState.Sending && last is { HandedAt: not null };
        if (last is { Outcome: null })
            await AttemptRow.End(unit, id, last.Number, doubtful ? AttemptOutcome.Unknown : AttemptOutcome.BrokenOff, 0, "");
        await ItemRow.Move(unit, id, doubtful ? DispatchState.Doubtful : DispatchState.Failed, Records.DocumentText.Line(error));
        journal.Append(unit, "dispatch-abandoned", id.Value, new { doubtful });
        await unit.Commit();
    }
}
