using Microsoft.Data.Sqlite;
using Umlauf.Adapters.Backups;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Platform;

namespace Umlauf.Adapters.Sqlite;

/// <summary>A whole SQLite database into one file and back.</summary>
internal static class SqliteCopy
{
    /// <summary>SQLite's own online backup: all pages as of one moment, in one step, while the writer goes on in its log. The copy is checked before it counts.</summary>
    public static Result<Done> Save(string database, string copy)
    {
        using var from = Open(database, SqliteOpenMode.ReadWrite);
        using var to = Open(copy, SqliteOpenMode.ReadWriteCreate);
        from.BackupDatabase(to);
        // One file that stands for itself, without a log beside it.
        Ask(to, "PRAGMA journal_mode = DELETE");
        return Ask(to, "PRAGMA quick_check(1)") is "ok" ? default(Done) : BackupRefusals.DatabaseDamaged;
    }

    /// <summary>Takes its final name when all of it is on the disk.</summary>
    public static Result<Done> Load(string copy, string database)
    {
        var draft = database + ".new";
        File.Copy(copy, draft, overwrite: true);
        Durable.SyncFile(draft);
        foreach (var log in new[] { "-wal", "-shm" })
            File.Delete(database + log);
        File.Move(draft, database, overwrite: true);
        Durable.SyncFolder(Path.GetDirectoryName(database)!);
        return default(Done);
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = mode,
                Pooling = false,
            }.ToString()
        );
        connection.Open();
        Ask(connection, "PRAGMA busy_timeout = 10000");
        return connection;
    }

    private static string? Ask(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar()?.ToString();
    }
}
