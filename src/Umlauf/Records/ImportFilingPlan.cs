using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records.Model;

namespace Umlauf.Records;

/// <summary>What is wrong on which line of a file.</summary>
public sealed record ImportProblem(int Line, string German, string English);

/// <summary>What an import did, or would do.</summary>
/// <param name="Untouched">Units of the plan in use that the file does not mention; they stay.</param>
public sealed record ImportedPlan(int Added, int Changed, int Same, int Untouched, IReadOnlyList<ImportProblem> Problems)
{
    public bool Ok => Problems.Count == 0;
}

/// <summary>
/// Takes a filing plan from a CSV file (Aktenplan einlesen): all of it or nothing. A second import changes what differs and adds what is new.
/// Columns by name: kennzeichen, bezeichnung, inhaltsangabe, aufbewahrung_jahre (a number or "unbefristet"; empty: as above), aussonderungsart (A, B, V;
/// empty: as above), and if wanted stillgelegt and uebergeordnet. Without uebergeordnet the code itself says what stands above.
/// </summary>
public sealed class ImportFilingPlan(Db db, JournalWriter journal)
{
    public async Task<Result<ImportedPlan>> Run(Caller by, ReadOnlyMemory<byte> csv, bool dryRun, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return RecordsRefusals.NotAllowed;
        var file = PlanFile.Read(csv.Span);
        if (file.Problems.Count > 0)
            return new ImportedPlan(0, 0, 0, 0, file.Problems);

        await using var unit = await db.Write(by.Actor, ct);
        var old = (await unit.Query<UnitRow>(AllUnits)).ToDictionary(row => row.Code, StringComparer.Ordinal);
        var wanted = file.Rows.ToDictionary(row => row.Code, StringComparer.Ordinal);
        var codes = old.Keys.Concat(wanted.Keys).ToHashSet(StringComparer.Ordinal);
        var above = wanted.Values.ToDictionary(
            row => row.Code,
            row =>
                row.Above is null ? PlanTree.Above(row.Code, codes)
                : row.Above.Length == 0 ? null
                : row.Above,
            StringComparer.Ordinal
        );
        var problems = Misplaced(wanted.Values, above, old).ToList();
        if (problems.Count > 0)
            return new ImportedPlan(0, 0, 0, 0, problems);

        var (added, changed) = (0, 0);
        var ids = old.Values.ToDictionary(row => row.Code, row => row.Id, StringComparer.Ordinal);
        foreach (var row in TopDown(wanted, above))
        {
            FilingPlanUnitId? parent = above[row.Code] is { } code ? ids[code] : null;
            if (!old.TryGetValue(row.Code, out var before))
            {
                ids[row.Code] = Ids.New<FilingPlanUnitId>(unit.Now);
                await Write(unit, Insert, ids[row.Code], parent, row);
                added++;
            }
            else if (before.Differs(row, parent))
            {
                await Write(unit, Update, before.Id, parent, row);
                changed++;
            }
        }
        if (!dryRun && added + changed > 0)
        {
            journal.Append(
                unit,
                "filing-plan-imported",
                Guid.CreateVersion7(unit.Now),
                new
                {
                    hash = ContentHash.Of(csv.Span).Hex,
                    added,
                    changed,
                }
            );
            await unit.Commit();
        }
        return new ImportedPlan(added, changed, wanted.Count - added - changed, old.Keys.Count(code => !wanted.ContainsKey(code)), []);
    }

    private const string AllUnits = """
        SELECT id, parent_id, code, name, description, retention_unlimited, retention_years, disposal, retired
        FROM records_filing_plan_unit WHERE tenant_id = @tenant
        """;

    private const string Insert = """
        INSERT INTO records_filing_plan_unit
            (tenant_id, id, parent_id, code, name, description, retention_unlimited, retention_years, disposal, retired)
        VALUES (@tenant, @id, @parent, @Code, @Name, @Description, @RetentionUnlimited, @RetentionYears, @Disposal, @Retired)
        """;

    private const string Update = """
        UPDATE records_filing_plan_unit
        SET parent_id = @parent, name = @Name, description = @Description, retention_unlimited = @RetentionUnlimited,
            retention_years = @RetentionYears, disposal = @Disposal, retired = @Retired
        WHERE tenant_id = @tenant AND id = @id
        """;

    private static Task<int> Write(Unit unit, string sql, FilingPlanUnitId id, FilingPlanUnitId? parent, PlanRow row) =>
        unit.Exec(
            sql,
            new
            {
                id,
                parent,
                row.Code,
                row.Name,
                row.Description,
                row.RetentionUnlimited,
                row.RetentionYears,
                row.Disposal,
                row.Retired,
            }
        );

    /// <summary>Units above must exist, and nobody may stand above himself, by way of however many others.</summary>
    private static IEnumerable<ImportProblem> Misplaced(
        IEnumerable<PlanRow> rows,
        Dictionary<string, string?> above,
        Dictionary<string, UnitRow> old
    )
    {
        var codes = old.Values.ToDictionary(row => row.Id, row => row.Code);
        string? Up(string code) =>
            above.TryGetValue(code, out var up) ? up
            : old[code].ParentId is { } parent ? codes[parent]
            : null;
        foreach (var row in rows)
        {
            var steps = 0;
            for (var code = row.Code; code is not null; code = Up(code))
            {
                if (!above.ContainsKey(code) && !old.ContainsKey(code))
                {
                    yield return new ImportProblem(
                        row.Line,
                        $"Übergeordnetes Kennzeichen {code} gibt es nicht",
                        $"the code above, {code}, does not exist"
                    );
                    break;
                }
                if (++steps > 50)
                {
                    yield return new ImportProblem(row.Line, $"{row.Code} steht über sich selbst", $"{row.Code} stands above itself");
                    break;
                }
            }
        }
    }

    private static IEnumerable<PlanRow> TopDown(Dictionary<string, PlanRow> rows, Dictionary<string, string?> above)
    {
        int Depth(string code) => above.TryGetValue(code, out var up) && up is not null ? 1 + Depth(up) : 0;
        return rows.Values.OrderBy(row => Depth(row.Code)).ThenBy(row => row.Code, StringComparer.Ordinal);
    }

    private sealed record UnitRow
    {
        public required FilingPlanUnitId Id { get; init; }
        public FilingPlanUnitId? ParentId { get; init; }
        public required string Code { get; init; }
        public required string Name { get; init; }
        public required string Description { get; init; }
        public required bool RetentionUnlimited { get; init; }
        public int? RetentionYears { get; init; }
        public string? Disposal { get; init; }
        public required bool Retired { get; init; }

        public bool Differs(PlanRow row, FilingPlanUnitId? parent) =>
            ParentId != parent
            || Name != row.Name
            || Description != row.Description
            || RetentionUnlimited != row.RetentionUnlimited
            || RetentionYears != row.RetentionYears
            || Disposal != row.Disposal
            || Retired != row.Retired;
    }
}
