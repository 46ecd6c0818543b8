using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>A person knows that an item in doubt has arrived (als gesendet vermerken), for example because the recipient said so.</summary>
public sealed class MarkAsSent(Db db, JournalWriter journal, RecordAttempt recordAttempt)
{
    public async Task<Result<Done>> Run(Caller by, DispatchId id, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        if (
            taken.Value.State != DispatchState.Doubtful
            || await AttemptRow.Last(unit, id) is not { } attempt
            || !await recordAttempt.Within(unit, id, attempt.Number, AttemptOutcome.Accepted, 0, "", text: null)
        )
            return DispatchRefusals.NotInDoubt;
        journal.Append(unit, "dispatch-marked-as-sent", id.Value, new { attempt = attempt.Number });
        await unit.Commit();
        return default(Done);
    }
}
