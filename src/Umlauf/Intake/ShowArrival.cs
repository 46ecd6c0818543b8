using Umlauf.Formats.Reading;
using Umlauf.Identity;
using Umlauf.Intake.Model;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake;

/// <summary>An arrival with what a clerk needs to decide about it (Eingang im Einzelnen).</summary>
public sealed record ArrivalDetail
{
    public required ArrivalId Id { get; init; }
    public required ContentHash Hash { get; init; }
    public required long Size { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required ArrivalState State { get; init; }
    public string? Reason { get; init; }
    public DocumentId? DocumentId { get; init; }
    public MatterId? MatterId { get; init; }
    public string? MatterNumber { get; init; }
    public required string FileName { get; init; }
    public required string Title { get; init; }
    public required string From { get; init; }
    public required string Channel { get; init; }
    public required ChannelKind ChannelKind { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required Confidentiality Level { get; init; }
    public required int Repeats { get; init; }

    /// <summary>What kind of sender the message shows; a program's message must not be answered.</summary>
    public required MailNature Nature { get; init; }

    /// <summary>Other arrivals in sight with exactly these bytes ("das haben Sie schon").</summary>
    public IReadOnlyList<SameBytes> Same { get; init; } = [];

    /// <summary>What came inside, in its order.</summary>
    public IReadOnlyList<ArrivalPart> Parts { get; init; } = [];

    public bool InTray => State is ArrivalState.Read or ArrivalState.Exception;
}

/// <summary>Another arrival with the same bytes.</summary>
public sealed record SameBytes
{
    public required ArrivalId Id { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}

/// <summary>An attachment (Anlage).</summary>
public sealed record ArrivalPart
{
    public required DocumentId Id { get; init; }
    public required string Title { get; init; }
    public required long Size { get; init; }
    public required string ContentType { get; init; }

    /// <summary>It was read and holds no text, or is locked or damaged: search knows only its name.</summary>
    public required bool IsWithoutText { get; init; }
}

/// <summary>Shows one arrival (Eingang ansehen).</summary>
public sealed class ShowArrival(Db db)
{
    public async Task<Result<ArrivalDetail>> Run(Caller by, ArrivalId id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeTray))
            return FindArrival.NoSuchArrival;
        var rights = Sight.Of(by);
        await using var unit = await db.Read(by.Actor, ct);
        var arrival = await unit.One<ArrivalDetail>(
            $"""
            SELECT a.id, a.hash, a.size, a.received_at, a.state, a.reason, a.document_id, d.matter_id, m.number AS matter_number, a.file_name,
                COALESCE(d.title, a.file_name) AS title, COALESCE(d.author, '') AS "from", c.name AS channel, c.kind AS channel_kind,
                a.office_id, COALESCE(d.confidentiality, 0) AS level, a.repeats, COALESCE(e.nature, 0) AS nature
            FROM intake_arrival a {Sight.Document}
            JOIN intake_channel c ON c.tenant_id = a.tenant_id AND c.id = a.channel_id
            LEFT JOIN intake_envelope e ON e.tenant_id = a.tenant_id AND e.arrival_id = a.id
            LEFT JOIN records_pub_matter m ON m.tenant_id = d.tenant_id AND m.id = d.matter_id
            WHERE a.tenant_id = @tenant AND a.id = @id AND {rights.Sql}
            """,
            rights.With(new { id })
        );
        if (arrival is null)
            return FindArrival.NoSuchArrival;
        var same = await unit.Query<SameBytes>(
            $"""
            SELECT a.id, a.received_at FROM intake_arrival a {Sight.Document}
            WHERE a.tenant_id = @tenant AND a.hash = @Hash AND a.id <> @Id AND {rights.Sql} ORDER BY a.received_at LIMIT 5
            """,
            rights.With(new { arrival.Hash, arrival.Id })
        );
        var parts = await unit.Query<ArrivalPart>(
            """
            SELECT p.id, p.title, v.size, v.content_type, t.document_id IS NULL AND w.arrival_id IS NULL AS is_without_text
            FROM records_pub_document p
            JOIN records_pub_document_version v ON v.tenant_id = p.tenant_id AND v.document_id = p.id AND v.number = p.version
            LEFT JOIN records_pub_text t ON t.tenant_id = p.tenant_id AND t.document_id = p.id
            LEFT JOIN intake_waiting w ON w.tenant_id = p.tenant_id AND w.arrival_id = @Id
            WHERE p.tenant_id = @tenant AND p.root_id = @DocumentId AND p.parent_id IS NOT NULL ORDER BY p.place
            """,
            new { arrival.DocumentId, arrival.Id }
        );
        return arrival with { Same = same, Parts = parts };
    }
}
