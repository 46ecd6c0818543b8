using System.Data.Common;
using Npgsql;

namespace Umlauf.Adapters.Postgres;

/// <summary>
/// PostgreSQL looks at grown tables once a minute. Until its first look it guesses, and what it guessed for a foreign key on an empty table a connection
/// keeps: each row of a first mailbox would be sought by the wrong index. So after 16, 64, 256 and so on commits what has grown much is looked at here.
/// </summary>
/// <param name="owner">Connects as the owner of the tables.</param>
internal sealed class EarlyStatistics(string owner) : IAsyncDisposable
{
    private const string Grown = """
        SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables
        WHERE schemaname = ANY(current_schemas(false)) AND n_mod_since_analyze > 50 AND n_mod_since_analyze > n_live_tup / 2
        """;

    private const int Last = 16_384;

    private int next = 16;
    private int commits;
    private Task looking = Task.CompletedTask;

    public void CountCommit()
    {
        if (Interlocked.Increment(ref commits) != next || next > Last)
            return;
        next *= 4;
        looking = Look(looking);
    }

    public async ValueTask DisposeAsync() => await looking;

    private async Task Look(Task before)
    {
        await before;
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ToString());
            await connection.OpenAsync();
            var tables = new List<string>();
            await using (var grown = new NpgsqlCommand(Grown, connection))
            await using (var reader = await grown.ExecuteReaderAsync())
                while (await reader.ReadAsync())
                    tables.Add(reader.GetString(0));
            foreach (var table in tables)
            {
                await using var analyse = new NpgsqlCommand($"ANALYZE {table}", connection);
                await analyse.ExecuteNonQueryAsync();
            }
        }
        catch (DbException)
        {
            // The server's own look comes within a minute.
        }
    }
}
