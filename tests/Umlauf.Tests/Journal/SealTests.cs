using System.Data.Common;
using Umlauf.Journal;
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

    /// <summary>Still owed: no use case writes them yet; whoever does lets the journal vouch for them.</summary>
    private static readonly string[] owed = ["circulation_template"];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Every_table_is_covered_or_exempt(string database)
    {
        await using var house = await Open(database);
        var tables = await Tables(house);
        var known = VerifySeals.Covered.Select(table => table.Name).Concat(checkedOtherwise).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(
            tables.Except(known, StringComparer.Ordinal),
            table => !exempt.Concat(owed).Any(name => table.StartsWith(name, StringComparison.Ordinal))
        );
        Assert.Empty(known.Except(tables, StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_of_any_sealed_column_is_found_and_names_the_table(string database)
    {
        await using var house = await SealedTownHall.Fill(database);
        Assert.Empty(await house.Verify());
        var untouched = new List<string>();
        // Nothing was sent and no folder was completed here: their rooms' rows are sealed by the same means.
        foreach (var table in VerifySeals.Covered.Where(table => table.Name.Split('_')[0] is not ("dispatch" or "circulation")))
        {
            var types = await Columns(house, table.Name);
            foreach (var column in table.Columns.Split(", "))
            {
                if (Change(types[column], column) is not var (there, back))
                    continue;
                if (!await Changed(house, table.Name, column, there))
                {
                    untouched.Add($"{table.Name}.{column}");
                    continue;
                }
                var problems = (await house.Get<VerifySeals>().Check(Musterstadt, Ct)).Problems;
                Assert.True(
                    problems.Any(problem => problem.Where.StartsWith(table.Name, StringComparison.Ordinal)),
                    $"A changed {table.Name}.{column} was not noticed."
                );
                Assert.True(await Changed(house, table.Name, column, back));
            }
        }
        Assert.Empty(await house.Verify());
        // Values that name other rows the database guards itself; everything else must have been tried.
        Assert.DoesNotContain(
            untouched,
            column => !column.EndsWith("id", StringComparison.Ordinal) && !column.EndsWith("_by", StringComparison.Ordinal)
        );
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

    private static async Task<bool> Changed(IntakeHouse house, string table, string column, string value)
    {
        await using var unit = await house.Database.Db.Write(Town, Ct);
        try
        {
            if (await unit.Exec($"UPDATE {table} SET {column} = {value} WHERE tenant_id = @tenant AND {column} IS NOT NULL") == 0)
                return false;
            await unit.Commit();
            return true;
        }
        catch (DbException)
        {
            // The database itself does not allow it.
            return false;
        }
    }

    /// <summary>How a value of a type is changed and changed back; null where only the database's own keys would break.</summary>
    private static (string There, string Back)? Change(string type, string column) =>
        type.ToLowerInvariant() switch
        {
            "text" => ($"{column} || 'x'", $"substr({column}, 1, length({column}) - 1)"),
            "boolean" => ($"NOT {column}", $"NOT {column}"),
            "integer" or "bigint" => ($"{column} + 1000", $"{column} - 1000"),
            "date" => ($"{column} - 1", $"{column} + 1"),
            "timestamp with time zone" => ($"{column} - interval '1 day'", $"{column} + interval '1 day'"),
            _ => null,
        };

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
