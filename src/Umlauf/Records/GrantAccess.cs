using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Names somebody for a matter who would not see it otherwise, with the reason, or takes that back (namentlich freigeben).</summary>
public sealed class GrantAccess(Db db, JournalWriter journal)
{
    public static readonly Refusal NoReason = new(
        "records.grant-without-reason",
        "Geben Sie an, warum diese Person den Vorgang sehen soll (höchstens 300 Zeichen).",
        "Say why this person shall see the matter (at most 300 characters)."
    );

    public async Task<Result<Done>> Run(Caller by, MatterId matter, StaffMemberId person, string reason, CancellationToken ct)
    {
        var why = DocumentText.Line(reason, 301);
        if (why.Length is 0 or > 300)
            return NoReason;
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await MatterAtWork.Take(unit, by, matter, mustBeOpen: false);
        if (!taken.Ok)
            return taken.Refusal!;
        await unit.Exec(
            """
            INSERT INTO records_grant (tenant_id, matter_id, staff_id, reason, granted_at, granted_by)
            VALUES (@tenant, @matter, @person, @why, @now, @Staff)
            ON CONFLICT (tenant_id, matter_id, staff_id) DO UPDATE
            SET reason = excluded.reason, granted_at = excluded.granted_at, granted_by = excluded.granted_by
            """,
            new
            {
                matter,
                person,
                why,
                now = unit.Now,
                by.Staff,
            }
        );
        await SearchIndex.RefreshMatter(unit, matter);
        journal.Append(unit, "access-granted", matter.Value, new { person = person.Value });
        await unit.Commit();
        return default(Done);
    }
}
