using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Takes a naming for a matter back (Freigabe zurücknehmen).</summary>
public sealed class RevokeAccess(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, MatterId matter, StaffMemberId person, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await MatterAtWork.Take(unit, by, matter, mustBeOpen: false);
        if (!taken.Ok)
            return taken.Refusal!;
        var revoked = await unit.Exec(
            "DELETE FROM records_grant WHERE tenant_id = @tenant AND matter_id = @matter AND staff_id = @person",
            new { matter, person }
        );
        if (revoked > 0)
        {
            await SearchIndex.RefreshMatter(unit, matter);
            journal.Append(unit, "access-revoked", matter.Value, new { person = person.Value });
        }
        await unit.Commit();
        return default(Done);
    }
}
