using System.Globalization;
using System.Text;
using Umlauf.Platform;

namespace Umlauf.Identity.Model;

/// <summary>Keeps who may act for whom, from today on, in step with absences and permanent deputies: in the transaction that changes them.</summary>
internal static class ActingRows
{
    /// <summary>Stands for "no end is known".</summary>
    public static readonly DateOnly Open = new(9999, 1, 1);

    private const int Batch = 100;

    /// <summary>Nobody else changes absences or deputies of the administration until the commit.</summary>
    public static Task Alone(Unit unit) =>
        unit.Scalar<int>("SELECT tenant_id FROM identity_administration WHERE tenant_id = @tenant " + unit.Dialect.ForUpdate);

    /// <summary>Writes anew who may act for this person and for those whose deputies can lead to the person.</summary>
    public static async Task<IReadOnlyList<ActingSpan>> Refresh(Unit unit, StaffMemberId changed)
    {
        var today = LocalDays.Of(unit.Now);
        var deputies = await Load(unit, today);
        var all = new List<ActingSpan>();
        foreach (var people in deputies.Reaching(changed).Chunk(Batch))
        {
            var names = people.Select((person, i) => (Name: $"p{i}", Person: person)).ToList();
            await unit.Exec(
                $"DELETE FROM identity_acting WHERE tenant_id = @tenant AND acts_for_id IN ({string.Join(", ", names.Select(one => "@" + one.Name))})",
                names.ToDictionary(one => one.Name, one => (object?)one.Person.Value, StringComparer.Ordinal)
            );
            foreach (var spans in people.SelectMany(person => deputies.Spans(person, today)).Chunk(Batch))
            {
                await Insert(unit, spans);
                all.AddRange(spans);
            }
        }
        return all;
    }

    private static async Task Insert(Unit unit, ActingSpan[] spans)
    {
        var sql = new StringBuilder("INSERT INTO identity_acting (tenant_id, acts_for_id, staff_id, reason, from_on, until_on) VALUES ");
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < spans.Length; i++)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $"{(i > 0 ? ", " : "")}(@tenant, @for{i}, @staff{i}, @reason{i}, @from{i}, @until{i})"
            );
            values[$"for{i}"] = spans[i].For.Value;
            values[$"staff{i}"] = spans[i].Deputy.Value;
            values[$"reason{i}"] = spans[i].Reason.ToString();
            values[$"from{i}"] = spans[i].FromOn;
            values[$"until{i}"] = spans[i].UntilOn ?? Open;
        }
        await unit.Exec(sql.ToString(), values);
    }

    /// <summary>Everything that can matter from a day on.</summary>
    public static async Task<Deputies> Load(Unit unit, DateOnly from) =>
        new(
            await unit.Query<Absence>(
                """
                SELECT id, staff_id, from_on, back_on, deputy_id FROM identity_absence
                WHERE tenant_id = @tenant AND (back_on IS NULL OR back_on > @from)
                """,
                new { from }
            ),
            await unit.Query<PermanentDeputy>("SELECT staff_id, deputy_id, place, always FROM identity_deputy WHERE tenant_id = @tenant"),
            await Gone(unit)
        );

    /// <summary>People whose access is ended and whose deputies or principals it concerns.</summary>
    public static Task<IReadOnlyList<StaffMemberId>> Gone(Unit unit) =>
        unit.Query<StaffMemberId>(
            """
            SELECT s.id FROM identity_staff s
            WHERE s.tenant_id = @tenant AND s.active = false AND (
                EXISTS (SELECT 1 FROM identity_deputy d WHERE d.tenant_id = s.tenant_id AND (d.staff_id = s.id OR d.deputy_id = s.id))
                OR EXISTS (SELECT 1 FROM identity_absence a WHERE a.tenant_id = s.tenant_id AND a.deputy_id = s.id)
            )
            """
        );
}
