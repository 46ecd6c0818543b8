using System.Text.Json;
using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>Begins an outgoing item in a matter, as an answer or on its own (Ausgang vorbereiten). Nothing goes out before it is released.</summary>
public sealed class PrepareReply(Db db, JournalWriter journal, ShowDocument showDocument, ReadContent readContent)
{
    public async Task<Result<DispatchId>> Run(Caller by, NewDispatch wanted, CancellationToken ct)
    {
        Original? original = null;
        if (wanted.Answers is { } document)
        {
            var shown = await showDocument.Run(by, document, ct);
            if (shown.Refusal is { } hidden)
                return hidden;
            var content = await readContent.Run(by, document, shown.Value.Version, ct);
            if (content.Refusal is { } gone)
                return gone;
            original = await Original.Read(content.Value.Bytes);
        }
        await using var unit = await db.Write(by.Actor, ct);
        if (await Sight.MayWriteFrom(unit, by, wanted.Matter) is { } closed)
            return closed;
        var draft = await Draft.Check(unit, by, wanted.Matter, wanted.Text);
        if (draft.Refusal is { } refusal)
            return refusal;
        var id = await Insert(unit, by, wanted.Matter, draft.Value, original, wanted.Awaits);
        await unit.Commit();
        return id;
    }

    /// <summary>The row of a new item, with recipients and files.</summary>
    internal async Task<DispatchId> Insert(Unit unit, Caller by, MatterId? matter, Draft draft, Original? original, Guid? awaits)
    {
        var id = Ids.New<DispatchId>(unit.Now);
        await unit.Exec(
            """
            INSERT INTO dispatch_item
                (tenant_id, id, matter_id, state, revision, subject, body, in_reply_to, thread, awaits, created_at, created_staff, changed_at,
                attempts, reason, sender, size)
            VALUES (@tenant, @id, @matter, @state, 1, @Subject, @Body, @inReplyTo, @thread, @awaits, @now, @staff, @now, 0, '', '', 0)
            """,
            new
            {
                id,
                matter = matter?.Value,
                state = (awaits is null ? DispatchState.Draft : DispatchState.Waiting).ToString(),
                draft.Subject,
                draft.Body,
                inReplyTo = original?.InReplyTo ?? "",
                thread = JsonSerializer.Serialize(original?.References ?? []),
                awaits,
                now = unit.Now,
                staff = by.Staff?.Value,
            }
        );
        await draft.Store(unit, id);
        journal.Append(
            unit,
            "dispatch-prepared",
            id.Value,
            new
            {
                matter = matter?.Value,
                awaits,
                recipients = draft.To.Count + draft.Cc.Count,
                files = draft.Files.Select(file => new
                {
                    document = file.DocumentId.Value,
                    version = file.Version,
                    hash = file.Hash.Hex,
                }),
            }
        );
        return id;
    }
}
