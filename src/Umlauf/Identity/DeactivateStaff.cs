using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Ends a person's access at once, with every session and key (Zugang sperren), or opens it again. What the person did stays on record.</summary>
public sealed class DeactivateStaff(Db db, JournalWriter journal)
{
    public Task<Result<Done>> Run(Caller by, StaffMemberId staff, CancellationToken ct) => Set(by, staff, active: false, ct);

    public Task<Result<Done>> Reactivate(Caller by, StaffMemberId staff, CancellationToken ct) => Set(by, staff, active: true, ct);

    private async Task<Result<Done>> Set(Caller by, StaffMemberId staff, bool active, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var changed = await unit.Exec(
            "UPDATE identity_staff SET active = @active WHERE tenant_id = @tenant AND id = @staff",
            new { staff, active }
        );
        if (changed == 0)
            return ChangeStaff.NoSuchPerson;
        if (!await Place.HasAdministrator(unit))
            return ChangeStaff.LastAdministrator;
        await unit.Exec(
            "UPDATE identity_account SET security_stamp = @stamp, revision = revision + 1 WHERE tenant_id = @tenant AND staff_id = @staff",
            new { staff, stamp = AddStaff.NewStamp() }
        );
        await ActingRows.Alone(unit);
        await ActingRows.Refresh(unit, staff);
        journal.Append(unit, active ? "staff-reactivated" : "staff-deactivated", staff.Value);
        await unit.Commit();
        return default(Done);
    }
}
