using Umlauf.Platform;

namespace Umlauf.Dispatch.Model;

/// <summary>One attempt as it is stored.</summary>
internal sealed record AttemptRow
{
    private const string Columns = "number, job_id, started_at, handed_at, ended_at, outcome, looks, probed_at";

    public required int Number { get; init; }
    public required Guid JobId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? HandedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public AttemptOutcome? Outcome { get; init; }
    public required int Looks { get; init; }
    public DateTimeOffset? ProbedAt { get; init; }

    public static Task<AttemptRow?> Last(Unit unit, DispatchId item) =>
        unit.One<AttemptRow>(
            $"SELECT {Columns} FROM dispatch_attempt WHERE tenant_id = @tenant AND item_id = @item ORDER BY number DESC LIMIT 1",
            new { item }
        );

    /// <summary>Writes how it ended, if that is not known yet.</summary>
    /// <returns>False when the attempt was ended by somebody else.</returns>
    public static async Task<bool> End(Unit unit, DispatchId item, int number, AttemptOutcome outcome, int code, string answer) =>
        await unit.Exec(
            """
            UPDATE dispatch_attempt SET ended_at = @now, outcome = @outcome, code = @code, answer = @answer
            WHERE tenant_id = @tenant AND item_id = @item AND number = @number AND (outcome IS NULL OR outcome = 'Unknown')
            """,
            new
            {
                item,
                number,
                outcome = outcome.ToString(),
                code,
                answer,
                now = unit.Now,
            }
        ) == 1;
}
