using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake.Model;

/// <summary>A row of the ledger as it is stored.</summary>
internal record ArrivalRow
{
    public const string Columns =
        "id, channel_id, hash, size, received_at, file_name, content_type, source, office_id, state, reason, document_id, repeats, repeated_at";

    public static string ColumnsOf(string alias) => alias + "." + Columns.Replace(", ", $", {alias}.", StringComparison.Ordinal);

    public required ArrivalId Id { get; init; }
    public required ChannelId ChannelId { get; init; }
    public required ContentHash Hash { get; init; }
    public required long Size { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string FileName { get; init; }
    public required string ContentType { get; init; }
    public required string Source { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required string State { get; init; }
    public string? Reason { get; init; }
    public DocumentId? DocumentId { get; init; }
    public required int Repeats { get; init; }
    public DateTimeOffset? RepeatedAt { get; init; }

    public ArrivalState At => Enum.Parse<ArrivalState>(State);

    public string Sealed() =>
        Seal.Of(
            Id.Value,
            ChannelId.Value,
            Hash.Hex,
            Size,
            ReceivedAt,
            FileName,
            ContentType,
            Source,
            OfficeId.Value,
            State,
            Reason,
            DocumentId?.Value,
            Repeats,
            RepeatedAt
        );
}

/// <summary>A row of the ledger that this worker has claimed for reading.</summary>
internal sealed record ClaimedRow : ArrivalRow
{
    public required int TenantId { get; init; }
    public required int Step { get; init; }
    public required int Attempts { get; init; }
    public required Guid Claim { get; init; }
    public required string ChannelKind { get; init; }
}
