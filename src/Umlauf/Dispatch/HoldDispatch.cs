using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>Lets a draft wait for a signature (zur Zeichnung halten): from now on nobody changes it, and the signature alone releases it.</summary>
public sealed class HoldDispatch(Db db, JournalWriter journal)
{
    public async Task<Result<Done>> Run(Caller by, DispatchId id, Guid awaits, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var held = await Within(unit, by, id, awaits);
        if (held.Ok)
            await unit.Commit();
        return held;
    }

    /// <summary>In the transaction that makes what it waits for.</summary>
    public async Task<Result<Done>> Within(Unit unit, Caller by, DispatchId id, Guid awaits)
    {
        var taken = await Sight.Take(unit, by, id);
        if (taken.Refusal is { } hidden)
            return hidden;
        if (taken.Value.State != DispatchState.Draft)
            return DispatchRefusals.NotADraft;
        await unit.Exec(
            "UPDATE dispatch_item SET state = 'Waiting', awaits = @awaits, changed_at = @now WHERE tenant_id = @tenant AND id = @id",
            new
            {
                id,
                awaits,
                now = unit.Now,
            }
        );
        journal.Append(unit, "dispatch-held", id.Value, new { awaits });
        return default(Done);
    }

    /// <summary>The other way round, when what it waited for was given up.</summary>
    public async Task LetGo(Unit unit, Guid awaits)
    {
        var freed = await unit.Query<DispatchId>(
            """
            UPDATE dispatch_item SET state = 'Draft', awaits = NULL, changed_at = @now
            WHERE tenant_id = @tenant AND awaits = @awaits AND state = 'Waiting' RETURNING id
            """,
            new { awaits, now = unit.Now }
        );
        foreach (var id in freed)
            journal.Append(unit, "dispatch-let-go", id.Value, new { awaits });
    }

    /// <summary>Files of the item that are documents of the signed folder go out in the version that was signed.</summary>
    public static async Task Align(
        Unit unit,
        DispatchId id,
        IReadOnlyCollection<(DocumentId Document, int Version, ContentHash Hash)> signed
    )
    {
        foreach (var (document, version, hash) in signed)
        {
            await unit.Exec(
                """
                UPDATE dispatch_attachment SET version = @version, hash = @hash
                WHERE tenant_id = @tenant AND item_id = @id AND document_id = @document AND version <> @version
                """,
                new
                {
                    id,
                    document,
                    version,
                    hash,
                }
            );
        }
    }
}
