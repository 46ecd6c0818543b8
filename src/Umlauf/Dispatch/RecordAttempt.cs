using Umlauf.Dispatch.Model;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>
/// Records how an attempt ended and what follows (Ergebnis festhalten): sent, with the exact bytes filed in the matter; tried again after a growing pause;
/// failed, for everybody to see; or in doubt.
/// </summary>
public sealed class RecordAttempt(Db db, JournalWriter journal, Jobs jobs, AddDocument addDocument, Settings settings)
{
    private const int LongestAnswer = 500;

    private readonly DispatchSettings patience = settings.Part<DispatchSettings>("dispatch");

    /// <param name="tenant">The administration.</param>
    /// <param name="id">The item.</param>
    /// <param name="number">The attempt.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="code">The server's reply code, or 0.</param>
    /// <param name="answer">The server's own words, or what went wrong on the way.</param>
    /// <param name="ct">Cancellation.</param>
    public async Task Run(TenantId tenant, DispatchId id, int number, AttemptOutcome outcome, int code, string answer, CancellationToken ct)
    {
        // Made outside the transaction, because that takes time.
        DocumentText? text = null;
        if (outcome == AttemptOutcome.Accepted)
        {
            await using var look = await db.Read(Actor.System(tenant), ct);
            text = await ItemRow.Find(look, id) is { } found ? TextOf(found) : null;
        }
        await using var unit = await db.Write(Actor.System(tenant), ct);
        await Within(unit, id, number, outcome, code, answer, text);
        await unit.Commit();
    }

    internal static DocumentText TextOf(ItemRow item) => DocumentText.Of($"{item.Subject}\n{item.Body}");

    /// <returns>False when the attempt was ended by somebody else; nothing changes then.</returns>
    internal async Task<bool> Within(
        Unit unit,
        DispatchId id,
        int number,
        AttemptOutcome outcome,
        int code,
        string answer,
        DocumentText? text
    )
    {
        answer = DocumentText.Line(answer, LongestAnswer);
        if (
            await ItemRow.Take(unit, id) is not { State: DispatchState.Sending or DispatchState.Doubtful } item
            || !await AttemptRow.End(unit, id, number, outcome, code, answer)
        )
            return false;
        switch (outcome)
        {
            case AttemptOutcome.Accepted:
                await Sent(unit, item, text ?? TextOf(item));
                journal.Append(
                    unit,
                    "dispatch-sent",
                    id.Value,
                    new
                    {
                        attempt = number,
                        code,
                        hash = item.Hash?.Hex,
                    }
                );
                break;
            case AttemptOutcome.Unknown:
                await ItemRow.Move(unit, id, DispatchState.Doubtful, answer);
                await SendJob.Enqueue(unit, jobs, id, $"look-{number}-0", unit.Now + TimeSpan.FromSeconds(patience.LookSeconds));
                journal.Append(unit, "dispatch-in-doubt", id.Value, new { attempt = number });
                break;
            case AttemptOutcome.NotTaken:
                await ItemRow.Move(unit, id, DispatchState.Queued, nextAt: unit.Now);
                await SendJob.Enqueue(unit, jobs, id, $"after-{number}");
                journal.Append(unit, "dispatch-not-taken", id.Value, new { attempt = number });
                break;
            case AttemptOutcome.Deferred when item.Attempts <= patience.Pauses.Count:
                var next = unit.Now + TimeSpan.FromMinutes(patience.Pauses[item.Attempts - 1]);
                await ItemRow.Move(unit, id, DispatchState.Queued, answer, next);
                await SendJob.Enqueue(unit, jobs, id, $"after-{number}", next);
                journal.Append(unit, "dispatch-deferred", id.Value, new { attempt = number, code });
                break;
            default:
                await ItemRow.Move(unit, id, DispatchState.Failed, answer);
                journal.Append(unit, "dispatch-failed", id.Value, new { attempt = number, code });
                break;
        }
        return true;
    }

    /// <summary>The exact bytes become a document of the matter, so that question and answer stand in the same place.</summary>
    private async Task Sent(Unit unit, ItemRow item, DocumentText text)
    {
        await ItemRow.Move(unit, item.Id, DispatchState.Sent);
        if (item.MatterId is not { } matter)
            return;
        var place = await unit.One<MatterPlace>(
            $"SELECT office_id, confidentiality FROM records_pub_matter WHERE tenant_id = @tenant AND id = @matter {unit.Dialect.ForUpdate}",
            new { matter }
        );
        var document = Ids.New<DocumentId>(unit.Now);
        await addDocument.Into(
            unit,
            new NewDocument
            {
                Id = document,
                Kind = DocumentKind.Mail,
                Office = place!.OfficeId,
                Title = item.Subject,
                Author = item.Sender,
                ReceivedAt = unit.Now,
                Content = new NewContent(new StoredBlob(item.Hash!.Value, item.Size), "message/rfc822", $"{item.Id.Value:N}.eml"),
                Text = text,
            },
            matter,
            place.OfficeId,
            place.Confidentiality
        );
        await unit.Exec(
            "UPDATE dispatch_item SET document_id = @document WHERE tenant_id = @tenant AND id = @Id",
            new { document, item.Id }
        );
    }

    private sealed record MatterPlace
    {
        public required Identity.OfficeId OfficeId { get; init; }
        public required Identity.Confidentiality Confidentiality { get; init; }
    }
}
