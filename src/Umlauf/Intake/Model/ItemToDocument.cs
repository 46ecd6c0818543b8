using System.Text;
using Umlauf.Formats.Reading;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Intake.Model;

/// <summary>Turns what was read into a document with its attachments, and puts the attachments' bytes into the blob store.</summary>
/// <param name="careful">Reads attachments of dangerous formats at once; without it they are left for a second step.</param>
internal sealed class ItemToDocument(
    IBlobStore blobs,
    InProcessReading quick,
    TenantId tenant,
    DateTimeOffset now,
    IItemReading? careful = null
)
{
    private const int AtOnce = 32;

    /// <summary>Some attachments were left for the child process.</summary>
    public bool More { get; private set; }

    /// <summary>The document of an arrival; one that is on record already keeps its number.</summary>
    public async Task<NewDocument> Build(ArrivalRow row, ReadItem item, ChannelKind channel, CancellationToken ct)
    {
        var content = new NewContent(new StoredBlob(row.Hash, row.Size), item.ContentType, row.FileName);
        var built = await Build(content, row.OfficeId, row.ReceivedAt, item, channel, ct);
        return built with { Id = row.DocumentId ?? built.Id };
    }

    public async Task<NewDocument> Build(
        NewContent content,
        OfficeId office,
        DateTimeOffset receivedAt,
        ReadItem item,
        ChannelKind channel,
        CancellationToken ct
    ) =>
        new()
        {
            Id = Ids.New<DocumentId>(now),
            Kind = KindOf(item, channel),
            Office = office,
            Title = Title(item, content.FileName),
            Author = item.Envelope?.From.ToString() ?? "",
            Recipient = Recipient(item.Envelope),
            ReceivedAt = receivedAt,
            Content = content,
            Text = item.Text.Length == 0 ? null : DocumentText.Of(item.Text),
            Parts = await Parts(item.Attachments, ct),
        };

    /// <summary>The text of a container and of everything in it, for files that stay one document.</summary>
    public static string WholeText(ReadItem item)
    {
        if (item.Attachments.Count == 0)
            return item.Text;
        var text = new StringBuilder(item.Text);
        foreach (var attachment in item.Attachments)
        {
            text.Append('\n').Append(attachment.Name);
            if (attachment.Nested is { } nested)
                text.Append('\n').Append(nested.Envelope?.Subject).Append('\n').Append(WholeText(nested));
        }
        return text.ToString();
    }

    private async Task<IReadOnlyList<NewPart>> Parts(IReadOnlyList<Attachment> attachments, CancellationToken ct)
    {
        var parts = new List<NewPart>();
        // Together they wait for the disk once, not each for itself.
        foreach (var some in attachments.Where(attachment => !attachment.IsInline).Chunk(AtOnce))
            parts.AddRange(await Task.WhenAll(some.Select(attachment => Part(attachment, ct))));
        return parts;
    }

    private async Task<NewPart> Part(Attachment attachment, CancellationToken ct)
    {
        var bytes = attachment.Bytes;
        var hash = await blobs.Put(tenant, bytes, ct);
        var text = attachment.Nested is { } message ? message.Text : await TextOf(attachment, bytes, ct);
        return new NewPart
        {
            Id = Ids.New<DocumentId>(now),
            Kind = attachment.Nested is { Envelope: not null } ? DocumentKind.Mail : DocumentKind.Attachment,
            Title = attachment.Nested?.Envelope?.Subject is { Length: > 0 } subject ? subject : attachment.Name,
            Content = new NewContent(new StoredBlob(hash, bytes.Length), attachment.ContentType, attachment.Name),
            Text = string.IsNullOrEmpty(text) ? null : DocumentText.Of(text),
            Parts = attachment.Nested is { } inner ? await Parts(inner.Attachments, ct) : [],
        };
    }

    private async Task<string?> TextOf(Attachment attachment, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        if (ItemReader.IsRisky(bytes.Span, bytes.Length))
        {
            if (careful is not null)
                return WholeText(await careful.Read(bytes, attachment.Name, attachment.ContentType, ct));
            More = true;
            return null;
        }
        return attachment.Kind is ItemKind.Text or ItemKind.Html or ItemKind.Xml or ItemKind.Mail
            ? WholeText(await quick.Read(bytes, attachment.Name, attachment.ContentType, ct))
            : null;
    }

    /// <summary>To and Cc as they stand in the mail, and the mailboxes that it was delivered to.</summary>
    public static string Recipient(Envelope? envelope) =>
        envelope is null
            ? ""
            : string.Join(
                ", ",
                envelope.To.Concat(envelope.Cc).Select(person => person.ToString()).Concat(envelope.DeliveredTo).Distinct()
            );

    private static string Title(ReadItem item, string fileName)
    {
        if (item.Envelope?.Subject is { Length: > 0 } subject)
            return subject;
        return item.Envelope is null && fileName.Length > 0 ? fileName : "(ohne Betreff)";
    }

    private static DocumentKind KindOf(ReadItem item, ChannelKind channel) =>
        item.Kind switch
        {
            ItemKind.Mail or ItemKind.OutlookMessage or ItemKind.Tnef => DocumentKind.Mail,
            ItemKind.Image or ItemKind.Pdf when channel == ChannelKind.Folder => DocumentKind.Scan,
            _ when channel == ChannelKind.Upload => DocumentKind.Upload,
            _ => DocumentKind.Other,
        };
}
