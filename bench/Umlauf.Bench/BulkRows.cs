using System.Data.Common;
using Npgsql;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>Very many rows at once: COPY on PostgreSQL, one prepared statement in one transaction on SQLite. For seeding only: no use case takes part.</summary>
internal static class BulkRows
{
    private const int InOneTransaction = 50_000;

    public static async Task Write(Db db, string table, string[] columns, IEnumerable<object?[]> rows)
    {
        foreach (var chunk in rows.Chunk(InOneTransaction))
        {
            await using var session = await db.Dialect.OpenWrite(CancellationToken.None);
            if (session.Connection is NpgsqlConnection postgres)
                await Copy(postgres, table, columns, chunk);
            else
                await Insert(session.Connection, table, columns, chunk);
            await session.Commit(CancellationToken.None);
        }
    }

    private static async Task Copy(NpgsqlConnection connection, string table, string[] columns, object?[][] rows)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"COPY {table} ({string.Join(", ", columns)}) FROM STDIN (FORMAT BINARY)"
        );
        foreach (var row in rows)
            await copy.WriteRowAsync(CancellationToken.None, [.. row.Select(value => value is DateTimeOffset at ? at.UtcDateTime : value)]);
        await copy.CompleteAsync();
    }

    private static async Task Insert(DbConnection connection, string table, string[] columns, object?[][] rows)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select(c => "@" + c))})";
        var values = columns.Select(column => Parameter(command, column)).ToArray();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
                values[i].Value = row[i] is DateTimeOffset at ? at.UtcDateTime : row[i] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static DbParameter Parameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@" + name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
