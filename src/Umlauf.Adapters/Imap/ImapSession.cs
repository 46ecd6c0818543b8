using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Umlauf.Intake;

namespace Umlauf.Adapters.Imap;

/// <summary>One connection to a mail server for one channel.</summary>
internal sealed class ImapSession : IDisposable
{
    private readonly ImapClient client;
    private readonly ImapSettings limits;

    private ImapSession(ImapClient client, ImapSettings limits) => (this.client, this.limits) = (client, limits);

    /// <exception cref="Exception">The server cannot be reached, or does not let us in.</exception>
    public static async Task<ImapSession> Open(ChannelSettings settings, string secret, ImapSettings limits, CancellationToken ct)
    {
        var session = new ImapSession(new ImapClient { Timeout = limits.TimeoutSeconds * 1000 }, limits);
        try
        {
            // MailKit's own time-out does not bound the name look-up and the handshake.
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(TimeSpan.FromSeconds(limits.TimeoutSeconds));
            await session.client.ConnectAsync(settings.Host!, settings.Port, Security(settings.Security), patience.Token);
            if (settings.OAuth2)
                await session.client.AuthenticateAsync(new SaslMechanismOAuthBearer(settings.User!, secret), patience.Token);
            else
                await session.client.AuthenticateAsync(settings.User!, secret, patience.Token);
            return session;
        }
        catch (OperationCanceledException late) when (!ct.IsCancellationRequested)
        {
            session.Dispose();
            throw new TimeoutException($"The server did not answer within {limits.TimeoutSeconds} s.", late);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public async Task<IMailFolder> Mailbox(string name, CancellationToken ct) =>
        name.Equals("INBOX", StringComparison.OrdinalIgnoreCase) ? client.Inbox! : await client.GetFolderAsync(name, ct);

    /// <summary>Returns when the mailbox tells of news, or after the pause.</summary>
    public async Task WaitForNews(IMailFolder mailbox, TimeSpan pause, CancellationToken ct)
    {
        if (!client.Capabilities.HasFlag(ImapCapabilities.Idle))
        {
            await Task.Delay(pause, ct);
            return;
        }
        using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
        EventHandler<EventArgs> news = (_, _) => done.Cancel();
        var longest = TimeSpan.FromMinutes(limits.IdleMinutes);
        done.CancelAfter(pause < longest ? pause : longest);
        if (!mailbox.IsOpen)
            await mailbox.OpenAsync(FolderAccess.ReadOnly, ct);
        mailbox.CountChanged += news;
        try
        {
            await client.IdleAsync(done.Token, ct);
        }
        finally
        {
            mailbox.CountChanged -= news;
        }
    }

    public void Dispose() => client.Dispose();

    private static SecureSocketOptions Security(string security) =>
        security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "starttls" => SecureSocketOptions.StartTls,
            "none" => SecureSocketOptions.None,
            _ => throw new ArgumentException($"'{security}' is not tls, starttls or none.", nameof(security)),
        };
}
