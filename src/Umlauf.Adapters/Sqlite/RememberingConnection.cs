using System.Data;
using Microsoft.Data.Sqlite;

namespace Umlauf.Adapters.Sqlite;

/// <summary>
/// A connection that keeps its statements prepared. Microsoft.Data.Sqlite prepares a statement anew for each command, which takes several times as
/// long as running it; here a command borrows the prepared one with the same text and gives it back when it is disposed.
/// </summary>
internal sealed class RememberingConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>More texts than the program has; a bound for those that are put together at run time.</summary>
    private const int MostKept = 500;

    private readonly Dictionary<string, SqliteCommand> prepared = new(StringComparer.Ordinal);

    public override SqliteCommand CreateCommand() => new BorrowingCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var command in prepared.Values)
                command.Dispose();
            prepared.Clear();
        }
        base.Dispose(disposing);
    }

    private SqliteCommand Borrow(string text) => prepared.Remove(text, out var command) ? command : new SqliteCommand(text, this);

    private void GiveBack(SqliteCommand command)
    {
        // The values may be large; the texts of a statement that is running twice are prepared twice and kept once.
        command.Parameters.Clear();
        if (State != ConnectionState.Open || prepared.Count >= MostKept || !prepared.TryAdd(command.CommandText, command))
            command.Dispose();
    }

    private sealed class BorrowingCommand(RememberingConnection owner) : SqliteCommand(null, owner)
    {
        private SqliteCommand? borrowed;

        // ExecuteNonQuery and ExecuteScalar of the base class come here too.
        public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
        {
            if (borrowed?.CommandText != CommandText)
                Return();
            borrowed ??= owner.Borrow(CommandText);
            borrowed.Parameters.Clear();
            foreach (SqliteParameter parameter in Parameters)
                borrowed.Parameters.Add(parameter);
            borrowed.CommandTimeout = CommandTimeout;
            return borrowed.ExecuteReader(behavior);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                Return();
            base.Dispose(disposing);
        }

        private void Return()
        {
            if (borrowed is null)
                return;
            owner.GiveBack(borrowed);
            borrowed = null;
        }
    }
}
