using MailKit;
using MailKit.Search;
using Umlauf.Adapters.Imap;
using Umlauf.Dispatch;
using Umlauf.Intake;

namespace Umlauf.Adapters.Smtp;

/// <summary>The own mailbox where a copy of everything lands; read-only, as a witness (Archivpostfach).</summary>
internal sealed class ArchiveMailbox : IDisposable
{
    private readonly ImapSession session;
    private readonly IMailFolder folder;
    private readonly DateTime since;

    private ArchiveMailbox(ImapSession session, IMailFolder folder, DateTime since) =>
        (this.session, this.folder, this.since) = (session, folder, since);

    public static async Task<ArchiveMailbox> Open(DispatchServer server, string secret, DateTimeOffset since, CancellationToken ct)
    {
        var settings = new ChannelSettings
        {
            Host = server.ArchiveHost,
            Port = server.ArchivePort,
            Security = server.ArchiveSecurity,
            User = server.ArchiveUser,
            OAuth2 = server.OAuth2,
        };
        var connection = await ImapSession.Open(settings, secret, new ImapSettings(), ct);
        try
        {
            var opened = await connection.Mailbox(server.ArchiveMailbox, ct);
            await opened.OpenAsync(FolderAccess.ReadOnly, ct);
            // The days of IMAP have no zone: one more on the safe side keeps the search small in a large archive.
            return new ArchiveMailbox(connection, opened, since.UtcDateTime.AddDays(-2));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async Task<bool> Holds(string messageId, CancellationToken ct)
    {
        await folder.CheckAsync(ct);
        var query = SearchQuery.DeliveredAfter(since).And(SearchQuery.HeaderContains("Message-ID", messageId));
        return (await folder.SearchAsync(query, ct)).Count > 0;
    }

    public void Dispose() => session.Dispose();
}
