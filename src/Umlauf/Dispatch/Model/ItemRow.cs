using System.Text.Json;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch.Model;

/// <summary>An outgoing item as it is stored.</summary>
internal sealed record ItemRow
{
    public const string Columns =
        "id, matter_id, state, revision, subject, body, in_reply_to, thread, awaits, created_at, attempts, next_at, reason, message_id, sender, hash, size, document_id";

    public required DispatchId Id { get; init; }
    public MatterId? MatterId { get; init; }
    public required DispatchState State { get; init; }
    public required int Revision { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public required string InReplyTo { get; init; }

    /// <summary>The Message-IDs before it, oldest first, as JSON.</summary>
    public required string Thread { get; init; }
    public Guid? Awaits { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required int Attempts { get; init; }
    public DateTimeOffset? NextAt { get; init; }
    public required string Reason { get; init; }
    public string? MessageId { get; init; }
    public required string Sender { get; init; }
    public ContentHash? Hash { get; init; }
    public required long Size { get; init; }
    public DocumentId? DocumentId { get; init; }

    public IReadOnlyList<string> References => JsonSerializer.Deserialize<string[]>(Thread)!;

    public static Task<ItemRow?> Find(Unit unit, DispatchId id) =>
        unit.One<ItemRow>($"SELECT {Columns} FROM dispatch_item WHERE tenant_id = @tenant AND id = @id", new { id });

    public static Task<ItemRow?> Take(Unit unit, DispatchId id) =>
        unit.One<ItemRow>(
            $"SELECT {Columns} FROM dispatch_item WHERE tenant_id = @tenant AND id = @id {unit.Dialect.ForUpdate}",
            new { id }
        );

    /// <summary>The next state with its reason; what waits goes out at <paramref name="nextAt"/>.</summary>
    public static Task<int> Move(Unit unit, DispatchId id, DispatchState state, string reason = "", DateTimeOffset? nextAt = null) =>
        unit.Exec(
            """
            UPDATE dispatch_item SET state = @state, reason = @reason, next_at = @nextAt, changed_at = @now
            WHERE tenant_id = @tenant AND id = @id
            """,
            new
            {
                id,
                state = state.ToString(),
                reason,
                nextAt,
                now = unit.Now,
            }
        );
}
