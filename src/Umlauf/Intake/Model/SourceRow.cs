namespace Umlauf.Intake.Model;

/// <summary>The last comparison of a source with the ledger, as it is stored.</summary>
internal sealed record SourceRow
{
    public const string Columns = "channel_id, place, scope, there, taken, checked_at, problem, problem_since, seal";

    public required ChannelId ChannelId { get; init; }
    public required string Place { get; init; }
    public required string Scope { get; init; }
    public required long There { get; init; }
    public required long Taken { get; init; }
    public required DateTimeOffset CheckedAt { get; init; }
    public string? Problem { get; init; }
    public DateTimeOffset? ProblemSince { get; init; }
    public required string Seal { get; init; }

    public string Sealed() => Model.Seal.Of(ChannelId.Value, Place, Scope, There, Taken, CheckedAt, Problem, ProblemSince);
}
