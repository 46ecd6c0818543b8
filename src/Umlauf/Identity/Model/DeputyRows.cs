using Umlauf.Platform;

namespace Umlauf.Identity.Model;

/// <summary>The permanent deputies of one person, in their order.</summary>
internal static class DeputyRows
{
    public static Task<IReadOnlyList<PermanentDeputy>> Of(Unit unit, StaffMemberId person) =>
        unit.Query<PermanentDeputy>(
            "SELECT staff_id, deputy_id, place, always FROM identity_deputy WHERE tenant_id = @tenant AND staff_id = @person ORDER BY place",
            new { person }
        );

    /// <summary>Numbers them anew from 0, in one statement.</summary>
    public static async Task Order(Unit unit, StaffMemberId person, IReadOnlyList<StaffMemberId> order)
    {
        if (order.Count == 0)
            return;
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["person"] = person.Value };
        for (var i = 0; i < order.Count; i++)
            values[$"d{i}"] = order[i].Value;
        await unit.Exec(
            $"""
            UPDATE identity_deputy SET place = CASE {string.Join(
                ' ',
                order.Select((_, i) => $"WHEN deputy_id = @d{i} THEN {i}")
            )} ELSE place END
            WHERE tenant_id = @tenant AND staff_id = @person
            """,
            values
        );
    }
}
