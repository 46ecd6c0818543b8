using Umlauf.Dispatch.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>What was found in the archive mailbox.</summary>
/// <param name="Copy">The item's copy is there.</param>
/// <param name="Probe">The later mail is there; looked for before the copy.</param>
/// <param name="ProbeSent">The later mail has just been sent.</param>
public readonly record struct Testimony(bool Copy, bool Probe, bool ProbeSent);

/// <summary>
/// Decides by the archive mailbox whether an item in doubt went out (unklaren Versand klären): the copy is there = sent; a later mail is there and the copy
/// is not = never taken, send again; neither = look again, and after the last look a person decides.
/// </summary>
public sealed class ResolveDoubt(Db db, JournalWriter journal, Jobs jobs, RecordAttempt recordAttempt, Settings settings)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);

    private readonly DispatchSettings patience = settings.Part<DispatchSettings>("dispatch");

    public async Task Run(TenantId tenant, OpenDoubt doubt, Testimony seen, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(tenant), ct);
        if (
            await ItemRow.Take(unit, doubt.Item) is not { State: DispatchState.Doubtful } item
            || await AttemptRow.Last(unit, doubt.Item) is not { Outcome: AttemptOutcome.Unknown } attempt
            || attempt.Number != doubt.Number
        )
            return;
        if (Conclude(seen, unit.Now - attempt.StartedAt, TimeSpan.FromSeconds(patience.SettleSeconds)) is { } outcome)
        {
            await recordAttempt.Within(unit, doubt.Item, doubt.Number, outcome, 0, "", text: null);
            journal.Append(unit, "dispatch-doubt-resolved", item.Id.Value, new { attempt = attempt.Number, sent = seen.Copy });
        }
        else
            await LookAgain(unit, doubt.Item, attempt, seen.ProbeSent);
        await unit.Commit();
    }

    /// <summary>Null: not yet.</summary>
    internal static AttemptOutcome? Conclude(Testimony seen, TimeSpan age, TimeSpan settle) =>
        seen.Copy ? AttemptOutcome.Accepted
        : seen.Probe && age >= settle ? AttemptOutcome.NotTaken
        : null;

    private async Task LookAgain(Unit unit, DispatchId item, AttemptRow attempt, bool probeSent)
    {
        var looks = attempt.Looks + 1;
        await unit.Exec(
            """
            UPDATE dispatch_attempt SET looks = @looks, probed_at = CASE WHEN @probeSent THEN @now ELSE probed_at END
            WHERE tenant_id = @tenant AND item_id = @item AND number = @Number
            """,
            new
            {
                item,
                attempt.Number,
                looks,
                probeSent,
                now = unit.Now,
            }
        );
        journal.Append(unit, "dispatch-looked", item.Value, new { attempt = attempt.Number, looks });
        if (looks >= patience.MostLooks)
            return;
        var pause = TimeSpan.FromSeconds(patience.LookSeconds * looks);
        await SendJob.Enqueue(unit, jobs, item, $"look-{attempt.Number}-{looks}", unit.Now + (pause < LongestPause ? pause : LongestPause));
    }
}
