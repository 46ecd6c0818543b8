using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// Tells the journal when an absence begins and when the person is back (Beginn und Ende der Abwesenheit), so that others can follow: at once when it is
/// entered or ended, else at midnight of the day. Who may act does not wait for it.
/// </summary>
public sealed class MarkAbsences(Db db, JournalWriter journal, Jobs jobs) : IJobHandler
{
    public string Kind => "mark-absences";

    public int Parallel => 1;

    public async Task Run(Job job, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(job.TenantId), ct);
        await Mark(unit, journal, null);
        await unit.Exec(
            "DELETE FROM identity_acting WHERE tenant_id = @tenant AND until_on <= @today",
            new { today = LocalDays.Of(unit.Now) }
        );
        await unit.Commit();
    }

    /// <summary>Waits for an hour and begins again: who may act is right without it, and the backlog of the operator's page shows what waits.</summary>
    public async Task GiveUp(Job job, string error, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(job.TenantId), ct);
        await jobs.Enqueue(unit, Kind, job.Key + "+", new { }, unit.Now.AddHours(1));
        await unit.Commit();
    }

    /// <summary>Marks the absence at once, and plans the midnights to come: one job for each day, however many begin or end on it.</summary>
    internal static async Task Plan(Unit unit, JournalWriter journal, Jobs jobs, AbsenceId id, DateOnly from, DateOnly? back)
    {
        await Mark(unit, journal, id);
        var today = LocalDays.Of(unit.Now);
        foreach (var day in new[] { from, back }.OfType<DateOnly>().Where(day => day > today).Distinct())
            await jobs.Enqueue(
                unit,
                "mark-absences",
                day.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
                new { },
                LocalDays.Start(day)
            );
    }

    private static async Task Mark(Unit unit, JournalWriter journal, AbsenceId? only)
    {
        var which = only is null ? "" : "AND id = @id";
        var args = new
        {
            today = LocalDays.Of(unit.Now),
            now = unit.Now,
            id = only?.Value,
        };
        var began = await unit.Query<Absence>(
            $"""
            UPDATE identity_absence SET began_at = @now WHERE tenant_id = @tenant AND began_at IS NULL AND from_on <= @today {which}
            RETURNING id, staff_id, from_on, back_on, deputy_id
            """,
            args
        );
        foreach (var absence in began.OrderBy(one => one.Id.Value))
            journal.Append(
                unit,
                "absence-began",
                absence.StaffId.Value,
                new { absence = absence.Id.Value, deputy = absence.DeputyId?.Value }
            );
        var ended = await unit.Query<Absence>(
            $"""
            UPDATE identity_absence SET ended_at = @now WHERE tenant_id = @tenant AND ended_at IS NULL AND back_on <= @today {which}
            RETURNING id, staff_id, from_on, back_on, deputy_id
            """,
            args
        );
        foreach (var absence in ended.OrderBy(one => one.Id.Value))
            journal.Append(unit, "absence-ended", absence.StaffId.Value, new { absence = absence.Id.Value });
    }
}
