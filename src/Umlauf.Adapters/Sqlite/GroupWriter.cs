using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Umlauf.Platform;

namespace Umlauf.Adapters.Sqlite;

/// <summary>
/// Lets many short writing units share one durable commit (group commit). Units run one after the other on one connection, each in a savepoint;
/// whoever releases the connection while nobody waits commits for the whole group. A unit's <see cref="Session.Commit"/> returns
/// when the group is on the disk, or throws when the group failed: then no unit of the group was stored.
/// </summary>
internal sealed class GroupWriter(SqliteConnection connection) : IAsyncDisposable
{
    /// <summary>A group is closed after this many units even when others wait, so that nobody waits long for the disk.</summary>
    private const int LargestGroup = 256;

    /// <summary>
    /// Statistics of all tables, with a bounded look at each: a plan made for an empty table must not stay when the table has grown. SQLite does
    /// nothing as long as no table has grown much.
    /// </summary>
    private const string Analyse = "PRAGMA optimize = 0x10012";

    private const int AnalyseEvery = 256;

    private readonly SqliteConnection connection = connection;
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = [];
    private readonly List<TaskCompletionSource> group = [];
    private readonly List<string> lastStatements = [];
    private bool held;
    private bool open;
    private int groups;

    public async Task<Session> Open(CancellationToken ct)
    {
        await Take(ct);
        try
        {
            if (!open)
            {
                Execute("BEGIN IMMEDIATE");
                open = true;
            }
            Execute("SAVEPOINT unit");
            return new UnitSession(this);
        }
        catch
        {
            Release();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Take(CancellationToken.None);
        Execute(Analyse);
        await connection.DisposeAsync();
    }

    private async Task Take(CancellationToken ct)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (!held)
            {
                held = true;
                return;
            }
            turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.AddLast(turn);
        }
        await using var cancel = ct.UnsafeRegister(static (turn, ct) => ((TaskCompletionSource)turn!).TrySetCanceled(ct), turn);
        await turn.Task;
    }

    /// <summary>Hands the connection to the next unit, or commits the group when nobody waits or the group is large enough.</summary>
    private void Release()
    {
        if (group.Count < LargestGroup && HandOver(freeIfNone: false))
            return;
        CloseGroup();
        HandOver(freeIfNone: true);
    }

    private bool HandOver(bool freeIfNone)
    {
        lock (gate)
        {
            while (waiting.First is { } next)
            {
                waiting.RemoveFirst();
                if (next.Value.TrySetResult())
                    return true;
            }
            if (freeIfNone)
                held = false;
            return false;
        }
    }

    private void CloseGroup()
    {
        if (!open)
            return;
        open = false;
        var units = group.ToArray();
        group.Clear();
        try
        {
            lastStatements.ForEach(Execute);
            lastStatements.Clear();
            if (++groups % AnalyseEvery == 0)
                Execute(Analyse);
            Execute("COMMIT");
        }
        catch (SqliteException failure)
        {
            RollBack();
            foreach (var unit in units)
                unit.SetException(failure);
            return;
        }
        foreach (var unit in units)
            unit.SetResult();
    }

    /// <summary>SQLite itself rolls the whole transaction back on some failures, e.g. a full disk: then the group is lost and must say so.</summary>
    private bool GroupIsLost() => raw.sqlite3_get_autocommit(connection.Handle) != 0;

    private void FailGroup(Exception failure)
    {
        open = false;
        foreach (var unit in group)
            unit.SetException(failure);
        group.Clear();
        lastStatements.Clear();
    }

    private void RollBack()
    {
        lastStatements.Clear();
        if (!GroupIsLost())
            Execute("ROLLBACK");
    }

    private void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class UnitSession(GroupWriter writer) : Session
    {
        private readonly List<string> mine = [];
        private bool done;

        public override DbConnection Connection => writer.connection;

        public override DbTransaction? Transaction => null;

        public override void OncePerCommit(string sql)
        {
            if (!mine.Contains(sql, StringComparer.Ordinal))
                mine.Add(sql);
        }

        public override async Task Commit(CancellationToken ct)
        {
            var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            writer.Execute("RELEASE unit");
            done = true;
            writer.lastStatements.AddRange(mine.Except(writer.lastStatements, StringComparer.Ordinal));
            writer.group.Add(stored);
            writer.Release();
            await stored.Task;
        }

        public override ValueTask DisposeAsync()
        {
            if (done)
                return ValueTask.CompletedTask;
            done = true;
            if (writer.GroupIsLost())
                writer.FailGroup(new IOException("The database rolled the transaction back; nothing of it was stored.", Db.NoRoom));
            else
                writer.Execute("ROLLBACK TO unit; RELEASE unit");
            writer.Release();
            return ValueTask.CompletedTask;
        }
    }
}
