using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Takes a party out of a matter (Beteiligte entfernen). Who belongs to no matter any more is deleted.</summary>
public sealed class RemoveParty(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, MatterId matter, PartyId party, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await MatterAtWork.Take(unit, by, matter);
        if (!taken.Ok)
            return taken.Refusal!;
        var removed = await unit.Exec(
            "DELETE FROM records_matter_party WHERE tenant_id = @tenant AND matter_id = @matter AND party_id = @party",
            new { matter, party }
        );
        if (removed == 0)
            return AddParty.NoSuchParty;
        await unit.Exec(
            """
            DELETE FROM records_party WHERE tenant_id = @tenant AND id = @party
                AND NOT EXISTS (SELECT 1 FROM records_matter_party mp WHERE mp.tenant_id = @tenant AND mp.party_id = @party)
            """,
            new { party }
        );
        journal.Append(unit, "party-removed", matter.Value, new { party = party.Value });
        await unit.Commit();
        return default(Done);
    }
}
