using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Somebody who is back, and since when the person was away.</summary>
public sealed record Returned
{
    public required StaffMemberId StaffId { get; init; }
    public required AbsenceId AbsenceId { get; init; }
    public required DateOnly FromOn { get; init; }
}

/// <summary>Who is back on a day for the first time (Rückkehr): an absence ended, and no other one goes on.</summary>
public sealed class ListReturned(Db db)
{
    public async Task<IReadOnlyList<Returned>> Run(Caller by, DateOnly day, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<Returned>(
            """
            SELECT a.staff_id, a.id AS absence_id, a.from_on FROM identity_absence a
            WHERE a.tenant_id = @tenant AND a.back_on = @day AND NOT EXISTS (
                SELECT 1 FROM identity_absence o
                WHERE o.tenant_id = a.tenant_id AND o.staff_id = a.staff_id AND o.from_on <= @day AND (o.back_on IS NULL OR o.back_on > @day)
            )
            ORDER BY a.staff_id, a.id
            """,
            new { day }
        );
    }
}
