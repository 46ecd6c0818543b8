using Umlauf.Identity.Model;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>The deputies of a person, and for whom the person is one (Vertretungen). Everybody of the house may know it.</summary>
/// <param name="Deputies">Who acts for the person, the first one first.</param>
/// <param name="DeputyOf">For whom the person is a permanent deputy.</param>
/// <param name="ActsForToday">For whom the person may act today.</param>
/// <param name="MayPlan">Whether the caller may enter deputies and absences of the person.</param>
public sealed record DeputiesOfPerson(
    IReadOnlyList<PermanentDeputy> Deputies,
    IReadOnlyList<PermanentDeputy> DeputyOf,
    IReadOnlyList<ActingSpan> ActsForToday,
    bool MayPlan
);

/// <summary>Lists who stands in for a person and for whom the person does (Vertretungen ansehen).</summary>
public sealed class ListDeputies(Db db)
{
    public async Task<Result<DeputiesOfPerson>> Run(Caller by, StaffMemberId person, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        if (!await Planning.IsThere(unit, person))
            return ChangeStaff.NoSuchPerson;
        return new DeputiesOfPerson(
            await DeputyRows.Of(unit, person),
            await unit.Query<PermanentDeputy>(
                "SELECT staff_id, deputy_id, place, always FROM identity_deputy WHERE tenant_id = @tenant AND deputy_id = @person ORDER BY staff_id",
                new { person }
            ),
            await LoadDeputies.ActsFor(unit, person, LocalDays.Of(unit.Now)),
            await Planning.WhyNot(unit, by, person) is null
        );
    }
}
