using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Umlauf.Dispatch;

namespace Umlauf.Adapters.Smtp;

/// <summary>One connection to the mail server that takes our post. All recipients of a mail are taken or none.</summary>
internal sealed class SmtpSession : SmtpClient
{
    private readonly DispatchServer server;
    private long size;

    private SmtpSession(DispatchServer server) => this.server = server;

    /// <exception cref="Exception">The server cannot be reached, or does not let us in; nothing has been sent.</exception>
    public static async Task<SmtpSession> Open(DispatchServer server, string? secret, CancellationToken ct)
    {
        var session = new SmtpSession(server) { Timeout = 60_000 };
        try
        {
            await session.ConnectAsync(server.Host, server.Port, Security(server.Security), ct);
            // One way to end a mail is enough: the dot.
            session.Capabilities &= ~SmtpCapabilities.Chunking;
            if (server.OAuth2)
                await session.AuthenticateAsync(new SaslMechanismOAuthBearer(server.User, secret ?? ""), ct);
            else if (server.User.Length > 0)
                await session.AuthenticateAsync(server.User, secret ?? "", ct);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <param name="bytes">Go out exactly so.</param>
    /// <param name="recipients">Of the envelope; what the headers say is another matter.</param>
    /// <param name="beforeLastBytes">See <see cref="StoredMail"/>.</param>
    /// <param name="ct">Cancellation.</param>
    /// <returns>The server's last answer.</returns>
    public async Task<string> Send(
        ReadOnlyMemory<byte> bytes,
        IEnumerable<string> recipients,
        Func<Task> beforeLastBytes,
        CancellationToken ct
    )
    {
        size = bytes.Length;
        using var message = StoredMail.Of(bytes, beforeLastBytes);
        var sender = new MailboxAddress("", server.SenderAddress);
        return await SendAsync(message, sender, recipients.Select(address => new MailboxAddress("", address)), ct);
    }

    /// <summary>Says goodbye; the mail is taken, whatever the server says to that.</summary>
    public async Task Leave(CancellationToken ct)
    {
        try
        {
            await DisconnectAsync(quit: true, ct);
        }
        catch (Exception rude) when (IsOutage(rude) || rude is OperationCanceledException)
        {
            // The connection is gone, which is what was wanted.
        }
    }

    /// <summary>The network, the server or the way in: not a bug of ours.</summary>
    public static bool IsOutage(Exception failure) =>
        failure
            is IOException
                or TimeoutException
                or System.Net.Sockets.SocketException
                or ProtocolException
                or CommandException
                or ServiceNotConnectedException
                or ServiceNotAuthenticatedException
                or AuthenticationException
                or SslHandshakeException
                or NotSupportedException;

    protected override long GetSize(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) => size;

    protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
        Task.FromResult(size);

    protected override DeliveryStatusNotification? GetDeliveryStatusNotifications(MimeMessage message, MailboxAddress mailbox) =>
        server.Confirmations && mailbox.Address != server.ArchiveAddress
            ? DeliveryStatusNotification.Success | DeliveryStatusNotification.Failure | DeliveryStatusNotification.Delay
            : null;

    protected override string? GetEnvelopeId(MimeMessage message) => message.MessageId;

    private static SecureSocketOptions Security(string security) =>
        security switch
        {
            "tls" => SecureSocketOptions.SslOnConnect,
            "starttls" => SecureSocketOptions.StartTls,
            "none" => SecureSocketOptions.None,
            _ => throw new ArgumentException($"'{security}' is not tls, starttls or none.", nameof(security)),
        };
}
