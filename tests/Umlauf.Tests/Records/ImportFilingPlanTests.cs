using System.Text;
using CsCheck;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class ImportFilingPlanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_example_plan_comes_in_whole_with_its_tree(string database)
    {
        var csv = await File.ReadAllBytesAsync(
            Path.Combine(Component.SharedFolder("standards/aktenplan"), "example-municipal-plan.csv"),
            Ct
        );
        await using var town = await Scenario.On(database);

        var imported = (await town.ImportFilingPlan.Run(town.By, csv, dryRun: false, Ct)).Value;
        var again = (await town.ImportFilingPlan.Run(town.By, csv, dryRun: false, Ct)).Value;

        Assert.Equal(new ImportedPlan(32, 0, 0, 0, imported.Problems), imported);
        Assert.Equal(new ImportedPlan(0, 0, 32, 0, again.Problems), again);
        Assert.Empty(imported.Problems);
        Assert.Equal("02", await Above(town, "024"));
        Assert.Equal("4", await Above(town, "46"));
        Assert.Null(await Above(town, "4"));
        Assert.Single(await town.Rows<string>("SELECT kind FROM journal_entry WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_second_import_changes_what_differs_and_leaves_the_rest(string database)
    {
        await using var town = await Scenario.On(database);
        await town.ImportPlan(
            "kennzeichen;bezeichnung;aufbewahrung_jahre;aussonderungsart\n4;Soziales;10;B\n46;Wohngeld;6;V\n47;Alt;5;V\n"
        );

        var imported = await town.ImportPlan(
            "kennzeichen;bezeichnung;aufbewahrung_jahre;aussonderungsart\n4;Soziales;10;B\n46;Wohngeld und Lastenzuschuss;unbefristet;A\n461;Lastenzuschuss;;\n"
        );

        Assert.Equal((1, 1, 1, 1), (imported.Added, imported.Changed, imported.Same, imported.Untouched));
        Assert.Equal(
            ["4 Soziales", "46 Wohngeld und Lastenzuschuss", "461 Lastenzuschuss", "47 Alt"],
            await town.Rows<string>("SELECT code || ' ' || name FROM records_filing_plan_unit WHERE tenant_id = @tenant ORDER BY code")
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_bad_line_keeps_the_whole_file_out_and_every_bad_line_is_named(string database)
    {
        await using var town = await Scenario.On(database);

        var imported = await town.ImportPlan(
            """
            Kennzeichen;Bezeichnung;Aufbewahrung;Aussonderung;Übergeordnet
            4;Soziale Sicherung;10;B;

            46;Wohngeld;sechs;V;4
            46;Wohngeld;6;V;4
            47;;6;X;4
            48;Kreislauf;6;V;49
            49;Kreislauf;6;V;48
            50;Waise;6;V;99
            """
        );

        Assert.Equal([4, 5, 6, 6], imported.Problems.Select(problem => problem.Line));
        Assert.Empty(await town.Rows<string>("SELECT code FROM records_filing_plan_unit WHERE tenant_id = @tenant"));
        Assert.Empty(await town.Rows<string>("SELECT kind FROM journal_entry WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_unit_under_nothing_or_under_itself_is_refused(string database)
    {
        await using var town = await Scenario.On(database);

        var imported = await town.ImportPlan(
            "kennzeichen;bezeichnung;uebergeordnet\n4;Soziales;\n48;Kreislauf;49\n49;Kreislauf;48\n50;Waise;99\n"
        );

        Assert.Equal([3, 4, 5], imported.Problems.Select(problem => problem.Line));
        Assert.Contains("99", imported.Problems[2].German, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_dry_run_counts_and_changes_nothing(string database)
    {
        await using var town = await Scenario.On(database);

        var imported = await town.ImportPlan("kennzeichen;bezeichnung\n4;Soziales\n46;Wohngeld\n", dryRun: true);

        Assert.Equal(2, imported.Added);
        Assert.Empty(await town.Rows<string>("SELECT code FROM records_filing_plan_unit WHERE tenant_id = @tenant"));
    }

    [Theory]
    [InlineData("nothing in it", "", 1)]
    [InlineData("no code column", "bezeichnung\nWohngeld\n", 1)]
    [InlineData("a column twice", "kennzeichen;bezeichnung;Nr\n4;Soziales;4\n", 1)]
    [InlineData("an open quote", "kennzeichen;bezeichnung\n4;Soziales\n5;\"Gesundheit\n6;Bau\n", 3)]
    [InlineData("too many fields", "kennzeichen;bezeichnung\n4;Soziales;Hilfe\n", 2)]
    public async Task A_file_that_is_no_plan_is_refused_with_its_line(string what, string csv, int line)
    {
        await using var town = await Scenario.On(Databases.Sqlite);

        var imported = await town.ImportPlan(csv);

        Assert.True(imported.Problems.Count == 1 && imported.Problems[0].Line == line, $"{what}: {string.Join("; ", imported.Problems)}");
    }

    [Theory]
    [InlineData("sep=;\r\nkennzeichen;bezeichnung\r\n4;Soziales\r\n")]
    [InlineData("kennzeichen;bezeichnung\n4;So\0ziales\n")]
    public async Task What_office_programs_add_to_a_file_is_left_out(string csv)
    {
        await using var town = await Scenario.On(Databases.Sqlite);

        var imported = (await town.ImportFilingPlan.Run(town.By, Encoding.UTF8.GetBytes(csv), dryRun: false, Ct)).Value;

        Assert.Empty(imported.Problems);
        Assert.Equal(["Soziales"], await town.Rows<string>("SELECT name FROM records_filing_plan_unit WHERE tenant_id = @tenant"));
    }

    [Theory]
    [InlineData("utf-8", false, ';', "\n")]
    [InlineData("utf-8", true, ',', "\r\n")]
    [InlineData("utf-16", true, '\t', "\r\n")]
    [InlineData("windows-1252", false, ';', "\r\n")]
    [InlineData("windows-1252", false, '\t', "\n")]
    public async Task Files_of_every_office_program_are_read(string encoding, bool mark, char separator, string lineEnd)
    {
        var text = encoding == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(encoding);
        var csv = string.Join(
            lineEnd,
            $"Kennzeichen{separator}Bezeichnung{separator}Inhaltsangabe",
            $"6{separator}Bauwesen{separator}",
            $"63{separator}\"Straßen{separator} Plätze; \"\"Höfe\"\"\"{separator}\"zwei{lineEnd}Zeilen\"",
            ""
        );
        await using var town = await Scenario.On(Databases.Sqlite);

        var imported = (
            await town.ImportFilingPlan.Run(town.By, (byte[])[.. mark ? text.GetPreamble() : [], .. text.GetBytes(csv)], dryRun: false, Ct)
        ).Value;

        Assert.Empty(imported.Problems);
        Assert.Equal(
            [$"Straßen{(separator == '\t' ? ' ' : separator)} Plätze; \"Höfe\""],
            await town.Rows<string>("SELECT name FROM records_filing_plan_unit WHERE tenant_id = @tenant AND code = '63'")
        );
        Assert.Equal(
            [$"zwei{lineEnd}Zeilen"],
            await town.Rows<string>("SELECT description FROM records_filing_plan_unit WHERE tenant_id = @tenant AND code = '63'")
        );
    }

    [Theory]
    [InlineData("1.10", "1")]
    [InlineData("02.4", "02")]
    [InlineData("111", "11")]
    [InlineData("11", "1")]
    public async Task The_code_says_what_stands_above(string code, string above)
    {
        await using var town = await Scenario.On(Databases.Sqlite);

        await town.ImportPlan("kennzeichen;bezeichnung\n1;a\n1.1;b\n1.10;c\n0;d\n02;e\n02.4;f\n11;g\n111;h\n");

        Assert.Equal(above, await Above(town, code));
    }

    [Fact]
    public async Task Whatever_units_a_file_holds_come_back_from_the_database()
    {
        var name = Gen.Char["aä ß;,\"\t'€-"].Array[1, 12].Select(chars => "N" + new string(chars) + "n");
        var code = Gen.Char["0123456789"].Array[1, 4].Select(chars => new string(chars));
        await Gen.Dictionary(code, name)[1, 12]
            .SampleAsync(
                async units =>
                {
                    await using var town = await Scenario.On(Databases.Sqlite);
                    var csv =
                        "kennzeichen;bezeichnung\n"
                        + string.Concat(units.Select(unit => $"{unit.Key};\"{unit.Value.Replace("\"", "\"\"")}\"\n"));

                    Assert.Empty((await town.ImportPlan(csv)).Problems);

                    Assert.Equal(
                        units.Select(unit => unit.Key + unit.Value.Replace('\t', ' ')).Order(StringComparer.Ordinal),
                        (await town.Rows<string>("SELECT code || name FROM records_filing_plan_unit WHERE tenant_id = @tenant")).Order(
                            StringComparer.Ordinal
                        )
                    );
                },
                iter: 30
            );
    }

    private static async Task<string?> Above(Scenario town, string code) =>
        (
            await town.Rows<string>(
                """
                SELECT p.code FROM records_filing_plan_unit u JOIN records_filing_plan_unit p ON p.tenant_id = u.tenant_id AND p.id = u.parent_id
                WHERE u.tenant_id = @tenant AND u.code = @code
                """,
                new { code }
            )
        ).SingleOrDefault();
}
