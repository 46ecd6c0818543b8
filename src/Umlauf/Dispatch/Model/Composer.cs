using System.Text.RegularExpressions;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;
using Umlauf.Platform;

namespace Umlauf.Dispatch.Model;

/// <summary>Makes the bytes of a mail, once for each item (E-Mail zusammensetzen).</summary>
internal sealed partial class Composer(IBlobStore blobs)
{
    /// <exception cref="InvalidOperationException">A file is gone from the store.</exception>
    public async Task<ComposedMail> Compose(
        TenantId tenant,
        ItemRow item,
        IReadOnlyList<PersonRow> people,
        IReadOnlyList<FileRow> files,
        DispatchServer server,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var outgoing = new List<OutgoingFile>();
        foreach (var file in files)
        {
            var bytes =
                await blobs.Get(tenant, file.Hash, ct)
                ?? throw new InvalidOperationException($"The file {file.Hash} is missing in the store.");
            outgoing.Add(new OutgoingFile(file.FileName, TypeOf(file.ContentType), bytes));
        }
        var sender = new MailPerson(server.SenderName, server.SenderAddress);
        var messageId = MessageIdOf(item.Id, server);
        var mail = MailWriter.Write(
            new OutgoingMail
            {
                From = sender,
                To = [.. people.Where(one => !one.Copy).Select(one => new MailPerson(one.Name, one.Address))],
                Cc = [.. people.Where(one => one.Copy).Select(one => new MailPerson(one.Name, one.Address))],
                Subject = item.Subject,
                Text = item.Body,
                Files = outgoing,
                MessageId = messageId,
                InReplyTo = item.InReplyTo.Length > 0 ? item.InReplyTo : null,
                References = item.References,
                Date = now,
            }
        );
        return new ComposedMail(messageId, sender.ToString(), new StoredBlob(await blobs.Put(tenant, mail, ct), mail.Length), mail);
    }

    /// <summary>A later mail to the archive alone: when it is there and the item's copy is not, the server never took the item.</summary>
    public static byte[] Probe(DispatchServer server, string probeId, DateTimeOffset now) =>
        MailWriter.Write(
            new OutgoingMail
            {
                From = new MailPerson(server.SenderName, server.SenderAddress),
                To = [new MailPerson("", server.ArchiveAddress)],
                Subject = "Umlauf: Nachfrage beim Archivpostfach",
                Text =
                    "Bei einer Sendung ging die Antwort des Mailservers verloren. Diese Nachricht prüft, ob der Weg zum Archivpostfach frei ist.\n",
                MessageId = probeId,
                Date = now,
                IsAutomatic = true,
            }
        );

    public static string MessageIdOf(DispatchId id, DispatchServer server) => $"{id.Value:N}.umlauf@{Domain(server)}";

    public static string ProbeIdOf(DispatchId id, int number, DispatchServer server) => $"{id.Value:N}.{number}.probe@{Domain(server)}";

    private static string Domain(DispatchServer server) => server.SenderAddress[(server.SenderAddress.LastIndexOf('@') + 1)..];

    /// <summary>A type from outside only when it is well formed; a mail inside a mail may not be encoded (RFC 2046, section 5.2.1) and goes as a file.</summary>
    private static string TypeOf(string type) =>
        MediaType().IsMatch(type) && !type.StartsWith("message/", StringComparison.OrdinalIgnoreCase) ? type : "application/octet-stream";

    [GeneratedRegex(@"^(application|audio|font|image|model|text|video|message)/[a-zA-Z0-9.+-]{1,100}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MediaType();
}

/// <summary>The bytes of a mail and what the item keeps of them.</summary>
internal sealed record ComposedMail(string MessageId, string Sender, StoredBlob Blob, ReadOnlyMemory<byte> Bytes);

/// <summary>A recipient.</summary>
internal sealed record PersonRow
{
    public required bool Copy { get; init; }
    public required string Name { get; init; }
    public required string Address { get; init; }

    public static Task<IReadOnlyList<PersonRow>> Of(Unit unit, DispatchId item) =>
        unit.Query<PersonRow>(
            "SELECT copy, name, address FROM dispatch_recipient WHERE tenant_id = @tenant AND item_id = @item ORDER BY place",
            new { item }
        );
}
