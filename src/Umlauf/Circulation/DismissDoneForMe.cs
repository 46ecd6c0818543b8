using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Marks what was done in the caller's name as seen (Rückgabe zur Kenntnis genommen, rule 5).</summary>
public sealed class DismissDoneForMe(Db db, JournalWriter journal)
{
    /// <param name="by">Who has seen it.</param>
    /// <param name="until">The newest thing that was shown: what came after it stays.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task<Result<Done>> Run(Caller by, DateTimeOffset until, CancellationToken ct)
    {
        if (by.Staff is not { } me || !Rights.Of(by).May(Right.SeeDesk))
            return FolderRefusals.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var seen = until < unit.Now ? until : unit.Now;
        var moved = await unit.Exec(
            """
            INSERT INTO circulation_hand_back (tenant_id, staff_id, seen_until) VALUES (@tenant, @me, @seen)
            ON CONFLICT (tenant_id, staff_id) DO UPDATE SET seen_until = excluded.seen_until
            WHERE circulation_hand_back.seen_until < excluded.seen_until
            """,
            new { me, seen }
        );
        if (moved == 0)
            return default(Done);
        journal.Append(unit, "hand-back-seen", me.Value, new { until = seen.ToUnixTimeMilliseconds() });
        await unit.Commit();
        return default(Done);
    }
}
