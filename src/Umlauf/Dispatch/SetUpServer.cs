using System.Text;
using System.Text.Json;
using Umlauf.Formats.Mail;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Sets the outgoing mail server up or changes it (Postausgang einrichten).</summary>
public sealed class SetUpServer(Db db, JournalWriter journal)
{
    public static readonly Refusal HostMissing = new(
        "dispatch.server-host",
        "Es fehlt der Name des Mailservers.",
        "The name of the mail server is missing."
    );

    public static readonly Refusal SenderMissing = new(
        "dispatch.server-sender",
        "Die Absenderadresse ist keine E-Mail-Adresse.",
        "The sender's address is no e-mail address."
    );

    public static readonly Refusal ArchiveIncomplete = new(
        "dispatch.server-archive",
        "Für das Archivpostfach fehlt die Adresse, oder sie ist keine E-Mail-Adresse.",
        "The archive mailbox has no address, or it is no e-mail address."
    );

    public async Task<Result<Done>> Run(Caller by, DispatchServer server, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        if (
            string.IsNullOrWhiteSpace(server.Host)
            || !Encryptions.Contains(server.Security)
            || !Encryptions.Contains(server.ArchiveSecurity)
        )
            return HostMissing;
        if (!MailAddresses.IsAddress(server.SenderAddress) || server.SenderName.Any(char.IsControl))
            return SenderMissing;
        if (server.ArchiveAddress.Length > 0 ? !MailAddresses.IsAddress(server.ArchiveAddress) : server.ArchiveHost.Length > 0)
            return ArchiveIncomplete;
        var settings = JsonSerializer.Serialize(server, JsonSerializerOptions.Web);
        await using var unit = await db.Write(by.Actor, ct);
        await unit.Exec(
            """
            INSERT INTO dispatch_server (tenant_id, settings) VALUES (@tenant, @settings)
            ON CONFLICT (tenant_id) DO UPDATE SET settings = excluded.settings
            """,
            new { settings }
        );
        journal.Append(
            unit,
            "dispatch-server-set-up",
            Guid.CreateVersion7(unit.Now),
            new { seal = ContentHash.Of(Encoding.UTF8.GetBytes(settings)).Hex }
        );
        await unit.Commit();
        return default(Done);
    }

    private static readonly HashSet<string> Encryptions = new(StringComparer.Ordinal) { "tls", "starttls", "none" };
}
