using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.TestKit;

/// <summary>A town hall in a test: one database, one administration, somebody who acts. Each capability adds what it needs to tell its stories.</summary>
public sealed partial class Scenario : IAsyncDisposable
{
    private Scenario(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }

    public Db Db => Database.Db;

    public JournalWriter Journal { get; } = new();

    public TenantId Tenant { get; } = new(1);

    /// <summary>The program, which may do and see everything.</summary>
    public Caller By => Caller.Program(Tenant);

    public static async Task<Scenario> On(string database) => new(await TestDatabase.Create(database));

    /// <summary>Reads with the SQL of the test itself.</summary>
    public async Task<IReadOnlyList<T>> Rows<T>(string sql, object? args = null)
    {
        await using var unit = await Db.Read(By.Actor, CancellationToken.None);
        return await unit.Query<T>(sql, args);
    }

    /// <summary>Breaks or prepares something behind the program's back.</summary>
    public async Task<int> Exec(string sql, object? args = null)
    {
        await using var unit = await Db.Write(By.Actor, CancellationToken.None);
        var rows = await unit.Exec(sql, args);
        await unit.Commit();
        return rows;
    }

    /// <summary>The kinds of the acts on a subject, in their order.</summary>
    public Task<IReadOnlyList<string>> JournalOf(Guid subject) =>
        Rows<string>("SELECT kind FROM journal_entry WHERE tenant_id = @tenant AND subject = @subject ORDER BY position", new { subject });

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
