using System.Data;
using System.Data.Common;
using System.Globalization;
using DbUp;
using Npgsql;
using Umlauf.Adapters.Migrating;
using Umlauf.Platform;

namespace Umlauf.Adapters.Postgres;

/// <summary>
/// PostgreSQL. Transactions commit without waiting for the disk, which frees the head of the journal's chain at once; then
/// <see cref="FlushBarrier"/> waits for one sync that all committers of this moment share. Nobody is told "done" before it.
/// </summary>
public sealed class PostgresDialect : Dialect
{
    /// <summary>Far more than a node has cores, and few enough that a second node fits beside it: a PostgreSQL takes 100 unless told otherwise.</summary>
    private const int MostConnections = 40;

    private readonly string connectionString;
    private readonly string? owner;
    private readonly NpgsqlDataSource source;
    private readonly FlushBarrier barrier;
    private readonly Housekeeping housekeeping;

    /// <param name="connectionString">As whom the program works.</param>
    /// <param name="owner">Connects as the owner of the tables, for migrations; null = the program owns them, and row-level security does not bind it.</param>
    public PostgresDialect(string connectionString, string? owner = null)
    {
        this.connectionString = connectionString;
        this.owner = owner;
        source = NpgsqlDataSource.Create(
            // Who says another size in the connection string has the last word.
            new NpgsqlConnectionStringBuilder($"Maximum Pool Size={MostConnections};{connectionString}")
            {
                // Compiling a plan, or starting workers for it, costs more than any of our short queries.
                Options =
                    "-c synchronous_commit=off -c jit=off -c max_parallel_workers_per_gather=0 "
                    + new NpgsqlConnectionStringBuilder(connectionString).Options,
                MaxAutoPrepare = 200,
                AutoPrepareMinUsages = 3,
                // Nothing is ever set for longer than a transaction.
                NoResetOnClose = true,
            }
        );
        housekeeping = new Housekeeping(owner ?? connectionString);
        barrier = new FlushBarrier(NpgsqlDataSource.Create(connectionString));
    }

    public override string Name => "postgres";

    public override IReadOnlyDictionary<string, string> ColumnTypes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["id"] = "uuid",
            ["instant"] = "timestamptz",
            ["date"] = "date",
            ["json"] = "text",
            ["hash"] = "text",
            ["text"] = "text",
            ["bytes"] = "bytea",
            ["bool"] = "boolean",
            ["long"] = "bigint",
        };

    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string ForUpdate => "FOR UPDATE";

    public override string OneOf(string parameter) => $"= ANY({parameter})";

    // In one round trip with the statement that it precedes; an owner is not bound and needs no telling.
    public override string Opening(TenantId tenant) =>
        owner is null ? "" : string.Create(CultureInfo.InvariantCulture, $"SET LOCAL umlauf.tenant = '{tenant.Value}'; ");

    public override Task<Session> OpenRead(CancellationToken ct) => Begin(null, ct);

    public override Task<Session> OpenWrite(CancellationToken ct) => Begin(barrier, ct);

    // Class 53: no room, no memory, too many connections.
    public override bool IsOutage(DbException failure) =>
        failure.IsTransient || failure is PostgresException full && full.SqlState.StartsWith("53", StringComparison.Ordinal);

    public override void Migrate(IReadOnlyList<MigrationScript> scripts)
    {
        // An index over a million documents takes minutes, and so may the node before us.
        var patient = new NpgsqlConnectionStringBuilder(owner ?? connectionString) { CommandTimeout = 0 }.ToString();
        // Of several nodes that start at once, one migrates and the others wait.
        using var connection = new NpgsqlConnection(patient);
        connection.Open();
        using var wait = new NpgsqlCommand("SELECT pg_advisory_lock(hashtext('umlauf-migrate'))", connection);
        wait.ExecuteNonQuery();
        try
        {
            DbUpRun.Migrate(DeployChanges.To.PostgresqlDatabase(patient), scripts);
            RowSecurity.Apply(connection, owner is null ? null : ProgramRole());
        }
        finally
        {
            using var done = new NpgsqlCommand("SELECT pg_advisory_unlock(hashtext('umlauf-migrate'))", connection);
            done.ExecuteNonQuery();
        }
    }

    public override IReadOnlyList<string> Migrated() => DbUpRun.Executed(DeployChanges.To.PostgresqlDatabase(owner ?? connectionString));

    public override Task<Result<Done>> Save(string copy, CancellationToken ct) => PostgresTools.Dump(owner ?? connectionString, copy, ct);

    public override Task<Result<Done>> Load(string copy, CancellationToken ct) =>
        PostgresTools.Restore(owner ?? connectionString, copy, ct);

    public override async Task<bool> IsEmpty(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(owner ?? connectionString);
        await connection.OpenAsync(ct);
        await using var tables = new NpgsqlCommand(
            "SELECT NOT EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace)",
            connection
        );
        return (bool)(await tables.ExecuteScalarAsync(ct))!;
    }

    public override async ValueTask DisposeAsync()
    {
        await housekeeping.DisposeAsync();
        await barrier.DisposeAsync();
        await source.DisposeAsync();
    }

    private string ProgramRole()
    {
        using var connection = source.OpenConnection();
        using var who = new NpgsqlCommand("SELECT current_user", connection);
        return (string)who.ExecuteScalar()!;
    }

    private async Task<Session> Begin(FlushBarrier? flush, CancellationToken ct)
    {
        var connection = await source.OpenConnectionAsync(ct);
        try
        {
            // A reader sees one moment, as on SQLite; a writer waits for others and then sees what they did.
            var isolation = flush is null ? IsolationLevel.RepeatableRead : IsolationLevel.ReadCommitted;
            return new PostgresSession(connection, await connection.BeginTransactionAsync(isolation, ct), flush, housekeeping);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class PostgresSession(
        NpgsqlConnection connection,
        NpgsqlTransaction transaction,
        FlushBarrier? flush,
        Housekeeping housekeeping
    ) : Session
    {
        public override DbConnection Connection => connection;

        public override DbTransaction Transaction => transaction;

        public override async Task Commit(CancellationToken ct)
        {
            if (flush is null)
                throw new InvalidOperationException("This unit only reads.");
            // From here on the caller must learn the outcome: a cancelled wait would leave it unknown.
            await transaction.CommitAsync(CancellationToken.None);
            housekeeping.CountCommit();
        }

        public override Task Durable() => flush?.Wait() ?? Task.CompletedTask;

        public override async ValueTask DisposeAsync()
        {
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
