using Dapper;

namespace Umlauf.Platform;

/// <summary>
/// One connection, one transaction, one administration, one actor. Nothing else can run SQL.
/// Every statement has the parameter <c>@tenant</c>; all other parameters come from the properties of <c>args</c>.
/// </summary>
public sealed class Unit : IAsyncDisposable
{
    private readonly Session session;
    private readonly CancellationToken ct;
    private readonly List<Func<Task>> beforeCommit = [];
    private readonly List<Action> afterCommit = [];
    private string opening;

    internal Unit(Session session, Dialect dialect, Actor by, DateTimeOffset now, CancellationToken ct) =>
        (this.session, Dialect, By, Now, this.ct, opening) = (session, dialect, by, now, ct, dialect.Opening(by.Tenant));

    public Dialect Dialect { get; }

    public Actor By { get; }

    public TenantId Tenant => By.Tenant;

    /// <summary>One time for everything that this unit writes.</summary>
    public DateTimeOffset Now { get; }

    public async Task<IReadOnlyList<T>> Query<T>(string sql, object? args = null) =>
        (await session.Connection.QueryAsync<T>(Command(sql, args))).AsList();

    /// <summary>The only row, or the default when there is none.</summary>
    /// <exception cref="InvalidOperationException">There is more than one row.</exception>
    public Task<T?> One<T>(string sql, object? args = null) => session.Connection.QuerySingleOrDefaultAsync<T>(Command(sql, args));

    public Task<T?> Scalar<T>(string sql, object? args = null) => session.Connection.ExecuteScalarAsync<T>(Command(sql, args));

    /// <returns>The number of rows changed.</returns>
    public Task<int> Exec(string sql, object? args = null) => session.Connection.ExecuteAsync(Command(sql, args));

    /// <summary>Rows one by one, never all in memory.</summary>
    public async IAsyncEnumerable<T> Stream<T>(string sql, object? args = null)
    {
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

    /// <summary>Returns when everything is durable.</summary>
    public async Task Commit()
    {
        for (var i = 0; i < beforeCommit.Count; i++)
            await beforeCommit[i]();
        await session.Commit(ct);
        foreach (var act in afterCommit)
            act();
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private CommandDefinition Command(string sql, object? args)
    {
        var parameters = new DynamicParameters(args);
        parameters.Add("tenant", Tenant.Value);
        (sql, opening) = (opening + sql, "");
        return new CommandDefinition(sql, parameters, session.Transaction, cancellationToken: ct);
    }
}
