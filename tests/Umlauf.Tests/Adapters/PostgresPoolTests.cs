using Npgsql;
using Umlauf.Adapters.Postgres;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Adapters;

public sealed class PostgresPoolTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_node_keeps_at_most_forty_connections_and_whoever_comes_then_waits_for_one() => await LastOfTheseWaits("", 40);

    [Fact]
    public async Task The_connection_string_has_the_last_word() => await LastOfTheseWaits(";Maximum Pool Size=3", 3);

    private static async Task LastOfTheseWaits(string setting, int most)
    {
        Component.Require(PostgresServer.Missing);
        await using var database = await TestDatabase.Create(Databases.Postgres);
        var plain = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        plain.Remove("Maximum Pool Size");
        await using var dialect = new PostgresDialect(plain + setting);
        var held = new List<Session>();
        for (var i = 0; i < most; i++)
            held.Add(await dialect.OpenRead(Ct));
        var pids = new HashSet<object?>();
        foreach (var session in held)
            pids.Add(await Pid(session));

        var waiting = dialect.OpenRead(Ct);
        foreach (var session in held)
            await session.DisposeAsync();
        await using var last = await waiting;

        Assert.Equal(most, pids.Count);
        Assert.Contains(await Pid(last), pids);
    }

    private static async Task<object?> Pid(Session session)
    {
        await using var command = session.Connection.CreateCommand();
        command.CommandText = "SELECT pg_backend_pid()";
        return await command.ExecuteScalarAsync(Ct);
    }
}
