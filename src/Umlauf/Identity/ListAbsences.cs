using Umlauf.Identity.Model;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>The absences of an office in some days, with everybody who works there.</summary>
/// <param name="People">Those with a post in the office, by name.</param>
/// <param name="Absences">Theirs, by their first day.</param>
/// <param name="MayPlan">Whether the caller may enter absences here.</param>
public sealed record OfficeAbsences(IReadOnlyList<StaffMember> People, IReadOnlyList<Absence> Absences, bool MayPlan);

/// <summary>Lists absences (Abwesenheiten): the own ones with their kind, those of an office without it.</summary>
public sealed class ListAbsences(Db db)
{
    private const string Columns = "a.id, a.staff_id, a.from_on, a.back_on, a.deputy_id";

    /// <summary>
    /// One person's absences that are not over on a day, the next one first. Only the person reads the kind; those who do not share an office with the
    /// person, head one or administer read only whether the person is away on that day.
    /// </summary>
    public async Task<IReadOnlyList<Absence>> Run(Caller by, StaffMemberId person, DateOnly from, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var plans = Rights.Of(by).May(Right.Administrate) || by.Staff == person || await Planning.SharesOffice(unit, by, person);
        return await unit.Query<Absence>(
            $"""
            SELECT {Columns} {(by.Staff == person ? ", a.kind" : "")} FROM identity_absence a
            WHERE a.tenant_id = @tenant AND a.staff_id = @person AND (a.back_on IS NULL OR a.back_on > @from)
            {(plans ? "" : "AND a.from_on <= @from")}
            ORDER BY a.from_on LIMIT 200
            """,
            new { person, from }
        );
    }

    /// <summary>An office's calendar from a day to before another one, for those who work there or head it or an office above.</summary>
    public async Task<Result<OfficeAbsences>> OfOffice(Caller by, OfficeId office, DateOnly from, DateOnly until, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeDesk) || Rights.Of(by).LevelIn(office) is null)
            return AddOffice.NoSuchOffice;
        await using var unit = await db.Read(by.Actor, ct);
        var people = await unit.Query<StaffMember>(
            """
            SELECT s.id, s.login, s.name, s.active, p.office_id
            FROM identity_post p JOIN identity_staff s ON s.tenant_id = p.tenant_id AND s.id = p.staff_id
            WHERE p.tenant_id = @tenant AND p.office_id = @office AND s.active = true ORDER BY s.name, s.id
            """,
            new { office }
        );
        var absences = await unit.Query<Absence>(
            $"""
            SELECT {Columns} FROM identity_post p JOIN identity_absence a ON a.tenant_id = p.tenant_id AND a.staff_id = p.staff_id
            WHERE p.tenant_id = @tenant AND p.office_id = @office
            AND a.from_on < @until AND (a.back_on IS NULL OR (a.back_on > @from AND a.back_on > a.from_on))
            ORDER BY a.from_on, a.id
            """,
            new
            {
                office,
                from,
                until,
            }
        );
        return new OfficeAbsences(people, absences, (await Planning.HeadedBy(unit, by)).Contains(office));
    }
}
