using System.Data.Common;
using DbUp;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Umlauf.Adapters.Migrating;
using Umlauf.Platform;

namespace Umlauf.Adapters.Sqlite;

/// <summary>SQLite in one file: many readers on snapshots (WAL), one writer whose commits are grouped (see <see cref="GroupWriter"/>).</summary>
public sealed class SqliteDialect : Dialect
{
    private readonly string file;
    private readonly string readString;
    private readonly Lazy<GroupWriter> writer;

    public SqliteDialect(string file)
    {
        this.file = file;
        readString = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite }.ToString();
        writer = new Lazy<GroupWriter>(() => new GroupWriter(OpenWriter()));
    }

    public override string Name => "sqlite";

    public override IReadOnlyDictionary<string, string> ColumnTypes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = "text",
            ["instant"] = "text",
            ["date"] = "text",
            ["json"] = "text",
            ["hash"] = "text",
            ["text"] = "text",
            ["bytes"] = "blob",
            ["bool"] = "integer",
            ["long"] = "integer",
        };

    public override string SkipLocked => "";

    public override string ForUpdate => "";

    public override string OneOf(string parameter) => $"IN {parameter}";

    public override async Task<Session> OpenRead(CancellationToken ct)
    {
        var connection = new SqliteConnection(readString);
        await connection.OpenAsync(ct);
        try
        {
            return await ReadSession.Begin(connection, ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override Task<Session> OpenWrite(CancellationToken ct) => writer.Value.Open(ct);

    public override bool IsOutage(DbException failure) =>
        failure
            is SqliteException
            {
                SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_BUSY or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY
            };

    public override void Migrate(IReadOnlyList<MigrationScript> scripts) =>
        DbUpRun.Migrate(DeployChanges.To.SqliteDatabase($"Data Source={file}"), scripts);

    public override IReadOnlyList<string> Migrated() =>
        File.Exists(file) ? DbUpRun.Executed(DeployChanges.To.SqliteDatabase($"Data Source={file}")) : [];

    public override Task<Result<Done>> Save(string copy, CancellationToken ct) => Task.Run(() => SqliteCopy.Save(file, copy), ct);

    public override Task<Result<Done>> Load(string copy, CancellationToken ct) => Task.Run(() => SqliteCopy.Load(copy, file), ct);

    public override Task<bool> IsEmpty(CancellationToken ct) => Task.FromResult(!File.Exists(file) || new FileInfo(file).Length == 0);

    public override async ValueTask DisposeAsync()
    {
        if (writer.IsValueCreated)
            await writer.Value.DisposeAsync();
        SqliteConnection.ClearPool(new SqliteConnection(readString));
    }

    private RememberingConnection OpenWriter()
    {
        var connection = new RememberingConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var pragmas = connection.CreateCommand();
        // FULL: a commit is on the disk when it returns. The checkpoint limit keeps the log small under steady load.
        // What a savepoint would need to roll back stays in memory: a file for each unit costs more than the unit.
        pragmas.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA busy_timeout = 10000;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -65536;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """;
        pragmas.ExecuteNonQuery();
        return connection;
    }

    private sealed class ReadSession(SqliteConnection connection, SqliteTransaction transaction) : Session
    {
        public override DbConnection Connection => connection;

        public override DbTransaction Transaction => transaction;

        public static async Task<Session> Begin(SqliteConnection connection, CancellationToken ct)
        {
            await using var pragmas = connection.CreateCommand();
            pragmas.CommandText = "PRAGMA query_only = ON; PRAGMA busy_timeout = 10000; PRAGMA mmap_size = 2147418112;";
            await pragmas.ExecuteNonQueryAsync(ct);
            return new ReadSession(connection, connection.BeginTransaction(deferred: true));
        }

        public override Task Commit(CancellationToken ct) => throw new InvalidOperationException("This unit only reads.");

        public override async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
