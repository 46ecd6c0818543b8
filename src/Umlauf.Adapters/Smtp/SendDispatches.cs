using MailKit.Net.Smtp;
using Microsoft.Extensions.Logging;
using Umlauf.Dispatch;
using Umlauf.Platform;

namespace Umlauf.Adapters.Smtp;

/// <summary>
/// Sends what is released, over SMTP (Postausgang). Every step is on record before it is taken, so that a program that dies at any moment leaves
/// behind whether it may send again (nothing handed over), must ask the archive mailbox, or needs a person.
/// </summary>
public sealed partial class SendDispatches(
    BeginAttempt beginAttempt,
    HandOver handOver,
    RecordAttempt recordAttempt,
    ResolveDoubt resolveDoubt,
    AbandonDispatch abandon,
    Settings settings,
    ILogger<SendDispatches> log
) : IJobHandler
{
    private readonly TimeSpan longest = TimeSpan.FromSeconds(settings.Part<DispatchSettings>("dispatch").AttemptSeconds);

    public string Kind => SendWork.Kind;

    public int Parallel => 4;

    public async Task Run(Job job, CancellationToken ct)
    {
        var step = await beginAttempt.Run(job.TenantId, new DispatchId(job.Read<SendWork>().Item), job.Id, ct);
        if (step.Send is { } attempt)
            await Send(job.TenantId, attempt, ct);
        if (step.Look is { } doubt)
            await Look(job.TenantId, doubt, ct);
    }

    public Task GiveUp(Job job, string error, CancellationToken ct) =>
        abandon.Run(job.TenantId, new DispatchId(job.Read<SendWork>().Item), error, ct);

    private async Task Send(TenantId tenant, BegunAttempt attempt, CancellationToken ct)
    {
        var handedOver = false;
        using var patience = new CancellationTokenSource(longest);
        // A program that is told to stop does so before the last bytes or after the answer, not in between.
        await using var stopping = ct.Register(() =>
        {
            if (!Volatile.Read(ref handedOver))
                patience.Cancel();
        });
        try
        {
            using var session = await SmtpSession.Open(attempt.Server, SecretOf(attempt.Server), patience.Token);
            var answer = await session.Send(attempt.Bytes, attempt.Recipients, Ask, patience.Token);
            await recordAttempt.Run(tenant, attempt.Item, attempt.Number, AttemptOutcome.Accepted, 250, answer, CancellationToken.None);
            await session.Leave(patience.Token);
        }
        catch (SmtpCommandException said)
        {
            var outcome = (int)said.StatusCode >= 500 ? AttemptOutcome.Refused : AttemptOutcome.Deferred;
            await Record(outcome, (int)said.StatusCode, said.Message);
        }
        catch (Exception outage) when (SmtpSession.IsOutage(outage) || (outage is OperationCanceledException && !IsStop()))
        {
            Failed(outage, attempt.Item.Value, attempt.Number);
            await Record(Volatile.Read(ref handedOver) ? AttemptOutcome.Unknown : AttemptOutcome.Deferred, 0, outage.Message);
        }

        async Task Ask()
        {
            if (!await handOver.Run(tenant, attempt.Item, attempt.Number, patience.Token))
                throw new IOException("The attempt was ended by another worker.");
            Volatile.Write(ref handedOver, true);
        }

        bool IsStop() => ct.IsCancellationRequested && !Volatile.Read(ref handedOver);

        Task Record(AttemptOutcome outcome, int code, string answer) =>
            recordAttempt.Run(tenant, attempt.Item, attempt.Number, outcome, code, answer, CancellationToken.None);
    }

    private async Task Look(TenantId tenant, OpenDoubt doubt, CancellationToken ct)
    {
        var seen = default(Testimony);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(longest);
        try
        {
            using var archive = await ArchiveMailbox.Open(doubt.Server, ArchiveSecretOf(doubt.Server), doubt.Since, patience.Token);
            // In this order: a probe that is there and a copy that is not there after it mean that the copy never came.
            var probe = doubt.Probe is null && await archive.Holds(doubt.ProbeId, patience.Token);
            seen = new Testimony(await archive.Holds(doubt.MessageId, patience.Token), probe, ProbeSent: false);
            if (!seen.Copy && doubt.Probe is { } bytes)
            {
                using var session = await SmtpSession.Open(doubt.Server, SecretOf(doubt.Server), patience.Token);
                await session.Send(bytes, [doubt.Server.ArchiveAddress], () => Task.CompletedTask, patience.Token);
                seen = seen with { ProbeSent = true };
                await session.Leave(patience.Token);
            }
        }
        catch (Exception outage)
            when (SmtpSession.IsOutage(outage) || (outage is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Failed(outage, doubt.Item.Value, doubt.Number);
        }
        await resolveDoubt.Run(tenant, doubt, seen, ct);
    }

    private string? SecretOf(DispatchServer server) => server.User.Length == 0 ? null : Secret(server.Secret);

    private string ArchiveSecretOf(DispatchServer server) => Secret(server.Secret + "-archiv");

    private string Secret(string name) =>
        settings.Secret(name) ?? throw new IOException($"No secret: set UMLAUF_SECRETS__{name} or secrets:{name}.");

    [LoggerMessage(LogLevel.Warning, "Dispatch {Item}, attempt {Attempt}: the mail server or the way to it failed.")]
    private partial void Failed(Exception outage, Guid item, int attempt);
}
