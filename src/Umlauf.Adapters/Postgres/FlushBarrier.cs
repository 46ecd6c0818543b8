using Npgsql;

namespace Umlauf.Adapters.Postgres;

/// <summary>
/// Makes everything committed so far durable with one synchronous commit, shared by all who wait at this moment.
/// A synchronous commit flushes the write-ahead log up to itself, and waits for synchronous standbys, for all earlier commits too.
/// </summary>
internal sealed class FlushBarrier(NpgsqlDataSource source) : IAsyncDisposable
{
    private readonly Lock gate = new();
    private TaskCompletionSource? next;
    private bool running;

    /// <summary>Returns when every commit made before this call is durable.</summary>
    public Task Wait()
    {
        lock (gate)
        {
            // A flush that already runs may have begun before our commit: only the next one counts for us.
            next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var mine = next.Task;
            if (!running)
            {
                running = true;
                _ = Task.Run(Flush);
            }
            return mine;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task Flush()
    {
        while (true)
        {
            TaskCompletionSource round;
            lock (gate)
            {
                if (next is null)
                {
                    running = false;
                    return;
                }
                round = next;
                next = null;
            }
            try
            {
                await using var command = source.CreateCommand("SELECT pg_logical_emit_message(true, 'umlauf', '')");
                await command.ExecuteNonQueryAsync();
                round.SetResult();
            }
            catch (Exception failure)
            {
                round.SetException(failure);
            }
        }
    }
}
