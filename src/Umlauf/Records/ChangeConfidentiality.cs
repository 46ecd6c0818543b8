using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Opens or closes a matter and everything in it further (Vertraulichkeit ändern).</summary>
public sealed class ChangeConfidentiality(Db db, JournalWriter journal)
{
    public static readonly Refusal LocksYouOut = new(
        "records.locks-you-out",
        "Danach könnten Sie den Vorgang selbst nicht mehr sehen. Lassen Sie sich zuerst namentlich freigeben oder als zuständig eintragen.",
        "You could not see the matter yourself afterwards. Have yourself named for it or made responsible first."
    );

    public async Task<Result<Done>> Run(Caller by, MatterId id, Confidentiality level, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var matter = await MatterAtWork.Take(unit, by, id, mustBeOpen: false);
        if (!matter.Ok)
            return matter.Refusal!;
        await unit.Exec("UPDATE records_matter SET confidentiality = @level WHERE tenant_id = @tenant AND id = @id", new { id, level });
        if (!await Visible.Matter(unit, by, id))
            return LocksYouOut;
        await DocumentsOf.Reclassify(unit, id, level);
        await SearchIndex.RefreshMatter(unit, id);
        journal.Append(unit, "matter-confidentiality-changed", id.Value, new { from = (int)matter.Value.Confidentiality, to = (int)level });
        await unit.Commit();
        return default(Done);
    }
}
