using System.Data.Common;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Tests.Intake;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Journal;

/// <summary>Whatever is changed behind the program's back shows: every table is walked, and a new one must be covered or named here.</summary>
public sealed class SealTests
{
    /// <summary>Covered by checks of their own, whose tests are beside them.</summary>
    private static readonly string[] checkedOtherwise =
    [
        "journal_entry",
        "journal_head",
        "journal_checkpoint",
        "journal_node",
        "intake_channel",
        "intake_arrival",
        "intake_delivery",
        "intake_envelope",
        "intake_source",
        "records_document_version",
        "circulation_folder",
        "circulation_act",
        "circulation_participant",
        "circulation_item",
    ];

    /// <summary>Work lists and what is derived from the originals and can be made anew (docs/journal-format.md).</summary>
    private static readonly string[] exempt =
    [
        "platform_job",
        "intake_waiting",
        "records_text",
        "records_search",
        "schemaversions",
        "identity_acting",
        "circulation_desk",
        "circulation_opened",
        "circulation_behalf",
        "circulation_hand_back",
        "circulation_digest",
        "dispatch_follow",
    ];

    /// <summary>
    /// Not facts of record: counters of failed sign-ins come and go, the stamp of the calendars is made anew with each change, recipients stand in the
    /// original.
    /// </summary>
    private static readonly string[] exemptColumns =
    [
        "identity_account.revision",
        "identity_account.failures",
        "identity_account.locked_until",
        "identity_administration.calendar",
        "records_document.recipient",
    ];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_table_is_covered_or_exempt(string database)
    {
        await using var house = await Open(database);
        var tables = await Tables(house);
        var known = VerifySeals.Covered.Select(table => table.Name).Concat(checkedOtherwise).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(tables.Except(known, StringComparer.Ordinal), table => !IsExempt(table));
        Assert.Empty(known.Except(tables, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_of_any_column_of_any_table_is_found_and_names_the_table(string database)
    {
        await using var house = await SealedTownHall.Fill(database);
        Assert.Empty(await house.Verify());
        var (unnoticed, untouched) = (new List<string>(), new List<string>());
        foreach (var table in (await Tables(house)).Where(table => !IsExempt(table)))
        foreach (var (column, type) in await Columns(house, table))
        {
            var name = $"{table}.{column}";
            if (column == "tenant_id" || exemptColumns.Contains(name, StringComparer.Ordinal))
                continue;
            if (await Changed(house, table, column, Changes(type, column)) is not { } back)
            {
                untouched.Add(name);
                continue;
            }
            if (!(await house.Verify()).Exists(problem => Names(problem, table, column)))
                unnoticed.Add(name);
            Assert.NotNull(await Changed(house, table, column, [(back, back == "NULL" ? "" : back)]));
        }
        Assert.Empty(unnoticed);
        Assert.Empty(await house.Verify());
        // Keys that other rows point to the database guards itself, and no journal this short has nodes (JournalTests); all else was tried.
        var untried = untouched.Where(column =>
            !column.EndsWith("id", StringComparison.Ordinal) && !column.StartsWith("journal_node.", StringComparison.Ordinal)
        );
        Assert.Equal("", string.Join(' ', untried));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_missing_and_a_slipped_in_row_are_found(string database)
    {
        await using var house = await SealedTownHall.Fill(database);
        foreach (
            var table in new[]
            {
                "identity_role",
                "identity_passkey",
                "identity_api_key",
                "records_note",
                "records_grant",
                "records_matter_party",
            }
        )
        {
            await house.Exec($"DELETE FROM {table} WHERE tenant_id = @tenant");
            Assert.Contains(
                await house.Verify(),
                problem => problem.Code == "journal.row-missing" && problem.Where.StartsWith(table, StringComparison.Ordinal)
            );
        }
        await house.Exec(
            """
            INSERT INTO records_grant (tenant_id, matter_id, staff_id, reason, granted_at)
            SELECT tenant_id, id, @nobody, 'geschenkt', opened_at FROM records_matter
            """,
            new { nobody = Guid.CreateVersion7() }
        );
        Assert.Contains(await house.Verify(), problem => problem.Code is "journal.row-inserted" or "journal.row-changed");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_document_that_waits_elsewhere_or_hides_a_version_is_found(string database)
    {
        await using var house = await SealedTownHall.Fill(database);
        foreach (
            var (there, back) in new[]
            {
                ("confidentiality = confidentiality + 1", "confidentiality = confidentiality - 1"),
                ("version = version + 1", "version = version - 1"),
            }
        )
        {
            await house.Exec($"UPDATE records_document SET {there} WHERE tenant_id = @tenant AND matter_id IS NULL");
            Assert.Contains(await house.Verify(), problem => problem.Code == "records.document-changed");
            await house.Exec($"UPDATE records_document SET {back} WHERE tenant_id = @tenant AND matter_id IS NULL");
        }
        Assert.Empty(await house.Verify());
    }

    [Fact]
    public async Task A_value_that_cannot_be_read_any_more_is_a_finding_and_no_crash()
    {
        await using var house = await SealedTownHall.Fill(Databases.Sqlite);
        await house.Exec("UPDATE intake_arrival SET received_at = 'x' || received_at WHERE tenant_id = @tenant");

        Assert.Contains(
            await house.Verify(),
            problem => problem.Code == "journal.unreadable" && problem.What.Contains("received_at", StringComparison.Ordinal)
        );
    }

    private static bool IsExempt(string table) => exempt.Any(name => table.StartsWith(name, StringComparison.Ordinal));

    private static bool Names(IntegrityProblem problem, string table, string column) =>
        problem.Where.StartsWith(table, StringComparison.Ordinal)
        || problem.Code == "journal.unreadable" && problem.What.Contains(column, StringComparison.Ordinal);

    /// <summary>Makes the first of the changes that the database itself allows; where there is no value yet, one slips in.</summary>
    /// <returns>What takes it back; null: there is no row, or none of them was allowed.</returns>
    private static async Task<string?> Changed(
        IntakeHouse house,
        string table,
        string column,
        IEnumerable<(string There, string Back)> changes
    )
    {
        foreach (var (there, back) in changes)
        {
            await using var unit = await house.Database.Db.Write(Town, Ct);
            try
            {
                var condition = back == "NULL" ? "NULL" : "NOT NULL";
                if (await unit.Exec($"UPDATE {table} SET {column} = {there} WHERE tenant_id = @tenant AND {column} IS {condition}") == 0)
                    continue;
                await unit.Commit();
                return back;
            }
            catch (DbException)
            {
                // The database itself does not allow it.
            }
        }
        return null;
    }

    /// <summary>How the values of a column are changed and changed back.</summary>
    private static IEnumerable<(string There, string Back)> Changes(string type, string column)
    {
        const string digits = "'0123456789abcdef'";
        const string others = "'1032547698badcfe'";
        var isId = $"{column} LIKE '________-____-____-____-____________'";
        // SQLite holds ids in capitals.
        var otherId = $"substr({column}, 1, 35) || substr(upper({others}), instr(upper({digits}), substr({column}, 36, 1)), 1)";
        var otherBytes =
            $"unhex(substr('FEDCBA9876543210', instr('0123456789ABCDEF', substr(hex({column}), 1, 1)), 1) || substr(hex({column}), 2))";
        var longer = ($"{column} || 'x'", $"substr({column}, 1, length({column}) - 1)");
        return type.ToUpperInvariant() switch
        {
            "TEXT" when column.EndsWith("id", StringComparison.Ordinal) || column.EndsWith("_by", StringComparison.Ordinal) =>
            [
                (
                    $"CASE WHEN {isId} THEN {otherId} ELSE {column} || 'x' END",
                    $"CASE WHEN {isId} THEN {otherId} ELSE substr({column}, 1, length({column}) - 1) END"
                ),
                longer,
                ("'x'", "NULL"),
            ],
            "TEXT" => [longer, ("'x'", "NULL")],
            "UUID" => [Both($"translate({column}::text, {digits}, {others})::uuid"), ("gen_random_uuid()", "NULL")],
            "BYTEA" => [Both($"set_byte({column}, 0, 255 - get_byte({column}, 0))")],
            "BLOB" => [Both(otherBytes)],
            "BOOLEAN" => [Both($"NOT {column}")],
            "INTEGER" or "BIGINT" =>
            [
                Both($"CASE WHEN {column} IN (0, 1) THEN 1 - {column} ELSE 1000 - {column} END"),
                ($"{column} + 1000", $"{column} - 1000"),
                ("7", "NULL"),
            ],
            "DATE" => [($"{column} - 1", $"{column} + 1"), ("current_date", "NULL")],
            "TIMESTAMP WITH TIME ZONE" => [($"{column} - interval '1 day'", $"{column} + interval '1 day'"), ("now()", "NULL")],
            _ => throw new InvalidOperationException($"No way to change a {type}."),
        };

        static (string, string) Both(string change) => (change, change);
    }

    private static async Task<IReadOnlyList<string>> Tables(IntakeHouse house)
    {
        await using var unit = await house.Database.Db.Read(Town, Ct);
        return await unit.Query<string>(
            unit.Dialect.IsSqlite
                ? "SELECT lower(name) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                : "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        );
    }

    private static async Task<Dictionary<string, string>> Columns(IntakeHouse house, string table)
    {
        await using var unit = await house.Database.Db.Read(Town, Ct);
        var columns = await unit.Query<Column>(
            unit.Dialect.IsSqlite
                ? "SELECT name, type FROM pragma_table_info(@table)"
                : "SELECT column_name AS name, data_type AS type FROM information_schema.columns WHERE table_name = @table",
            new { table }
        );
        return columns.ToDictionary(column => column.Name, column => column.Type, StringComparer.Ordinal);
    }

    private sealed record Column
    {
        public required string Name { get; init; }
        public required string Type { get; init; }
    }
}
