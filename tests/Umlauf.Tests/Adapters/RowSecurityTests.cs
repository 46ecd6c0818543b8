using System.Data.Common;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Adapters;

/// <summary>On PostgreSQL the database itself keeps administrations apart, for statements that forget to.</summary>
public sealed class RowSecurityTests
{
    private static readonly Actor one = Actor.System(new TenantId(1));
    private static readonly Actor other = Actor.System(new TenantId(2));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_statement_that_forgets_its_administration_sees_and_changes_nothing_foreign()
    {
        await using var database = await Filled();
        await using var unit = await database.Db.Write(one, Ct);

        Assert.Equal([1], await unit.Query<int>("SELECT tenant_id FROM identity_administration"));
        Assert.Equal([1], await unit.Query<int>("SELECT tenant_id FROM identity_pub_office"));
        Assert.Equal(1, await unit.Exec("UPDATE identity_office SET name = 'umbenannt'"));
        Assert.Equal(1, await unit.Exec("DELETE FROM identity_office"));
        await Assert.ThrowsAnyAsync<DbException>(() =>
            unit.Exec("INSERT INTO identity_administration (tenant_id, name, created_at) VALUES (3, 'fremd', @now)", new { now = unit.Now })
        );
    }

    [Fact]
    public async Task A_unit_that_begins_with_many_rows_tells_its_administration_first_and_counts_only_the_rows()
    {
        await using var database = await Filled();
        await using var unit = await database.Db.Write(one, Ct);

        Assert.Equal([1, 1], await unit.ExecAll("UPDATE identity_office SET name = @Name", [new { Name = "eins" }, new { Name = "zwei" }]));
        Assert.Equal(["zwei"], await unit.Query<string>("SELECT name FROM identity_office"));
    }

    [Fact]
    public async Task The_work_of_the_installation_goes_through_all_administrations()
    {
        await using var database = await Filled();
        await using var unit = await database.Db.Read(Actor.System(TenantId.Installation), Ct);

        Assert.Equal([1, 2], await unit.Query<int>("SELECT tenant_id FROM identity_administration ORDER BY tenant_id"));
    }

    [Fact]
    public async Task A_connection_keeps_nothing_of_the_administration_it_worked_for()
    {
        await using var database = await Filled();
        await using var session = await database.Dialect.OpenRead(Ct);
        await using var command = session.Connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM identity_administration";

        Assert.Equal(0L, await command.ExecuteScalarAsync(Ct));
    }

    [Fact]
    public async Task Every_table_of_an_administration_is_guarded()
    {
        await using var database = await Filled();
        await using var unit = await database.Db.Read(one, Ct);
        var open = await unit.Query<string>(
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND NOT c.relrowsecurity
            """
        );
        Assert.Empty(open);
    }

    private static async Task<TestDatabase> Filled()
    {
        Component.Require(PostgresServer.Missing);
        var database = await TestDatabase.Create(Databases.Postgres);
        foreach (var by in new[] { one, other })
        {
            await using var unit = await database.Db.Write(by, Ct);
            await unit.Exec(
                "INSERT INTO identity_administration (tenant_id, name, created_at) VALUES (@tenant, 'Stadt', @now)",
                new { now = unit.Now }
            );
            await unit.Exec(
                "INSERT INTO identity_office (tenant_id, id, code, name) VALUES (@tenant, @id, '0', 'Stadt')",
                new { id = Guid.CreateVersion7() }
            );
            await unit.Commit();
        }
        return database;
    }
}
