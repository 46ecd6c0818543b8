using System.Data.Common;
using Dapper;

namespace Umlauf.Platform;

/// <summary>
/// One connection, one transaction, one administration, one actor. Nothing else can run SQL.
/// Every statement has the parameter <c>@tenant</c>; all other parameters come from the properties of <c>args</c>.
/// </summary>
public sealed class Unit : IAsyncDisposable
{
    private const int LargestBatch = 500;

    private readonly Session session;
    private readonly CancellationToken ct;
    private readonly List<Func<Task>> beforeCommit = [];
    private readonly List<Action> afterCommit = [];
    private readonly List<(string Sql, object? Args)> queued = [];
    private readonly List<IDisposable> untilEnd = [];
    private string opening;

    internal Unit(Session session, Dialect dialect, Actor by, DateTimeOffset now, CancellationToken ct) =>
        (this.session, Dialect, By, Now, this.ct, opening) = (session, dialect, by, now, ct, dialect.Opening(by.Tenant));

    public Dialect Dialect { get; }

    public Actor By { get; }

    public TenantId Tenant => By.Tenant;

    /// <summary>One time for everything that this unit writes.</summary>
    public DateTimeOffset Now { get; }

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null)
    {
        await RunQueued();
        return (await session.Connection.QueryAsync<T>(Command(sql, args))).AsList();
    }

    /// <summary>The only row, or the default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public async Task<T?> One<T>(string sql, object? args = null)
    {
        await RunQueued();
        return await session.Connection.QuerySingleOrDefaultAsync<T>(Command(sql, args));
    }

    public async Task<T?> Scalar<T>(string sql, object? args = null)
    {
        await RunQueued();
        return await session.Connection.ExecuteScalarAsync<T>(Command(sql, args));
    }

    /// <returns>The number of rows changed.</returns>
    public async Task<int> Exec(string sql, object? args = null)
    {
        await RunQueued();
        return await session.Connection.ExecuteAsync(Command(sql, args));
    }

    /// <summary>A statement whose answer nobody needs: on PostgreSQL it shares a round trip with those queued beside it, before the next statement or the commit.</summary>
    public void Queue(string sql, object? args = null) => queued.Add((sql, args));

    /// <summary>The same <c>INSERT ... VALUES</c> for each of many rows: prepared once, or one statement for all. No two rows may meet the same conflict.</summary>
    public async Task InsertAll<T>(string sql, IEnumerable<T> rows)
        where T : class
    {
        if (!session.Connection.CanCreateBatch)
            await ExecAll(sql, rows);
        else
            foreach (var some in rows.Chunk(LargestBatch))
            {
                await RunQueued();
                await session.Connection.ExecuteAsync(ManyAtOnce(sql, some));
            }
    }

    /// <summary>As <see cref="InsertAll{T}"/>; on PostgreSQL it shares a round trip as <see cref="Queue"/> does.</summary>
    public async Task QueueAll<T>(string sql, IEnumerable<T> rows)
        where T : class
    {
        if (!session.Connection.CanCreateBatch)
            await ExecAll(sql, rows);
        else
            foreach (var some in rows.Chunk(LargestBatch))
            {
                var many = new SqlArrays(Tenant, some);
                Queue(many.Statement(sql), many);
            }
    }

    /// <summary>As <see cref="InsertAll{T}"/>, for rows of which some may be there already (<c>ON CONFLICT DO NOTHING</c>).</summary>
    /// <param name="sql">Ends with RETURNING and the column that holds the key.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="key">The key of a row.</param>
    /// <returns>The keys of the rows that are new.</returns>
    public async Task<HashSet<TKey>> InsertNew<T, TKey>(string sql, IReadOnlyList<T> rows, Func<T, TKey> key)
        where T : class
    {
        if (!session.Connection.CanCreateBatch)
            return [.. rows.Zip(await ExecAll(sql, rows)).Where(one => one.Second > 0).Select(one => key(one.First))];
        var added = new HashSet<TKey>();
        foreach (var some in rows.Chunk(LargestBatch))
        {
            await RunQueued();
            added.UnionWith(await session.Connection.QueryAsync<TKey>(ManyAtOnce(sql, some)));
        }
        return added;
    }

    /// <summary>The same statement for each of many rows: prepared once, or all rows in one round trip.</summary>
    /// <returns>For each row the number of rows changed.</returns>
    public async Task<IReadOnlyList<int>> ExecAll<T>(string sql, IEnumerable<T> rows)
        where T : class
    {
        var changed = new List<int>();
        if (!session.Connection.CanCreateBatch)
            await RunQueued();
        foreach (var some in rows.Chunk(LargestBatch))
            await (session.Connection.CanCreateBatch ? InOneRoundTrip(sql, some, changed) : OneByOne(sql, some, changed));
        return changed;
    }

    /// <summary>Rows one by one, never all in memory.</summary>
    public async IAsyncEnumerable<T> Stream<T>(string sql, object? args = null)
    {
        await RunQueued();
        await using var reader = await session.Connection.ExecuteReaderAsync(Command(sql, args));
        var parse = reader.GetRowParser<T>();
        while (await reader.ReadAsync(ct))
            yield return parse(reader);
    }

    /// <summary>Runs inside the transaction as its last act, e.g. taking the place in the journal's chain.</summary>
    public void BeforeCommit(Func<Task> act) => beforeCommit.Add(act);

    /// <summary>SQLite: a statement that runs once at the end of the commit that this unit shares with others, for work that is cheap only in bulk.</summary>
    public void OncePerCommit(string sql) => session.OncePerCommit(sql);

    /// <summary>Runs when the commit is durable, e.g. waking a worker. Must not throw.</summary>
    public void AfterCommit(Action act) => afterCommit.Add(act);

    /// <summary>Keeps something, e.g. a turn, until the unit is committed or rolled back.</summary>
    public void UntilEnd(IDisposable kept) => untilEnd.Add(kept);

    /// <summary>Returns when everything is durable.</summary>
    public async Task Commit()
    {
        for (var i = 0; i < beforeCommit.Count; i++)
            await beforeCommit[i]();
        await RunQueued();
        await session.Commit(ct);
        LetGo();
        await session.Durable();
        foreach (var act in afterCommit)
            act();
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        LetGo();
    }

    private void LetGo()
    {
        untilEnd.ForEach(kept => kept.Dispose());
        untilEnd.Clear();
    }

    private CommandDefinition Command(string sql, object? args) =>
        new(Opening() + sql, new SqlValues(Tenant, args), session.Transaction, cancellationToken: ct);

    private CommandDefinition ManyAtOnce<T>(string sql, T[] rows)
        where T : class
    {
        var many = new SqlArrays(Tenant, rows);
        return new(Opening() + many.Statement(sql), many, session.Transaction, cancellationToken: ct);
    }

    /// <summary>What the dialect puts before the first statement; nothing before any other.</summary>
    private string Opening()
    {
        var first = opening;
        opening = "";
        return first;
    }

    private async Task OneByOne<T>(string sql, T[] rows, List<int> changed)
        where T : class
    {
        if (Opening() is { Length: > 0 } first)
            await session.Connection.ExecuteAsync(new CommandDefinition(first, transaction: session.Transaction, cancellationToken: ct));
        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = session.Transaction;
        new SqlValues(Tenant, rows[0]).Add(command.Parameters, command.CreateParameter);
        foreach (var row in rows)
        {
            SqlValues.Replace(command.Parameters, row);
            changed.Add(await command.ExecuteNonQueryAsync(ct));
        }
    }

    private async Task InOneRoundTrip<T>(string sql, T[] rows, List<int> changed)
        where T : class
    {
        await using var batch = Batch();
        var first = batch.BatchCommands.Count;
        foreach (var row in rows)
            Add(batch, sql, row);
        await batch.ExecuteNonQueryAsync(ct);
        changed.AddRange(batch.BatchCommands.Skip(first).Select(command => command.RecordsAffected));
    }

    private async Task RunQueued()
    {
        if (queued.Count == 0)
            return;
        if (session.Connection.CanCreateBatch)
        {
            await using var batch = Batch();
            await batch.ExecuteNonQueryAsync(ct);
            return;
        }
        foreach (var (sql, args) in queued)
            await session.Connection.ExecuteAsync(Command(sql, args));
        queued.Clear();
    }

    /// <summary>A round trip that begins with what is queued.</summary>
    private DbBatch Batch()
    {
        var batch = session.Connection.CreateBatch();
        batch.Transaction = session.Transaction;
        if (Opening() is { Length: > 0 } opens)
            Add(batch, opens, args: null);
        foreach (var (sql, args) in queued)
            Add(batch, sql, args);
        queued.Clear();
        return batch;
    }

    private void Add(DbBatch batch, string sql, object? args)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        if (args is SqlArrays many)
            many.Add(command.Parameters, command.CreateParameter);
        else
            new SqlValues(Tenant, args).Add(command.Parameters, command.CreateParameter);
        batch.BatchCommands.Add(command);
    }
}
