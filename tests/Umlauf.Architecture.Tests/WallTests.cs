using Umlauf.Architecture.Planted;
using Xunit;

namespace Umlauf.Architecture.Tests;

/// <summary>Each wall stands in the product, and each finds exactly what Umlauf.Architecture.Planted breaks on purpose.</summary>
public sealed class WallTests
{
    private static readonly HashSet<string> productTables =
    [
        .. SourceTree
            .Files.Where(file => file.Path.EndsWith(".sql", StringComparison.Ordinal))
            .SelectMany(file => SqlWalls.Created(file.Text)),
    ];

    private static readonly HashSet<string> plantedTables = ["intake_arrival", "journal_entry", "identity_pub_office"];

    [Fact]
    public void Capabilities_use_only_what_the_table_allows() => Stands(Rooms.Table);

    [Fact]
    public void Every_forbidden_use_is_found_in_whatever_way_it_is_written() => Finds(Wall.Table, Rooms.Table);

    [Fact]
    public void Formats_touch_neither_files_nor_network() => Stands(Rooms.FormatsTouchNothing);

    [Fact]
    public void A_format_that_opens_a_file_is_found() => Finds(Wall.Formats, Rooms.FormatsTouchNothing);

    [Fact]
    public void Pages_choose_no_vendor() => Stands(Rooms.PagesChooseNoVendor);

    [Fact]
    public void A_page_that_chooses_a_vendor_is_found() => Finds(Wall.Adapters, Rooms.PagesChooseNoVendor);

    [Fact]
    public void Models_are_used_only_in_their_own_capability() => Stands(Rooms.PrivateModels);

    [Fact]
    public void A_use_of_a_foreign_model_is_found() => Finds(Wall.Model, Rooms.PrivateModels);

    [Fact]
    public void Statements_name_only_tables_of_their_own_capability() => Stands(code => SqlWalls.OwnTables(code, productTables));

    [Fact]
    public void A_statement_over_a_foreign_table_is_found() => Finds(Wall.Tables, code => SqlWalls.OwnTables(code, plantedTables));

    [Fact]
    public void Statements_name_the_administration_and_page_by_key() => Stands(SqlWalls.ForgetTenantOrPageByOffset);

    [Fact]
    public void A_statement_that_forgets_the_administration_or_pages_by_offset_is_found() =>
        Finds(Wall.Tenant, SqlWalls.ForgetTenantOrPageByOffset);

    [Fact]
    public void No_sql_runs_in_web_or_cli() => Stands(SqlWalls.NoneOutside);

    [Fact]
    public void Sql_in_a_page_is_found() => Finds(Wall.NoSql, SqlWalls.NoneOutside);

    [Fact]
    public void Each_foreign_library_has_one_room() => Stands(Vendors.OnePlaceEach);

    [Fact]
    public void A_library_in_a_wrong_room_is_found() => Finds(Wall.Vendor, Vendors.OnePlaceEach);

    [Fact]
    public void Use_cases_that_write_append_to_the_journal() => Stands(UseCases.WriteTheJournal);

    [Fact]
    public void A_use_case_that_writes_unseen_is_found() => Finds(Wall.Journal, UseCases.WriteTheJournal);

    [Fact]
    public void Classes_are_sealed() => Stands(UseCases.AreSealed);

    [Fact]
    public void An_open_class_is_found() => Finds(Wall.Sealed, UseCases.AreSealed);

    private static void Stands(Func<CompiledCode, IEnumerable<Violation>> wall) =>
        Assert.Empty(wall(CompiledCode.Product).Select(violation => violation.ToString()).Distinct(StringComparer.Ordinal));

    private static void Finds(Wall planted, Func<CompiledCode, IEnumerable<Violation>> wall) =>
        Assert.Equal(
            CompiledCode
                .Planted.Types.Where(type =>
                    type.CustomAttributes.Any(attribute =>
                        attribute.AttributeType.Name == nameof(BreaksAttribute) && (Wall)attribute.ConstructorArguments[0].Value == planted
                    )
                )
                .Select(type => type.FullName)
                .Order(StringComparer.Ordinal),
            wall(CompiledCode.Planted)
                .Select(violation => violation.By.FullName)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
        );
}
