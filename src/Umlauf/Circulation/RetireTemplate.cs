using Umlauf.Circulation.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Circulation;

/// <summary>Takes a route template out of use (Vorlage zurückziehen). Its versions stay for the folders that began with them; saving it again revives it.</summary>
public sealed class RetireTemplate(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, Guid id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTemplates))
            return SaveTemplate.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        if (await SaveTemplate.Held(unit, id) is not { } held || !(await TemplateKeepers.Of(unit, by)).May(held.OfficeId))
            return SaveTemplate.NoSuchTemplate;
        if (held.Retired)
            return default(Done);
        await unit.Exec("UPDATE circulation_template SET retired = true WHERE tenant_id = @tenant AND id = @id", new { id });
        journal.Append(unit, "template-retired", id, new { version = held.Version });
        await unit.Commit();
        return default(Done);
    }
}
