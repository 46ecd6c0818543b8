using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Appoints a permanent deputy (ständige Vertretung bestellen), or changes place and right of one.</summary>
public sealed class AppointDeputy(Db db, JournalWriter journal)
{
    /// <summary>More would be nobody's deputy any more.</summary>
    public const int Most = 9;

    public static readonly Refusal TooMany = new(
        "identity.too-many-deputies",
        "Eine Person hat höchstens neun Vertretungen. Entlassen Sie zuerst eine.",
        "A person has nine deputies at most. Dismiss one first.",
        409
    );

    /// <param name="by">The person, a head, the head above, or an administrator.</param>
    /// <param name="person">For whom the deputy will act.</param>
    /// <param name="deputy">Who will act.</param>
    /// <param name="always">May act while the person is there, too.</param>
    /// <param name="place">0 comes first; null: after the others, or where the deputy stands already.</param>
    /// <param name="ct">Ends the waiting.</param>
    public async Task<Result<Done>> Run(
        Caller by,
        StaffMemberId person,
        StaffMemberId deputy,
        bool always,
        int? place,
        CancellationToken ct
    )
    {
        await using var unit = await db.Write(by.Actor, ct);
        if (await Planning.WhyNot(unit, by, person) is { } refusal)
            return refusal;
        if (!await Planning.CanAct(unit, deputy))
            return EnterAbsence.NoDeputy;
        await ActingRows.Alone(unit);
        var deputies = await ActingRows.Load(unit, LocalDays.Of(unit.Now));
        if (deputies.WhyNotAppoint(person, deputy) is { } why)
            return why;
        var before = (await DeputyRows.Of(unit, person)).Select(one => one.DeputyId).ToList();
        var others = before.Where(one => one != deputy).ToList();
        if (others.Count >= Most)
            return TooMany;
        var at = place ?? (before.IndexOf(deputy) is >= 0 and var present ? present : others.Count);
        others.Insert(Math.Clamp(at, 0, others.Count), deputy);
        await unit.Exec(
            """
            INSERT INTO identity_deputy (tenant_id, staff_id, deputy_id, place, always) VALUES (@tenant, @person, @deputy, 0, @always)
            ON CONFLICT (tenant_id, staff_id, deputy_id) DO UPDATE SET always = excluded.always
            """,
            new
            {
                person,
                deputy,
                always,
            }
        );
        await DeputyRows.Order(unit, person, others);
        journal.Append(
            unit,
            "deputy-appointed",
            person.Value,
            new
            {
                deputy = deputy.Value,
                always,
                order = others.Select(one => one.Value),
            }
        );
        await ActingRows.Refresh(unit, person);
        await unit.Commit();
        return default(Done);
    }
}
