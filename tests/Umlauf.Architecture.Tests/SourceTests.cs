using Xunit;

namespace Umlauf.Architecture.Tests;

public sealed class SourceTests
{
    private static IEnumerable<SourceFile> MigrationFiles =>
        SourceTree.Files.Where(file =>
            file.Path.Contains("/Migrations/", StringComparison.Ordinal) && file.Path.EndsWith(".sql", StringComparison.Ordinal)
        );

    [Fact]
    public void No_file_is_longer_than_500_lines() => Assert.Empty(SourceTree.TooLong(SourceTree.Files));

    [Theory]
    [InlineData("src/Umlauf/Records/FileDocument.cs")]
    [InlineData("src/Umlauf.Web/Pages/Intake/Tray.cshtml")]
    [InlineData("src/Umlauf.Web/wwwroot/umlauf.css")]
    public void A_longer_file_is_found(string path)
    {
        Assert.Empty(SourceTree.TooLong([new SourceFile(path, string.Concat(Enumerable.Repeat("line\n", 500)))]));
        Assert.Single(SourceTree.TooLong([new SourceFile(path, string.Concat(Enumerable.Repeat("line\n", 501)))]));
    }

    [Fact]
    public void Nothing_is_left_to_do_later_and_no_machine_is_named() => Assert.Empty(SourceTree.LeftBehind(SourceTree.Files));

    [Theory]
    [InlineData("// TO" + "DO: later")]
    [InlineData("a path /ho" + "me/anna/umlauf")]
    [InlineData("\"/Use" + "rs/anna\"")]
    [InlineData("cd /wor" + "k/main")]
    public void A_leftover_is_found(string text) => Assert.Single(SourceTree.LeftBehind([new SourceFile("README.md", text)]));

    [Fact]
    public void Each_decision_has_a_number_of_its_own()
    {
        var numbers = SourceTree
            .Files.Where(file => file.Path.StartsWith("docs/adr/0", StringComparison.Ordinal))
            .Select(file => file.Path["docs/adr/".Length..][..4])
            .ToList();

        Assert.NotEmpty(numbers);
        Assert.Equal(numbers.Distinct(StringComparer.Ordinal), numbers);
    }

    [Fact]
    public void Pages_need_no_script() => Assert.Empty(SourceTree.NeedScript(SourceTree.Files));

    [Theory]
    [InlineData("""<button onclick="file()">Ablegen</button>""", 1)]
    [InlineData("<script>file()</script>", 1)]
    [InlineData("""<a href="#">Ablegen</a>""", 1)]
    [InlineData("""<div hx-get="/tray" class="tray">""", 1)]
    [InlineData("""<p style="color:red">""", 1)]
    [InlineData("""<script src="/vendor/htmx.js" defer></script>""", 0)]
    [InlineData("""<a href="/tray" hx-get="/tray">Eingang</a>""", 0)]
    [InlineData("""<form method="post" hx-post="/file">""", 0)]
    public void Markup_that_needs_script_is_found(string markup, int found) =>
        Assert.Equal(found, SourceTree.NeedScript([new SourceFile("src/Umlauf.Web/Pages/Page.cshtml", markup)]).Count());

    [Fact]
    public void Migrations_name_only_tables_of_their_own_capability() =>
        Assert.Empty(
            from file in MigrationFiles
            from table in SqlWalls.ForeignTables(file.Path.Split('/')[2], file.Text)
            select $"{file.Path} names {table}"
        );

    [Theory]
    [InlineData("CREATE TABLE records_matter (tenant_id integer NOT NULL);", 0)]
    [InlineData("CREATE TABLE matter (tenant_id integer NOT NULL);", 1)]
    [InlineData("CREATE TABLE records_x (a integer REFERENCES intake_arrival (id));", 1)]
    [InlineData("CREATE VIEW records_pub_matter AS SELECT id FROM records_matter;", 0)]
    [InlineData("CREATE VIEW records_pub_matter AS SELECT id FROM records_matter m JOIN identity_office o ON o.id = m.id;", 1)]
    [InlineData("CREATE INDEX records_due ON workload_clock (due_at);", 1)]
    [InlineData("-- reads FROM intake_arrival later\nCREATE TABLE records_y (id integer);", 0)]
    public void A_migration_over_a_foreign_table_is_found(string sql, int found) =>
        Assert.Equal(found, SqlWalls.ForeignTables("Records", sql).Count());

    [Fact]
    public void Every_table_has_the_administration_first_in_its_key() =>
        Assert.Empty(from file in MigrationFiles from problem in TenantKeys.Missing(file.Text) select $"{file.Path}: {problem}");

    [Theory]
    [InlineData("CREATE TABLE records_a (tenant_id integer NOT NULL, id {id} NOT NULL, PRIMARY KEY (tenant_id, id));", 0)]
    [InlineData("CREATE TABLE records_a (tenant_id integer NOT NULL PRIMARY KEY);", 0)]
    [InlineData("CREATE TABLE records_a (id {id} NOT NULL, PRIMARY KEY (id));", 1)]
    [InlineData("CREATE TABLE records_a (id integer PRIMARY KEY);", 1)]
    [InlineData("CREATE TABLE records_a (tenant_id integer, id {id}, code text, PRIMARY KEY (tenant_id, id), UNIQUE (code));", 1)]
    [InlineData(
        "CREATE TABLE records_a (tenant_id integer, id {id}, PRIMARY KEY (tenant_id, id), FOREIGN KEY (id) REFERENCES records_b (id));",
        2
    )]
    [InlineData("CREATE UNIQUE INDEX records_one ON records_a (code);", 1)]
    [InlineData("CREATE UNIQUE INDEX records_one ON records_a (tenant_id, code);", 0)]
    public void A_key_without_the_administration_is_found(string sql, int found) => Assert.Equal(found, TenantKeys.Missing(sql).Count());
}
