using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>A case file as a row of a list (Akte in einer Liste).</summary>
public sealed record CaseFileRow
{
    public required CaseFileId Id { get; init; }
    public required FilingPlanUnitId PlanUnitId { get; init; }
    public required string Number { get; init; }
    public required int Year { get; init; }
    public required int Running { get; init; }
    public required string Subject { get; init; }
    public required OfficeId OfficeId { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
}

/// <summary>Lists the case files of a filing plan unit, newest first, and the matters in one (Akten einer Aktenplaneinheit). A case file is seen by whoever sees a matter in it.</summary>
public sealed class ListCaseFiles(Db db)
{
    /// <param name="before">The last row of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<CaseFileRow>> Run(
        Caller by,
        FilingPlanUnitId planUnit,
        CaseFileRow? before,
        int limit,
        CancellationToken ct
    )
    {
        if (!Rights.Of(by).May(Right.SeeRecords))
            return [];
        var rights = Visible.Matters(by);
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<CaseFileRow>(
            $"""
            SELECT f.id, f.plan_unit_id, f.number, f.year, f.running, f.subject, f.office_id, f.opened_at
            FROM records_case_file f
            WHERE f.tenant_id = @tenant AND f.plan_unit_id = @planUnit AND (f.year, f.running) < (@year, @running)
                AND EXISTS (SELECT 1 FROM records_matter m WHERE m.tenant_id = f.tenant_id AND m.case_file_id = f.id AND {rights.Sql})
            ORDER BY f.year DESC, f.running DESC LIMIT @limit
            """,
            rights.With(
                new
                {
                    planUnit,
                    year = before?.Year ?? int.MaxValue,
                    running = before?.Running ?? 0,
                    limit = Math.Clamp(limit, 1, 200),
                }
            )
        );
    }

    /// <summary>One case file; null when there is none or the caller sees no matter in it.</summary>
    public async Task<CaseFileRow?> Show(Caller by, CaseFileId id, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords))
            return null;
        var rights = Visible.Matters(by);
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.One<CaseFileRow>(
            $"""
            SELECT f.id, f.plan_unit_id, f.number, f.year, f.running, f.subject, f.office_id, f.opened_at
            FROM records_case_file f
            WHERE f.tenant_id = @tenant AND f.id = @id
                AND EXISTS (SELECT 1 FROM records_matter m WHERE m.tenant_id = f.tenant_id AND m.case_file_id = f.id AND {rights.Sql})
            """,
            rights.With(new { id })
        );
    }

    /// <summary>The matters of a case file in the order of their numbers.</summary>
    /// <param name="after">The running number of the last row of the page before, see <see cref="CaseFileMatter.Running"/>; 0 for the first page.</param>
    public async Task<IReadOnlyList<CaseFileMatter>> Matters(Caller by, CaseFileId id, int after, int limit, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.SeeRecords))
            return [];
        var rights = Visible.Matters(by);
        await using var unit = await db.Read(by.Actor, ct);
        return await unit.Query<CaseFileMatter>(
            $"""
            SELECT m.id, m.running, m.number, m.subject, m.state, m.office_id, m.responsible_id, m.opened_at
            FROM records_matter m
            WHERE m.tenant_id = @tenant AND m.case_file_id = @id AND m.running > @after AND {rights.Sql}
            ORDER BY m.running LIMIT @limit
            """,
            rights.With(
                new
                {
                    id,
                    after,
                    limit = Math.Clamp(limit, 1, 200),
                }
            )
        );
    }
}

/// <summary>A matter in its case file (Vorgang einer Akte).</summary>
public sealed record CaseFileMatter
{
    public required MatterId Id { get; init; }
    public required int Running { get; init; }
    public required string Number { get; init; }
    public required string Subject { get; init; }
    public required MatterState State { get; init; }
    public required OfficeId OfficeId { get; init; }
    public StaffMemberId? ResponsibleId { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
}
