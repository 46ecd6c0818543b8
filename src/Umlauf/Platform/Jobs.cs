using System.Text.Json;

namespace Umlauf.Platform;

/// <summary>One piece of work to be done later, claimed by a worker until <see cref="LeaseUntil"/>.</summary>
public sealed record Job
{
    public required TenantId TenantId { get; init; }
    public required Guid Id { get; init; }
    public required string Kind { get; init; }
    public required string Key { get; init; }
    public required string Payload { get; init; }

    /// <summary>How often it was begun, this time included.</summary>
    public required int Attempts { get; init; }

    public T Read<T>() => JsonSerializer.Deserialize<T>(Payload)!;
}

/// <summary>How a kind of work is done. A thrown exception is a failed attempt: it is tried again after a growing delay.</summary>
public interface IJobHandler
{
    string Kind { get; }

    /// <summary>How many of this kind one node does at once.</summary>
    int Parallel { get; }

    Task Run(Job job, CancellationToken ct);

    /// <summary>Called once when the last attempt failed; must leave something a person can see.</summary>
    Task GiveUp(Job job, string error, CancellationToken ct);
}

/// <summary>The job table (Aufgaben im Hintergrund): work is enqueued in the transaction that makes it necessary and done at least once.</summary>
public sealed class Jobs(Db db)
{
    public const int MostAttempts = 8;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private TaskCompletionSource news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when work comes in after this was read. Read it before looking for work, wait for it after.</summary>
    public Task News => Volatile.Read(ref news).Task;

    /// <summary>Enqueues in the caller's transaction. A job with the same kind and key that still waits is left as it is.</summary>
    public async Task Enqueue(Unit unit, string kind, string key, object payload, DateTimeOffset? dueAt = null)
    {
        await unit.Exec(
            """
            INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts)
            VALUES (@tenant, @id, @kind, @key, @payload, @dueAt, 0)
            ON CONFLICT (tenant_id, kind, key) DO NOTHING
            """,
            new
            {
                id = Guid.CreateVersion7(unit.Now),
                kind,
                key,
                payload = JsonSerializer.Serialize(payload),
                dueAt = dueAt ?? unit.Now,
            }
        );
        unit.AfterCommit(Wake);
    }

    /// <summary>Tells waiting workers of this node that there is work.</summary>
    public void Wake() =>
        Interlocked.Exchange(ref news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Takes up to <paramref name="most"/> due jobs of a kind for this node; those of a dead node come back when their lease ends.</summary>
    public async Task<IReadOnlyList<Job>> Claim(string kind, int most, CancellationToken ct)
    {
        await using (var look = await db.Read(Actor.System(TenantId.Installation), ct))
        {
            if (await look.Scalar<int?>(Due("1", "LIMIT 1"), new { kind, now = look.Now }) is null)
                return [];
        }
        await using var unit = await db.Write(Actor.System(TenantId.Installation), ct);
        var jobs = await unit.Query<Job>(
            $"""
            UPDATE platform_job SET attempts = attempts + 1, lease_until = @lease
            FROM ({Due("tenant_id AS of_tenant, id AS job", "ORDER BY due_at LIMIT @most " + unit.Dialect.SkipLocked)}) due
            WHERE tenant_id = of_tenant AND id = job
            RETURNING tenant_id, id, kind, key, payload, attempts
            """,
            new
            {
                kind,
                most,
                now = unit.Now,
                lease = unit.Now + Lease,
            }
        );
        await unit.Commit();
        return jobs;
    }

    /// <summary>Where one program alone works on the database, every claim that it finds at its start is one of a dead predecessor.</summary>
    internal async Task ReleaseDead(CancellationToken ct)
    {
        if (!db.Dialect.IsSqlite)
            return;
        await using var unit = await db.Write(Actor.System(TenantId.Installation), ct);
        await unit.Exec("UPDATE platform_job SET lease_until = NULL WHERE lease_until IS NOT NULL");
        await unit.Commit();
    }

    public async Task Finish(Job job, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(job.TenantId), ct);
        await unit.Exec("DELETE FROM platform_job WHERE tenant_id = @tenant AND id = @id", new { id = job.Id });
        await unit.Commit();
    }

    /// <summary>Puts a failed job back with a growing delay: 5 s, 20 s, 45 s, ...</summary>
    public async Task Retry(Job job, string error, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(job.TenantId), ct);
        await unit.Exec(
            "UPDATE platform_job SET lease_until = NULL, due_at = @due, last_error = @error WHERE tenant_id = @tenant AND id = @id",
            new
            {
                id = job.Id,
                due = unit.Now + TimeSpan.FromSeconds(5 * job.Attempts * job.Attempts),
                error,
            }
        );
        await unit.Commit();
    }

    /// <summary>How much waits, per kind, for the operator's page and the metrics.</summary>
    public async Task<IReadOnlyList<Backlog>> Waiting(CancellationToken ct)
    {
        await using var unit = await db.Read(Actor.System(TenantId.Installation), ct);
        return await unit.Query<Backlog>(
            "SELECT kind, count(*) AS waiting, min(due_at) AS oldest, max(attempts) AS attempts, max(last_error) AS last_error FROM platform_job GROUP BY kind ORDER BY kind"
        );
    }

    private static string Due(string columns, string tail) =>
        $"SELECT {columns} FROM platform_job WHERE kind = @kind AND due_at <= @now AND (lease_until IS NULL OR lease_until < @now) {tail}";
}

/// <summary>The waiting work of one kind.</summary>
public sealed record Backlog
{
    public required string Kind { get; init; }
    public required long Waiting { get; init; }
    public required DateTimeOffset Oldest { get; init; }
    public required int Attempts { get; init; }
    public string? LastError { get; init; }
}
