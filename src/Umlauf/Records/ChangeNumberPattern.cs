using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Records;

/// <summary>Changes how the numbers of new case files or matters are written (Bildungsregel ändern). Numbers already given stay.</summary>
public sealed class ChangeNumberPattern(Db db, JournalWriter journal)
{
    public async Task<Result<NumberPattern>> Run(Caller by, bool forMatter, string pattern, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return RecordsRefusals.NotAllowed;
        var parsed = NumberPattern.Parse(pattern, forMatter);
        if (!parsed.Ok)
            return parsed;
        await using var unit = await db.Write(by.Actor, ct);
        var kind = forMatter ? "matter" : "case_file";
        await unit.Exec(
            """
            INSERT INTO records_number_pattern (tenant_id, kind, pattern) VALUES (@tenant, @kind, @Text)
            ON CONFLICT (tenant_id, kind) DO UPDATE SET pattern = excluded.pattern
            """,
            new { kind, parsed.Value.Text }
        );
        journal.Append(unit, "number-pattern-changed", Guid.CreateVersion7(unit.Now), new { kind, pattern = parsed.Value.Text });
        await unit.Commit();
        return parsed;
    }
}
