using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Intake.Model;
using Umlauf.Platform;

namespace Umlauf.Intake;

/// <summary>
/// Keeps reading what waits (Leseschlange). Several arrivals share a transaction; when it fails each is tried alone, so that one bad item never
/// takes others with it. A failure is tried again after a growing delay and ends in the exception tray.
/// </summary>
public sealed partial class ReadWaiting(Db db, TakeIn takeIn, ReadArrival read, Jobs jobs, Settings settings, ILogger<ReadWaiting> log)
    : BackgroundService
{
    private const int MostAttempts = 5;
    private const int Batch = 256;
    private const long HeaviestBatch = 8 << 20;

    /// <summary>While somebody hands over, no more are read at once: so that nobody waits long for a core.</summary>
    private const int Few = 16;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Arrivals seldom come alone: those that come together are read together.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    /// <summary>The readers side by side: while one writes what it has read, another waits for its turn to write and a third reads.</summary>
    private static readonly int[] Steps =
    [
        ReadingStep.Item,
        ReadingStep.Item,
        ReadingStep.Item,
        ReadingStep.Attachments,
        ReadingStep.Attachments,
    ];

    /// <summary>Claims whose reading an outage ended.</summary>
    private readonly ConcurrentQueue<Guid> abandoned = [];

    private readonly NodeClaims claims = new(settings.Data.Node());

    /// <summary>A mail is found by its words before the files in it are.</summary>
    private readonly Precedence itemsBeforeAttachments = new(patience: TimeSpan.Zero);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await ReleaseDead(stoppingToken);
        await Task.WhenAll(Steps.Select(step => Loop(step, stoppingToken)));
    }

    /// <summary>Reads until nothing waits that is due; for programs that end afterwards, and for tests.</summary>
    /// <returns>How many items and sets of attachments were read.</returns>
    public async Task<int> Drain(CancellationToken ct)
    {
        await ReleaseDead(ct);
        var sum = 0;
        foreach (var readers in Steps.GroupBy(step => step))
            sum += (await Task.WhenAll(readers.Select(All))).Sum();
        return sum;

        async Task<int> All(int step)
        {
            var ofOne = 0;
            for (int count; (count = await Step(step, ct)) > 0; )
                ofOne += count;
            return ofOne;
        }
    }

    /// <summary>One program alone works on a data folder: every claim of its node that it finds at its start is one of a dead predecessor.</summary>
    private async Task ReleaseDead(CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(TenantId.Installation), ct);
        await unit.Exec(
            "UPDATE intake_waiting SET claim = NULL, lease_until = NULL WHERE claim BETWEEN @first AND @last -- in all administrations",
            new { first = claims.First, last = claims.Last }
        );
        await unit.Commit();
    }

    private async Task Loop(int step, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var news = jobs.News;
                await GiveWay(step, ct);
                if (await Step(step, ct) > 0)
                    continue;
                await Task.WhenAny(news, Task.Delay(Pause, ct));
                await Task.Delay(Gathering, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage)
            {
                LoopFailed(outage);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task GiveWay(int step, CancellationToken ct)
    {
        await takeIn.BeforeReading.GiveWay(ct);
        if (step == ReadingStep.Attachments)
            await itemsBeforeAttachments.GiveWay(ct);
    }

    /// <summary>Claims and reads one batch.</summary>
    private async Task<int> Step(int step, CancellationToken ct)
    {
        await GiveBack(ct);
        var batch = await Claim(step, ct);
        using var way = batch.Count > 0 && step == ReadingStep.Item ? itemsBeforeAttachments.Take() : null;
        try
        {
            foreach (var ofTenant in batch.GroupBy(work => work.TenantId))
                await ReadBatch(new TenantId(ofTenant.Key), [.. ofTenant], ct);
        }
        catch when (batch.Count > 0)
        {
            abandoned.Enqueue(batch[0].Claim);
            throw;
        }
        return batch.Count;
    }

    /// <summary>What an outage kept from being read is nobody's fault: it waits again at once, and the attempt does not count.</summary>
    private async Task GiveBack(CancellationToken ct)
    {
        while (abandoned.TryDequeue(out var claim))
        {
            try
            {
                await using var unit = await db.Write(Actor.System(TenantId.Installation), ct);
                await unit.Exec(
                    """
                    UPDATE intake_waiting SET claim = NULL, lease_until = NULL, attempts = attempts - 1
                    WHERE claim = @claim -- in all administrations
                    """,
                    new { claim }
                );
                await unit.Commit();
            }
            catch
            {
                abandoned.Enqueue(claim);
                throw;
            }
        }
    }

    /// <summary>Reads all of a portion side by side: whoever waits for a reader, a child process or the disk does not keep the others from theirs.</summary>
    private async Task ReadBatch(TenantId tenant, IReadOnlyList<ClaimedRow> batch, CancellationToken ct)
    {
        foreach (var portion in Portions(batch))
        {
            if (portion[0] != batch[0])
                await GiveWay(portion[0].Step, ct);
            var readings = await read.Prepare(tenant, portion, ct);
            await Task.WhenAll((IEnumerable<Task>)readings).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var ready = new List<(ClaimedRow Work, Reading Reading)>(portion.Count);
            var weight = 0L;
            foreach (var (work, reading) in portion.Zip(readings))
            {
                try
                {
                    ready.Add((work, await reading));
                    weight += ready[^1].Reading.Weight;
                }
                catch (Exception failure) when (!db.IsOutage(failure) && !ct.IsCancellationRequested)
                {
                    await Failed(tenant, work, failure, ct);
                }
                if (weight <= HeaviestBatch)
                    continue;
                await Record(tenant, ready, ct);
                (ready, weight) = ([], 0);
            }
            if (ready.Count > 0)
                await Record(tenant, ready, ct);
        }
    }

    /// <summary>What is held in memory at once.</summary>
    private IEnumerable<List<ClaimedRow>> Portions(IReadOnlyList<ClaimedRow> batch)
    {
        for (var next = 0; next < batch.Count; )
        {
            var most = Math.Min(batch.Count, next + (takeIn.BeforeReading.IsTaken ? Few : Batch));
            var portion = new List<ClaimedRow> { batch[next++] };
            for (long weight = portion[0].Size; next < most && (weight += batch[next].Size) <= HeaviestBatch; next++)
                portion.Add(batch[next]);
            yield return portion;
        }
    }

    private async Task Record(TenantId tenant, List<(ClaimedRow Work, Reading Reading)> ready, CancellationToken ct)
    {
        try
        {
            await read.Run(tenant, [.. ready.Select(one => one.Reading)], ct);
            return;
        }
        catch (Exception failure) when (ready.Count > 1 && !db.IsOutage(failure) && !ct.IsCancellationRequested)
        {
            BatchFailed(failure, ready.Count);
        }
        catch (Exception failure) when (!db.IsOutage(failure) && !ct.IsCancellationRequested)
        {
            await Failed(tenant, ready[0].Work, failure, ct);
            return;
        }
        foreach (var one in ready)
            await Record(tenant, [one], ct);
    }

    private async Task Failed(TenantId tenant, ClaimedRow work, Exception failure, CancellationToken ct)
    {
        ReadFailed(failure, work.Id.Value, work.Attempts);
        if (work.Attempts >= MostAttempts)
        {
            await read.Run(tenant, [new Reading(work) { Exception = ReadNotes.Failed }], ct);
            return;
        }
        await using var unit = await db.Write(Actor.System(tenant), ct);
        await unit.Exec(
            """
            UPDATE intake_waiting SET claim = NULL, lease_until = NULL, due_at = @due, last_error = @error
            WHERE tenant_id = @tenant AND arrival_id = @Id
            """,
            new
            {
                work.Id,
                due = unit.Now + TimeSpan.FromSeconds(2 * work.Attempts * work.Attempts),
                error = SqlText.Line(failure.Message),
            }
        );
        await unit.Commit();
    }

    private async Task<IReadOnlyList<ClaimedRow>> Claim(int step, CancellationToken ct)
    {
        var claim = claims.New();
        await using (var look = await db.Read(Actor.System(TenantId.Installation), ct))
        {
            if (await look.Scalar<int?>(Due("1", "LIMIT 1"), new { step, now = look.Now }) is null)
                return [];
        }
        await using (var unit = await db.Write(Actor.System(TenantId.Installation), ct))
        {
            await unit.Exec(
                $"""
                UPDATE intake_waiting SET attempts = intake_waiting.attempts + 1, claim = @claim, lease_until = @lease
                FROM ({Due("tenant_id, arrival_id", "ORDER BY due_at LIMIT @most " + unit.Dialect.SkipLocked)}) due
                WHERE intake_waiting.tenant_id = due.tenant_id AND intake_waiting.arrival_id = due.arrival_id
                """,
                new
                {
                    step,
                    claim,
                    most = step == ReadingStep.Item ? Batch : Batch / 16,
                    now = unit.Now,
                    lease = unit.Now + Lease,
                }
            );
            await unit.Commit();
        }
        await using var claimed = await db.Read(Actor.System(TenantId.Installation), ct);
        return await claimed.Query<ClaimedRow>(
            $"""
            SELECT w.tenant_id, w.step, w.attempts, w.claim, {ArrivalRow.ColumnsOf("a")},
                (SELECT c.kind FROM intake_channel c WHERE c.tenant_id = a.tenant_id AND c.id = a.channel_id) AS channel_kind
            FROM intake_waiting w
            JOIN intake_arrival a ON a.tenant_id = w.tenant_id AND a.id = w.arrival_id
            WHERE w.claim = @claim ORDER BY w.due_at
            """,
            new { claim }
        );
    }

    private static string Due(string columns, string tail) =>
        $"""
            SELECT {columns} FROM intake_waiting -- in all administrations
            WHERE step = @step AND due_at <= @now AND (lease_until IS NULL OR lease_until < @now) {tail}
            """;

    [LoggerMessage(LogLevel.Error, "Reading stopped and goes on after a pause.")]
    private partial void LoopFailed(Exception failure);

    [LoggerMessage(LogLevel.Warning, "{Count} arrivals could not be recorded together and are recorded one by one.")]
    private partial void BatchFailed(Exception failure, int count);

    [LoggerMessage(LogLevel.Warning, "Reading arrival {Id} failed at attempt {Attempt}.")]
    private partial void ReadFailed(Exception failure, Guid id, int attempt);
}
