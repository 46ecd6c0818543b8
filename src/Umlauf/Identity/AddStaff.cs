using System.Security.Cryptography;
using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Adds a person with a login, posts and roles (Mitarbeiter/in anlegen).</summary>
public sealed class AddStaff(Db db, JournalWriter journal)
{
    public async Task<Result<AddedStaff>> Run(Caller by, NewStaff staff, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        var ready = Prepare(staff);
        await using var unit = await db.Write(by.Actor, ct);
        var added = await Insert(unit, staff, ready);
        if (added.Ok)
            await unit.Commit();
        return added;
    }

    /// <summary>Inside a transaction that does more. With <see cref="NewStaff.Password"/> given, it does not wait for the hashing.</summary>
    internal Task<Result<AddedStaff>> Within(Unit unit, NewStaff staff) => Insert(unit, staff, Prepare(staff));

    internal static Prepared Prepare(NewStaff staff)
    {
        if (staff.Password is { } given)
            return new Prepared(given, null);
        var start = PasswordHash.NewStartPassword();
        return new Prepared(PasswordHash.Of(start), start);
    }

    internal async Task<Result<AddedStaff>> Insert(Unit unit, NewStaff staff, Prepared ready)
    {
        var login = Login.Normal(staff.Login);
        if (!Login.Fits(login))
            return Login.Unusable;
        if (staff.Name.Trim().Length is 0 or > 200)
            return CreateAdministration.NoName;
        var id = Ids.New<StaffMemberId>(unit.Now);
        var inserted = await unit.Exec(
            """
            INSERT INTO identity_staff (tenant_id, id, login, name, clearance, active, created_at)
            VALUES (@tenant, @id, @login, @name, @Clearance, true, @now)
            ON CONFLICT (tenant_id, login) DO NOTHING
            """,
            new
            {
                id,
                login,
                name = staff.Name.Trim(),
                staff.Clearance,
                now = unit.Now,
            }
        );
        if (inserted == 0)
            return Login.Taken;
        await unit.Exec(
            """
            INSERT INTO identity_account
                (tenant_id, staff_id, revision, password_hash, security_stamp, change_password, two_factor, recovery_codes, failures)
            VALUES (@tenant, @id, 0, @hash, @stamp, @change, false, '', 0)
            """,
            new
            {
                id,
                hash = ready.Hash.Value,
                stamp = NewStamp(),
                change = ready.StartPassword is not null,
            }
        );
        if (await Place.Write(unit, id, staff.Posts, staff.Roles) is { } refusal)
            return refusal;
        journal.Append(unit, "staff-added", id.Value, Place.Facts(staff.Posts, staff.Roles, staff.Clearance));
        return new AddedStaff(id, ready.StartPassword);
    }

    /// <summary>Changing it ends every session of the person.</summary>
    internal static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal sealed record Prepared(PasswordHash Hash, string? StartPassword);
}
