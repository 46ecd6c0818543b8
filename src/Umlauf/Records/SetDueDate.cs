using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Sets the day by which something must be done in a matter, or takes it away (Frist setzen).</summary>
public sealed class SetDueDate(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, MatterId id, DateOnly? day, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var done = await Within(unit, by, id, day);
        if (done.Ok)
            await unit.Commit();
        return done;
    }

    /// <summary>Inside a transaction that does more.</summary>
    public async Task<Result<Done>> Within(Unit unit, Caller by, MatterId id, DateOnly? day)
    {
        var matter = await MatterAtWork.Take(unit, by, id);
        if (!matter.Ok)
            return matter.Refusal!;
        var due = day ?? DateOnly.MaxValue;
        await unit.Exec("UPDATE records_matter SET due_on = @due WHERE tenant_id = @tenant AND id = @id", new { id, due });
        journal.Append(unit, "matter-due-date-set", id.Value, new { day });
        return default(Done);
    }
}
