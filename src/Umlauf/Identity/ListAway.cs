using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Somebody who is not at work today, and who acts (heute abwesend).</summary>
/// <param name="Person">Who is away.</param>
/// <param name="BackOn">The first day at work again; null while nobody knows.</param>
/// <param name="Deputy">Who acts; null: nobody.</param>
public sealed record Away(StaffMemberId Person, DateOnly? BackOn, StaffMemberId? Deputy)
{
    /// <summary>The last day away.</summary>
    public DateOnly? ToOn => BackOn?.AddDays(-1);
}

/// <summary>Everybody who is away today, for lists in which people are chosen (wer ist heute nicht da). Everybody of the house may know it.</summary>
public sealed class ListAway(Db db)
{
    public async Task<IReadOnlyDictionary<StaffMemberId, Away>> Run(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var rows = await unit.Query<Row>(
            """
            SELECT a.staff_id, a.back_on, c.staff_id AS deputy_id
            FROM identity_absence a
            LEFT JOIN identity_acting c ON c.tenant_id = a.tenant_id AND c.acts_for_id = a.staff_id AND c.reason = 'Absence'
                AND c.from_on <= @day AND c.until_on > @day
            WHERE a.tenant_id = @tenant AND a.from_on <= @day AND (a.back_on IS NULL OR a.back_on > @day)
            """,
            new { day = LocalDays.Of(unit.Now) }
        );
        return rows.DistinctBy(row => row.StaffId).ToDictionary(row => row.StaffId, row => new Away(row.StaffId, row.BackOn, row.DeputyId));
    }

    private sealed record Row
    {
        public required StaffMemberId StaffId { get; init; }
        public DateOnly? BackOn { get; init; }
        public StaffMemberId? DeputyId { get; init; }
    }
}
