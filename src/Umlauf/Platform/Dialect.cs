using System.Data.Common;

namespace Umlauf.Platform;

/// <summary>The one place where SQLite and PostgreSQL differ: connections, durable commit, and the few constructs that are not portable.</summary>
public abstract class Dialect : IAsyncDisposable
{
    /// <summary><c>sqlite</c> or <c>postgres</c>; also selects <c>-- only:</c> blocks in migrations.</summary>
    public abstract string Name { get; }

    public bool IsSqlite => Name == "sqlite";

    /// <summary>Replacements for <c>{id} {instant} {date} {json} {bytes} {bool} {hash} {long} {text}</c> in migrations.</summary>
    public abstract IReadOnlyDictionary<string, string> ColumnTypes { get; }

    /// <summary>Follows a sub-select that claims rows: skips rows that another worker holds.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>Follows a select whose row the transaction is about to change.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Follows a column that must be one of the values of a parameter.</summary>
    public abstract string OneOf(string parameter);

    /// <summary>Goes before the first statement of a unit; tells the database for whom it works, where it keeps administrations apart by itself.</summary>
    public virtual string Opening(TenantId tenant) => "";

    /// <summary>A connection for reading, in a consistent snapshot.</summary>
    public abstract Task<Session> OpenRead(CancellationToken ct);

    /// <summary>A connection for writing; see <see cref="Session.Commit"/>.</summary>
    public abstract Task<Session> OpenWrite(CancellationToken ct);

    /// <summary>The database itself cannot work just now, e.g. its disk is full or it is not reached; the same may succeed later.</summary>
    public abstract bool IsOutage(DbException failure);

    /// <summary>Brings the schema up to date.</summary>
    public abstract void Migrate(IReadOnlyList<MigrationScript> scripts);

    /// <summary>The names of the migrations that have run here; none in a database that nobody has used yet.</summary>
    public abstract IReadOnlyList<string> Migrated();

    /// <summary>Writes everything, as of one moment, into a new file, while others go on writing. The schema stays as it is.</summary>
    public abstract Task<Result<Done>> Save(string copy, CancellationToken ct);

    /// <summary>Fills this database, in which there must be nothing, from such a file: with all of it or with nothing.</summary>
    public abstract Task<Result<Done>> Load(string copy, CancellationToken ct);

    /// <summary>There is nothing in this database, neither of ours nor of others.</summary>
    public abstract Task<bool> IsEmpty(CancellationToken ct);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A connection inside a transaction.</summary>
public abstract class Session : IAsyncDisposable
{
    public abstract DbConnection Connection { get; }

    public abstract DbTransaction? Transaction { get; }

    /// <summary>
    /// A statement for the end of the transaction, run once however many units share the commit; part of it like every other statement.
    /// </summary>
    public virtual void OncePerCommit(string sql) => throw new NotSupportedException("Here every unit has a transaction of its own.");

    /// <summary>Returns when others see what was written, and its locks are free; it is durable when <see cref="Durable"/> returns.</summary>
    public abstract Task Commit(CancellationToken ct);

    /// <summary>Returns when what was committed is on the disk. Concurrent writers share one sync.</summary>
    public virtual Task Durable() => Task.CompletedTask;

    /// <summary>Rolls back what was not committed and gives the connection back.</summary>
    public abstract ValueTask DisposeAsync();
}
