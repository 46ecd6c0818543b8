using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Changes a draft (Entwurf ändern), if it still is as the writer saw it.</summary>
public sealed class ChangeDraft(Db db, JournalWriter journal)
{
    /// <param name="revision">The revision that the form was filled from.</param>
    public async Task<Result<int>> Run(Caller by, DispatchId id, int revision, DraftText text, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        if (taken.Value.State != DispatchState.Draft)
            return DispatchRefusals.NotADraft;
        if (taken.Value.Revision != revision)
            return DispatchRefusals.Changed;
        var draft = await Draft.Check(unit, by, taken.Value.MatterId, text);
        if (draft.Refusal is { } refusal)
            return refusal;
        await unit.Exec(
            """
            UPDATE dispatch_item SET revision = revision + 1, subject = @Subject, body = @Body, changed_at = @now
            WHERE tenant_id = @tenant AND id = @id
            """,
            new
            {
                id,
                draft.Value.Subject,
                draft.Value.Body,
                now = unit.Now,
            }
        );
        await draft.Value.Store(unit, id);
        journal.Append(
            unit,
            "dispatch-draft-changed",
            id.Value,
            new
            {
                revision = revision + 1,
                files = draft.Value.Files.Select(file => new
                {
                    document = file.DocumentId.Value,
                    version = file.Version,
                    hash = file.Hash.Hex,
                }),
            }
        );
        await unit.Commit();
        return revision + 1;
    }
}
