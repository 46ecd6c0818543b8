using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>
/// Gives a person who cannot sign in any more a start password (Zugang zurücksetzen): second factor and passkeys go, a lock is lifted, every session ends.
/// </summary>
public sealed class ResetAccess(Db db, JournalWriter journal)
{
    /// <returns>The start password to hand over; it is shown once.</returns>
    public async Task<Result<string>> Run(Caller by, StaffMemberId staff, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        var start = PasswordHash.NewStartPassword();
        var hash = PasswordHash.Of(start).Value;
        await using var unit = await db.Write(by.Actor, ct);
        var changed = await unit.Exec(
            """
            UPDATE identity_account
            SET password_hash = @hash, security_stamp = @stamp, change_password = true, two_factor = false, authenticator_key = NULL,
                recovery_codes = '', failures = 0, locked_until = NULL, revision = revision + 1
            WHERE tenant_id = @tenant AND staff_id = @staff
            """,
            new
            {
                staff,
                hash,
                stamp = AddStaff.NewStamp(),
            }
        );
        if (changed == 0)
            return ChangeStaff.NoSuchPerson;
        await unit.Exec("DELETE FROM identity_passkey WHERE tenant_id = @tenant AND staff_id = @staff", new { staff });
        journal.Append(unit, "access-reset", staff.Value);
        await unit.Commit();
        return start;
    }
}
