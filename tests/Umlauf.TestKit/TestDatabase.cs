using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Umlauf.Adapters.Postgres;
using Umlauf.Adapters.Sqlite;
using Umlauf.Platform;

namespace Umlauf.TestKit;

/// <summary>A migrated, empty database of one test, with a clock that the test moves. It is a copy of a template that is migrated once.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>The program works as this role, which owns nothing: in every test on PostgreSQL row-level security is at work.</summary>
    private const string ProgramRole = "umlauf_program";

    private static readonly Lazy<string> sqliteTemplate = new(MigrateSqliteTemplate);
    private static readonly Lazy<string> postgresTemplate = new(MigratePostgresTemplate);
    private readonly string name = $"t{Guid.CreateVersion7():N}";
    private readonly string kind;

    private TestDatabase(string kind, bool migrated)
    {
        this.kind = kind;
        Folder = Directory.CreateTempSubdirectory("umlauf-test-").FullName;
        Dialect = kind == Databases.Sqlite ? CopySqlite(migrated) : CopyPostgres(migrated);
        Db = new Db(Dialect, Clock);
    }

    public Dialect Dialect { get; }

    public Db Db { get; }

    /// <summary>Begins on a Monday morning.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    /// <summary>An empty folder of this test, e.g. for the blob store; removed with the database.</summary>
    public string Folder { get; }

    /// <summary>For programs of their own; null on SQLite, where a program brings its database with its data folder.</summary>
    public string? ConnectionString => kind == Databases.Postgres ? In(name) : null;

    /// <param name="kind">A value of <see cref="Databases.All"/>.</param>
    public static Task<TestDatabase> Create(string kind) => Task.Run(() => new TestDatabase(kind, migrated: true));

    /// <summary>One in which there is nothing yet.</summary>
    /// <param name="kind">A value of <see cref="Databases.All"/>.</param>
    public static Task<TestDatabase> Empty(string kind) => Task.Run(() => new TestDatabase(kind, migrated: false));

    public async ValueTask DisposeAsync()
    {
        await Dialect.DisposeAsync();
        if (kind == Databases.Postgres)
            Administer(SharedPostgres.ConnectionString, $"DROP DATABASE {name} WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    private SqliteDialect CopySqlite(bool migrated)
    {
        var file = Path.Combine(Folder, "umlauf.db");
        if (migrated)
            File.Copy(sqliteTemplate.Value, file);
        return new SqliteDialect(file);
    }

    private PostgresDialect CopyPostgres(bool migrated)
    {
        Component.Require(SharedPostgres.Missing);
        var template = migrated ? postgresTemplate.Value : "template0";
        Administer(SharedPostgres.ConnectionString, $"CREATE DATABASE {name} TEMPLATE {template}");
        return new PostgresDialect(In(name, ProgramRole), In(name));
    }

    private static string MigrateSqliteTemplate()
    {
        var folder = Directory.CreateTempSubdirectory("umlauf-test-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var file = Path.Combine(folder, "template.db");
        Migrate(new SqliteDialect(file));
        return file;
    }

    private static string MigratePostgresTemplate()
    {
        var scripts = Migrations.For(new PostgresDialect(SharedPostgres.ConnectionString));
        var text = string.Concat(scripts.Select(script => script.Name + script.Sql));
        var template = $"umlauf_rls_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16]}";
        // Parallel test programs, perhaps of other source trees, share the server: one of them migrates, the others wait.
        using var one = Open(SharedPostgres.ConnectionString);
        Execute(one, "SELECT pg_advisory_lock(1)");
        using var exists = new NpgsqlCommand($"SELECT count(*) FROM pg_database WHERE datname = '{template}'", one);
        if (exists.ExecuteScalar() is 0L)
        {
            Execute(one, $"DROP DATABASE IF EXISTS {template}_new WITH (FORCE)");
            Execute(one, $"CREATE DATABASE {template}_new");
            Execute(one, $"DO $$ BEGIN CREATE ROLE {ProgramRole}; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
            Migrate(new PostgresDialect(In($"{template}_new", ProgramRole), In($"{template}_new")));
            Execute(one, $"ALTER DATABASE {template}_new RENAME TO {template}");
        }
        return template;
    }

    private static void Migrate(Dialect dialect)
    {
        dialect.Migrate(Migrations.For(dialect));
        dialect.DisposeAsync().AsTask().GetAwaiter().GetResult();
        NpgsqlConnection.ClearAllPools();
    }

    private static string In(string database, string? role = null) =>
        new NpgsqlConnectionStringBuilder(SharedPostgres.ConnectionString)
        {
            Database = database,
            MaxPoolSize = 20,
            Options = role is null ? null : $"-c role={role}",
        }.ToString();

    private static void Administer(string connectionString, string sql)
    {
        using var connection = Open(connectionString);
        Execute(connection, sql);
    }

    private static NpgsqlConnection Open(string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        // Copying a database waits for the disk, and on a busy machine for others who copy.
        using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 300 };
        command.ExecuteNonQuery();
    }
}
