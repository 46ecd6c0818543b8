using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>Gives a matter to a person, to nobody, or to another office (Vorgang zuweisen, abgeben).</summary>
public sealed class AssignMatter(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, MatterId id, OfficeId office, StaffMemberId? responsible, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var matter = await MatterAtWork.Take(unit, by, id);
        if (!matter.Ok)
            return matter.Refusal!;
        await unit.Exec(
            "UPDATE records_matter SET office_id = @office, responsible_id = @responsible WHERE tenant_id = @tenant AND id = @id",
            new
            {
                id,
                office,
                responsible,
            }
        );
        if (office != matter.Value.OfficeId)
            await DocumentsOf.MoveToOffice(unit, id, office);
        await SearchIndex.RefreshMatter(unit, id);
        journal.Append(
            unit,
            "matter-assigned",
            id.Value,
            new
            {
                office = office.Value,
                responsible = responsible?.Value,
                fromOffice = matter.Value.OfficeId.Value,
                fromResponsible = matter.Value.ResponsibleId?.Value,
            }
        );
        await unit.Commit();
        return default(Done);
    }
}
