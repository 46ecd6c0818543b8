using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Throws a draft away (Entwurf verwerfen). What was released is cancelled, never removed.</summary>
public sealed class RemoveDraft(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, DispatchId id, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        if (taken.Value.State != DispatchState.Draft)
            return DispatchRefusals.NotADraft;
        await unit.Exec("DELETE FROM dispatch_recipient WHERE tenant_id = @tenant AND item_id = @id", new { id });
        await unit.Exec("DELETE FROM dispatch_attachment WHERE tenant_id = @tenant AND item_id = @id", new { id });
        await unit.Exec("DELETE FROM dispatch_item WHERE tenant_id = @tenant AND id = @id", new { id });
        journal.Append(unit, "dispatch-draft-removed", id.Value);
        await unit.Commit();
        return default(Done);
    }
}
