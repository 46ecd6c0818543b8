using Umlauf.Identity.Model;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Reads who may act for whom (Vertretung): a whole day at once, or one person's part of it from the rows kept for joins.</summary>
public sealed class LoadDeputies(Db db)
{
    /// <summary>Today.</summary>
    public async Task<Deputies> Run(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await On(unit, LocalDays.Of(unit.Now));
    }

    /// <summary>Only what matters on this day: absences that cover it, and the permanent deputies of people who are away or whose deputies may always act.</summary>
    public static async Task<Deputies> On(Unit unit, DateOnly day) =>
        new(
            await unit.Query<Absence>(
                """
                SELECT id, staff_id, from_on, back_on, deputy_id FROM identity_absence
                WHERE tenant_id = @tenant AND from_on <= @day AND (back_on IS NULL OR back_on > @day)
                """,
                new { day }
            ),
            await unit.Query<PermanentDeputy>(
                """
                SELECT d.staff_id, d.deputy_id, d.place, d.always
                FROM identity_deputy d JOIN identity_staff s ON s.tenant_id = d.tenant_id AND s.id = d.staff_id
                WHERE d.tenant_id = @tenant AND (
                    d.always = true OR s.active = false OR EXISTS (
                        SELECT 1 FROM identity_absence a
                        WHERE a.tenant_id = d.tenant_id AND a.staff_id = d.staff_id
                        AND a.from_on <= @day AND (a.back_on IS NULL OR a.back_on > @day)
                    )
                )
                """,
                new { day }
            ),
            await ActingRows.Gone(unit)
        );

    /// <summary>For whom a person may act on a day, by an index; the same as <see cref="Deputies.ActsFor"/> from today on.</summary>
    public static async Task<IReadOnlyList<ActingSpan>> ActsFor(Unit unit, StaffMemberId deputy, DateOnly day) =>
        Spans(await unit.Query<Row>(Select("staff_id"), new { person = deputy.Value, day }));

    /// <summary>Who may act for a person on a day, by an index; the same people as in <see cref="Deputies.ActingFor"/> from today on.</summary>
    public static async Task<IReadOnlyList<ActingSpan>> ActingFor(Unit unit, StaffMemberId person, DateOnly day) =>
        Spans(await unit.Query<Row>(Select("acts_for_id"), new { person = person.Value, day }));

    private static string Select(string column) =>
        $"""
            SELECT staff_id, acts_for_id, reason, from_on, until_on FROM identity_acting
            WHERE tenant_id = @tenant AND {column} = @person AND from_on <= @day AND until_on > @day ORDER BY reason, acts_for_id, staff_id
            """;

    private static IReadOnlyList<ActingSpan> Spans(IEnumerable<Row> rows) =>
        [
            .. rows.Select(row => new ActingSpan(
                row.StaffId,
                row.ActsForId,
                row.Reason,
                row.FromOn,
                row.UntilOn == ActingRows.Open ? null : row.UntilOn
            )),
        ];

    private sealed record Row
    {
        public required StaffMemberId StaffId { get; init; }
        public required StaffMemberId ActsForId { get; init; }
        public required ActingReason Reason { get; init; }
        public required DateOnly FromOn { get; init; }
        public required DateOnly UntilOn { get; init; }
    }
}
