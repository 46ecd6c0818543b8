using System.Data.Common;
using System.Diagnostics;
using Npgsql;

namespace Umlauf.Adapters.Postgres;

/// <summary>
/// PostgreSQL looks after its tables once a minute. Until its first look it guesses, and what it guessed for a foreign key on an empty table a connection
/// keeps: each row of a first mailbox would be sought by the wrong index. And in a minute of much post, tables whose rows come and go grow to many times
/// what is in them. So while there are many commits, what has grown or emptied much is looked after here.
/// </summary>
/// <param name="owner">Connects as the owner of the tables.</param>
internal sealed class Housekeeping(string owner) : IAsyncDisposable
{
    /// <summary>A table that says itself how many dead rows it bears is taken at its word.</summary>
    private const string Neglected = """
        SELECT CASE WHEN emptied THEN 'VACUUM (ANALYZE, SKIP_LOCKED)' ELSE 'ANALYZE' END || format(' %I.%I', schemaname, relname)
        FROM (
            SELECT s.*, n_dead_tup > 200 AND n_dead_tup > n_live_tup * coalesce((
                SELECT CAST(o.option_value AS real) FROM pg_options_to_table(c.reloptions) o
                WHERE o.option_name = 'autovacuum_vacuum_scale_factor'), 1) AS emptied
            FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid
            WHERE schemaname = ANY(current_schemas(false))) tables
        WHERE emptied OR n_mod_since_analyze > 50 AND n_mod_since_analyze > n_live_tup / 2
        """;

    private const int Commits = 16;
    private static readonly TimeSpan rest = TimeSpan.FromMilliseconds(500);

    private int commits;
    private long lastLook;
    private Task looking = Task.CompletedTask;

    public void CountCommit()
    {
        if (Interlocked.Increment(ref commits) % Commits != 0 || !looking.IsCompleted)
            return;
        var last = Volatile.Read(ref lastLook);
        if (
            last != 0 && Stopwatch.GetElapsedTime(last) < rest
            || Interlocked.CompareExchange(ref lastLook, Stopwatch.GetTimestamp(), last) != last
        )
            return;
        looking = Look();
    }

    public async ValueTask DisposeAsync() => await looking;

    private async Task Look()
    {
        try
        {
            await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(owner) { Pooling = false }.ToString());
            await connection.OpenAsync();
            var statements = new List<string>();
            await using (var neglected = new NpgsqlCommand(Neglected, connection))
            await using (var reader = await neglected.ExecuteReaderAsync())
                while (await reader.ReadAsync())
                    statements.Add(reader.GetString(0));
            foreach (var statement in statements)
            {
                await using var command = new NpgsqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync();
            }
        }
        catch (DbException)
        {
            // The server's own look comes within a minute.
        }
    }
}
