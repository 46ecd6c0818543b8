using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Ends an absence early, or takes it out of the calendar before it begins (Abwesenheit beenden): the person is back.</summary>
public sealed class EndAbsence(Db db, JournalWriter journal, Jobs jobs)
{
    public static readonly Refusal NoSuchAbsence = new(
        "identity.no-such-absence",
        "Diese Abwesenheit gibt es nicht, oder sie ist schon zu Ende.",
        "There is no such absence, or it is over already.",
        404
    );

    public static readonly Refusal NotShorter = new(
        "identity.absence-not-shorter",
        "Der erste Tag zurück liegt vor heute oder nach dem eingetragenen Ende. Für mehr Tage tragen Sie eine weitere Abwesenheit ein.",
        "The first day back lies before today or after the entered end. For more days enter another absence."
    );

    /// <param name="by">The person, a head or the head above.</param>
    /// <param name="id">The absence.</param>
    /// <param name="back">The first day at work again; null: today, at once.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<Result<Done>> Run(Caller by, AbsenceId id, DateOnly? back, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var today = LocalDays.Of(unit.Now);
        await ActingRows.Alone(unit);
        var absence = await unit.One<Absence>(
            "SELECT id, staff_id, from_on, back_on, deputy_id FROM identity_absence WHERE tenant_id = @tenant AND id = @id",
            new { id }
        );
        if (absence is null || absence.BackOn <= today)
            return NoSuchAbsence;
        if (await Planning.WhyNot(unit, by, absence.StaffId) is { } refusal)
            return refusal == ChangeStaff.NoSuchPerson ? NoSuchAbsence : refusal;
        var returns = back ?? today;
        if (returns < today || returns > absence.BackOn)
            return NotShorter;
        if (absence.FromOn > today && returns <= absence.FromOn)
        {
            await unit.Exec("DELETE FROM identity_absence WHERE tenant_id = @tenant AND id = @id", new { id });
            journal.Append(unit, "absence-cancelled", id.Value, new { staff = absence.StaffId.Value });
        }
        else
        {
            await unit.Exec("UPDATE identity_absence SET back_on = @returns WHERE tenant_id = @tenant AND id = @id", new { id, returns });
            journal.Append(unit, "absence-shortened", id.Value, new { staff = absence.StaffId.Value });
            await MarkAbsences.Plan(unit, journal, jobs, id, absence.FromOn, returns);
        }
        await ActingRows.Refresh(unit, absence.StaffId);
        await unit.Commit();
        return default(Done);
    }
}
