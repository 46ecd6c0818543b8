using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Ends a permanent deputy (ständige Vertretung entlassen). What the deputy did stays on record.</summary>
public sealed class DismissDeputy(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSuchDeputy = new(
        "identity.no-such-deputy",
        "Diese Vertretung gibt es nicht oder nicht mehr.",
        "There is no such deputy, or not any more.",
        404
    );

    public async Task<Result<Done>> Run(Caller by, StaffMemberId person, StaffMemberId deputy, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        if (await Planning.WhyNot(unit, by, person) is { } refusal)
            return refusal;
        await ActingRows.Alone(unit);
        var dismissed = await unit.Exec(
            "DELETE FROM identity_deputy WHERE tenant_id = @tenant AND staff_id = @person AND deputy_id = @deputy",
            new { person, deputy }
        );
        if (dismissed == 0)
            return NoSuchDeputy;
        await DeputyRows.Order(unit, person, [.. (await DeputyRows.Of(unit, person)).Select(one => one.DeputyId)]);
        journal.Append(unit, "deputy-dismissed", person.Value, new { deputy = deputy.Value });
        await ActingRows.Refresh(unit, person);
        await unit.Commit();
        return default(Done);
    }
}
