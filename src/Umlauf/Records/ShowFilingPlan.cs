using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>A unit of the filing plan in its tree (Aktenplaneinheit).</summary>
public sealed record PlanUnit
{
    public required FilingPlanUnitId Id { get; init; }
    public FilingPlanUnitId? ParentId { get; init; }
    public required string Code { get; init; }
    public required string Name { get; init; }
    public required string Description { get; init; }
    public required bool Retired { get; init; }

    /// <summary>Whether there are units below.</summary>
    public required bool Branches { get; init; }
}

/// <summary>What the plan says about the end of life of a unit's files, from the unit itself or the nearest one above that says it.</summary>
/// <param name="Years">Years to keep; null is unlimited, or unknown when <paramref name="Unlimited"/> is false.</param>
/// <param name="Disposal">A archive, B appraise, V destroy (xdomea Aussonderungsart); null when the plan does not say.</param>
public sealed record Retention(bool Unlimited, int? Years, string? Disposal);

/// <summary>Shows the filing plan level by level (Aktenplan ansehen).</summary>
public sealed class ShowFilingPlan(Db db)
{
    private const string Columns = """
        SELECT u.id, u.parent_id, u.code, u.name, u.description, u.retired, EXISTS (
            SELECT 1 FROM records_filing_plan_unit c WHERE c.tenant_id = u.tenant_id AND c.parent_id = u.id) AS branches
        FROM records_filing_plan_unit u WHERE u.tenant_id = @tenant
        """;

    /// <param name="below">The unit whose next level is wanted; null for the main groups.</param>
    public async Task<IReadOnlyList<PlanUnit>> Run(Caller by, FilingPlanUnitId? below, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<PlanUnit>(
            $"{Columns} AND u.parent_id {(below is null ? "IS NULL" : "= @below")} ORDER BY u.code",
            new { below }
        );
    }

    /// <summary>Units whose code or name begins with what was typed, in use only; for a field that completes.</summary>
    public async Task<IReadOnlyList<PlanUnit>> Find(Caller by, string typed, int limit, CancellationToken ct)
    {
        var start = DocumentText
            .Line(typed, 50)
            .ToLowerInvariant()
            .Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal)
            .Replace("_", "!_", StringComparison.Ordinal);
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<PlanUnit>(
            $"""
            {Columns} AND u.retired = false AND (lower(u.code) LIKE @start ESCAPE '!' OR lower(u.name) LIKE @within ESCAPE '!')
            ORDER BY u.code LIMIT @limit
            """,
            new
            {
                start = start + "%",
                within = "%" + start + "%",
                limit = Math.Clamp(limit, 1, 200),
            }
        );
    }

    /// <summary>The unit with exactly this code; null when there is none.</summary>
    public async Task<PlanUnit?> ByCode(Caller by, string code, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.One<PlanUnit>($"{Columns} AND u.code = @code", new { code });
    }

    /// <summary>The unit itself and everything above it, main group first; null when there is none.</summary>
    public async Task<IReadOnlyList<PlanUnit>?> Path(Caller by, FilingPlanUnitId id, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var path = await unit.Query<PlanUnit>(
            """
            WITH RECURSIVE up (id, parent_id, code, name, description, retired, level) AS (
                SELECT id, parent_id, code, name, description, retired, 0 FROM records_filing_plan_unit WHERE tenant_id = @tenant AND id = @id
                UNION ALL
                SELECT u.id, u.parent_id, u.code, u.name, u.description, u.retired, up.level + 1
                FROM records_filing_plan_unit u JOIN up ON u.id = up.parent_id WHERE u.tenant_id = @tenant AND up.level < 50)
            SELECT id, parent_id, code, name, description, retired, 1 = 1 AS branches FROM up ORDER BY level DESC
            """,
            new { id }
        );
        return path.Count == 0 ? null : path;
    }

    /// <summary>How long files of a unit are kept and what then happens to them.</summary>
    public async Task<Retention?> RetentionOf(Caller by, FilingPlanUnitId id, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var rules = await unit.Query<Rule>(
            """
            WITH RECURSIVE up (id, parent_id, retention_unlimited, retention_years, disposal, level) AS (
                SELECT id, parent_id, retention_unlimited, retention_years, disposal, 0 FROM records_filing_plan_unit WHERE tenant_id = @tenant AND id = @id
                UNION ALL
                SELECT u.id, u.parent_id, u.retention_unlimited, u.retention_years, u.disposal, up.level + 1
                FROM records_filing_plan_unit u JOIN up ON u.id = up.parent_id WHERE u.tenant_id = @tenant AND up.level < 50)
            SELECT retention_unlimited, retention_years, disposal FROM up ORDER BY level
            """,
            new { id }
        );
        if (rules.Count == 0)
            return null;
        var years = rules.FirstOrDefault(rule => rule.RetentionUnlimited || rule.RetentionYears is not null);
        return new Retention(
            years?.RetentionUnlimited ?? false,
            years?.RetentionYears,
            rules.FirstOrDefault(rule => rule.Disposal is not null)?.Disposal
        );
    }

    private sealed record Rule
    {
        public required bool RetentionUnlimited { get; init; }
        public int? RetentionYears { get; init; }
        public string? Disposal { get; init; }
    }
}
