using Umlauf.Journal;

namespace Umlauf.Dispatch;

/// <summary>What the journal vouches for in the outbox (versiegelte Zeilen): every act on an item seals the whole of it.</summary>
internal sealed class DispatchSeals : ISealedTables
{
    private const string Acts = "dispatch-*";

    public IReadOnlyList<SealedTable> Tables { get; } =
    [
        new("dispatch_server", null, "settings", "dispatch-server-set-up"),
        new(
            "dispatch_item",
            "id",
            "id, matter_id, state, revision, subject, body, in_reply_to, thread, awaits, created_at, created_staff, changed_at, attempts, next_at, reason, message_id, sender, hash, size, document_id",
            Acts
        ),
        new("dispatch_recipient", "item_id", "item_id, place, copy, name, address", Acts),
        new("dispatch_attachment", "item_id", "item_id, place, document_id, version, hash, size, content_type, file_name", Acts),
        new(
            "dispatch_attempt",
            "item_id",
            "item_id, number, job_id, started_at, handed_at, ended_at, outcome, code, answer, looks, probed_at",
            Acts
        ),
    ];
}
