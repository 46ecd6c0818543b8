using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>What a person is to be from now on; the login stays.</summary>
public sealed record StaffChange(string Name, IReadOnlyList<Post> Posts, IReadOnlyList<Role> Roles, Confidentiality Clearance);

/// <summary>Changes name, posts, roles and clearance of a person (Mitarbeiter/in ändern); it counts from the next request on.</summary>
public sealed class ChangeStaff(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSuchPerson = new(
        "identity.no-such-person",
        "Diese Person gibt es in Ihrer Verwaltung nicht.",
        "There is no such person in your administration.",
        404
    );

    public static readonly Refusal LastAdministrator = new(
        "identity.last-administrator",
        "Dann könnte niemand mehr Einstellungen ändern. Geben Sie zuerst jemand anderem dieses Recht.",
        "Then nobody could change settings any more. Give somebody else this right first.",
        409
    );

    public async Task<Result<Done>> Run(Caller by, StaffMemberId staff, StaffChange change, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        if (change.Name.Trim().Length is 0 or > 200)
            return CreateAdministration.NoName;
        await using var unit = await db.Write(by.Actor, ct);
        var changed = await unit.Exec(
            "UPDATE identity_staff SET name = @name, clearance = @Clearance WHERE tenant_id = @tenant AND id = @staff",
            new
            {
                staff,
                name = change.Name.Trim(),
                change.Clearance,
            }
        );
        if (changed == 0)
            return NoSuchPerson;
        if (await Place.Write(unit, staff, change.Posts, change.Roles) is { } refusal)
            return refusal;
        if (!await Place.HasAdministrator(unit))
            return LastAdministrator;
        journal.Append(unit, "staff-changed", staff.Value, Place.Facts(change.Posts, change.Roles, change.Clearance));
        await unit.Commit();
        return default(Done);
    }
}
