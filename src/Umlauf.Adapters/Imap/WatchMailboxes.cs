using MailKit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Adapters.Imap;

/// <summary>Looks into the mailboxes of every IMAP channel: when the server tells of news, and at regular times in any case (Postfächer abholen).</summary>
public sealed partial class WatchMailboxes(
    ListLedgers ledgers,
    ListChannels channels,
    IBlobStore blobs,
    TakeIn takeIn,
    ListDelivered delivered,
    ReconcileSource reconcile,
    Settings settings,
    ILogger<WatchMailboxes> log
) : BackgroundService
{
    private static readonly TimeSpan LookForChannels = TimeSpan.FromSeconds(10);

    private readonly ImapSettings limits = settings.Part<ImapSettings>("imap");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new Dictionary<ChannelId, (Channel Channel, CancellationTokenSource Stop, Task Work)>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StartAndStop(running, stoppingToken);
            }
            catch (System.Data.Common.DbException outage)
            {
                ChannelsUnknown(outage);
            }
            await Task.Delay(LookForChannels, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        await Task.WhenAll(running.Values.Select(one => one.Work));
    }

    /// <summary>One loop for each active channel; a changed channel gets a new one.</summary>
    private async Task StartAndStop(
        Dictionary<ChannelId, (Channel Channel, CancellationTokenSource Stop, Task Work)> running,
        CancellationToken ct
    )
    {
        var wanted = new Dictionary<ChannelId, (TenantId Tenant, Channel Channel)>();
        foreach (var tenant in await ledgers.Run(ct))
        {
            foreach (var channel in await channels.Run(tenant, ct))
            {
                if (channel is { Way: ChannelKind.Imap, Active: true })
                    wanted[channel.Id] = (tenant, channel);
            }
        }
        foreach (var (id, one) in running.ToList())
        {
            if (wanted.TryGetValue(id, out var same) && same.Channel == one.Channel)
                continue;
            await one.Stop.CancelAsync();
            await one.Work;
            one.Stop.Dispose();
            running.Remove(id);
        }
        foreach (var (id, (tenant, channel)) in wanted)
        {
            if (running.ContainsKey(id))
                continue;
            var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            running[id] = (channel, stop, Task.Run(() => Watch(tenant, channel, stop.Token), CancellationToken.None));
        }
    }

    private async Task Watch(TenantId tenant, Channel channel, CancellationToken ct)
    {
        var failures = 0;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                using var session = await ImapSession.Open(channel.Settings, Secret(channel), limits, ct);
                while (true)
                {
                    await LookInto(session, tenant, channel, ct);
                    failures = 0;
                    var first = await session.Mailbox(Mailboxes(channel)[0], ct);
                    await session.WaitForNews(first, TimeSpan.FromSeconds(channel.Settings.PollSeconds), ct);
                }
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception outage)
            {
                failures++;
                Failed(outage, channel.Id.Value, failures);
                await Alarm(tenant, channel, Mailboxes(channel), outage, ct);
                await Task.Delay(Pause(channel, failures), ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A mailbox that is gone or locked raises its alarm and does not stop the others.</summary>
    private async Task LookInto(ImapSession session, TenantId tenant, Channel channel, CancellationToken ct)
    {
        var work = new ImapMailbox(blobs, takeIn, delivered, reconcile, limits);
        foreach (var name in Mailboxes(channel))
        {
            try
            {
                await work.Fetch(tenant, channel, await session.Mailbox(name, ct), ct);
            }
            catch (Exception refused) when (refused is FolderNotFoundException or MailKit.CommandException)
            {
                Failed(refused, channel.Id.Value, 1);
                await Alarm(tenant, channel, [name], refused, ct);
            }
        }
    }

    private async Task Alarm(TenantId tenant, Channel channel, IReadOnlyList<string> places, Exception reason, CancellationToken ct)
    {
        try
        {
            foreach (var place in places)
                await reconcile.Run(tenant, channel.Id, new SourceCount(place, "", 0, 0, $"{reason.GetType().Name}: {reason.Message}"), ct);
        }
        catch (Exception outage) when (outage is System.Data.Common.DbException or IOException or OperationCanceledException)
        {
            // The disk or the database is what failed: the log has it, and the next look tries again.
            Failed(outage, channel.Id.Value, 0);
        }
    }

    private TimeSpan Pause(Channel channel, int failures) =>
        TimeSpan.FromSeconds(Math.Min(Math.Min(channel.Settings.PollSeconds, 5) * failures * failures, limits.LongestRetrySeconds));

    private static IReadOnlyList<string> Mailboxes(Channel channel) =>
        channel.Settings.Mailboxes is { Count: > 0 } named ? named : ["INBOX"];

    private string Secret(Channel channel) =>
        settings.Secret(channel.Name)
        ?? throw new InvalidOperationException(
            $"No secret for channel {channel.Name}: set UMLAUF_SECRETS__{channel.Name} or secrets:{channel.Name}."
        );

    [LoggerMessage(LogLevel.Warning, "Channel {Channel} failed, attempt {Attempt}; it is tried again.")]
    private partial void Failed(Exception outage, Guid channel, int attempt);

    [LoggerMessage(LogLevel.Error, "The channels could not be read; tried again soon.")]
    private partial void ChannelsUnknown(Exception outage);
}
