using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Umlauf.Platform;

/// <summary>Does the waiting work on nodes with the role worker: each kind has its own loop, so that one kind never delays another.</summary>
public sealed partial class JobRunner(Jobs jobs, IEnumerable<IJobHandler> handlers, ILogger<JobRunner> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await jobs.ReleaseDead(stoppingToken);
        await Task.WhenAll(handlers.Select(handler => Loop(handler, stoppingToken)));
    }

    private async Task Loop(IJobHandler handler, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var news = jobs.News;
                if (!await Step(handler, ct))
                    await Task.WhenAny(news, Task.Delay(Pause, ct));
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage)
            {
                LoopFailed(outage, handler.Kind);
                await Task.Delay(Pause, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Claims and does one batch; false when nothing was due. Also the way tests do the waiting work without a loop.</summary>
    public async Task<bool> Step(IJobHandler handler, CancellationToken ct)
    {
        var batch = await jobs.Claim(handler.Kind, handler.Parallel, ct);
        await Task.WhenAll(batch.Select(job => RunOne(handler, job, ct)));
        return batch.Count > 0;
    }

    private async Task RunOne(IJobHandler handler, Job job, CancellationToken ct)
    {
        try
        {
            await handler.Run(job, ct);
            await jobs.Finish(job, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception failure)
        {
            JobFailed(failure, job.Kind, job.Id, job.Attempts);
            if (job.Attempts < Jobs.MostAttempts)
            {
                await jobs.Retry(job, failure.Message, ct);
                return;
            }
            await handler.GiveUp(job, failure.Message, ct);
            await jobs.Finish(job, ct);
        }
    }

    [LoggerMessage(LogLevel.Error, "The job loop {Kind} failed and goes on after a pause.")]
    private partial void LoopFailed(Exception failure, string kind);

    [LoggerMessage(LogLevel.Warning, "Job {Kind} {Id} failed at attempt {Attempt}.")]
    private partial void JobFailed(Exception failure, string kind, Guid id, int attempt);
}
