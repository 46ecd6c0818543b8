using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>An outgoing item with everything that happened to it (Ausgang im Einzelnen).</summary>
public sealed record DispatchDetail
{
    public required DispatchId Id { get; init; }
    public MatterId? MatterId { get; init; }
    public string? MatterNumber { get; init; }
    public string? MatterSubject { get; init; }
    public required DispatchState State { get; init; }
    public required int Revision { get; init; }
    public required string Subject { get; init; }
    public required string Body { get; init; }
    public required string Sender { get; init; }
    public string? MessageId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public StaffMemberId? CreatedStaff { get; init; }
    public required DateTimeOffset ChangedAt { get; init; }
    public DateTimeOffset? NextAt { get; init; }
    public required string Reason { get; init; }

    /// <summary>The exact bytes that went out, in the matter; null before they did.</summary>
    public DocumentId? DocumentId { get; init; }
    public IReadOnlyList<DispatchRecipient> Recipients { get; init; } = [];
    public IReadOnlyList<DispatchFile> Files { get; init; } = [];

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DispatchAttempt> Attempts { get; init; } = [];
}

/// <summary>Whom an item goes to (Empfänger).</summary>
public sealed record DispatchRecipient
{
    public required bool Copy { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }

    public override string ToString() => Name.Length == 0 ? Address : $"{Name} <{Address}>";
}

/// <summary>A version of a document that goes with an item (Anlage).</summary>
public sealed record DispatchFile
{
    public required DocumentId DocumentId { get; init; }
    public required int Version { get; init; }
    public required string FileName { get; init; }
    public required long Size { get; init; }
    public required ContentHash Hash { get; init; }
}

/// <summary>One attempt to send (Zustellversuch); no outcome while it is under way.</summary>
public sealed record DispatchAttempt
{
    public required int Number { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? HandedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public AttemptOutcome? Outcome { get; init; }
    public required int Code { get; init; }
    public required string Answer { get; init; }
    public required int Looks { get; init; }
}

/// <summary>Shows one outgoing item (Ausgang ansehen).</summary>
public sealed class ShowDispatch(Db db)
{
    public async Task<Result<DispatchDetail>> Run(Caller by, DispatchId id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords) && !Rights.Of(by).May(Right.Administrate))
            return DispatchRefusals.NoSuchItem;
        var rights = Sight.Of(by);
        await using var unit = await db.Read(by.Actor, ct);
        var item = await unit.One<DispatchDetail>(
            $"""
            SELECT i.id, i.matter_id, m.number AS matter_number, m.subject AS matter_subject, i.state, i.revision, i.subject, i.body, i.sender,
                i.message_id, i.created_at, i.created_staff, i.changed_at, i.next_at, i.reason, i.document_id
            FROM dispatch_item i {Sight.Matter} WHERE i.tenant_id = @tenant AND i.id = @id AND {rights.Sql}
            """,
            rights.With(new { id })
        );
        if (item is null)
            return DispatchRefusals.NoSuchItem;
        return item with
        {
            Recipients = await unit.Query<DispatchRecipient>(
                "SELECT copy, name, address FROM dispatch_recipient WHERE tenant_id = @tenant AND item_id = @id ORDER BY place",
                new { id }
            ),
            Files = await unit.Query<DispatchFile>(
                """
                SELECT document_id, version, file_name, size, hash FROM dispatch_attachment
                WHERE tenant_id = @tenant AND item_id = @id ORDER BY place
                """,
                new { id }
            ),
            Attempts = await unit.Query<DispatchAttempt>(
                """
                SELECT number, started_at, handed_at, ended_at, outcome, code, answer, looks FROM dispatch_attempt
                WHERE tenant_id = @tenant AND item_id = @id ORDER BY number DESC
                """,
                new { id }
            ),
        };
    }
}
