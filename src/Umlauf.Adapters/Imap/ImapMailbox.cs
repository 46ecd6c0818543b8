using System.Globalization;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Adapters.Imap;

/// <summary>
/// Takes in what a mailbox holds and the ledger does not. What was taken is our own state, never the flag \Seen: the mailbox is opened
/// read-only, so that nothing in it changes and other programs may flag, read and sort as they like.
/// </summary>
internal sealed class ImapMailbox(IBlobStore blobs, TakeIn takeIn, ListDelivered delivered, ReconcileSource reconcile, ImapSettings limits)
{
    /// <summary>Fetches everything that is missing and compares the counts.</summary>
    /// <exception cref="Exception">The server, the disk or the database failed: what was taken so far stays taken, the rest comes with the next look.</exception>
    public async Task Fetch(TenantId tenant, Channel channel, IMailFolder mailbox, CancellationToken ct)
    {
        // Opened afresh each time: a server reports a new UIDVALIDITY only then.
        if (mailbox.IsOpen)
            await mailbox.CloseAsync(expunge: false, ct);
        await mailbox.OpenAsync(FolderAccess.ReadOnly, ct);
        var scope = string.Create(CultureInfo.InvariantCulture, $"{mailbox.FullName};{mailbox.UidValidity}");
        var there = mailbox.Count == 0 ? [] : await mailbox.SearchAsync(SearchQuery.All, ct);
        var known = await delivered.Run(tenant, channel.Id, scope, ct);
        var missing = there.Where(uid => !known.Contains(Key(uid))).ToList();
        var taken = there.Count - missing.Count;
        if (missing.Count > 0)
            await reconcile.Run(tenant, channel.Id, new SourceCount(mailbox.FullName, scope, there.Count, taken), ct);
        var tooLarge = 0;
        var gone = 0;
        foreach (var chunk in missing.Chunk(limits.BatchMessages))
        {
            var facts = await mailbox.FetchAsync(
                chunk,
                MessageSummaryItems.UniqueId | MessageSummaryItems.InternalDate | MessageSummaryItems.Size,
                ct
            );
            // What another program deleted since we looked is no difference: it is not there any more.
            gone += chunk.Length - facts.Count;
            tooLarge += facts.Count(fact => fact.Size > limits.MaxBytes);
            taken += await Take(
                tenant,
                channel,
                mailbox,
                scope,
                [.. facts.Where(fact => fact.Size is not { } size || size <= limits.MaxBytes)],
                ct
            );
        }
        var problem = tooLarge > 0 ? $"{tooLarge} larger than {limits.MaxBytes >> 20} MiB, not fetched" : null;
        await reconcile.Run(tenant, channel.Id, new SourceCount(mailbox.FullName, scope, there.Count - gone, taken, problem), ct);
    }

    private async Task<int> Take(
        TenantId tenant,
        Channel channel,
        IMailFolder mailbox,
        string scope,
        IReadOnlyList<IMessageSummary> messages,
        CancellationToken ct
    )
    {
        var taken = 0;
        var batch = new List<Task<Delivery>>();
        long bytes = 0;
        foreach (var message in messages)
        {
            if (await Download(mailbox, message.UniqueId, ct) is not { } content)
                continue;
            batch.Add(Store(tenant, mailbox, scope, message, content, ct));
            bytes += content.Length;
            if (bytes < limits.BatchBytes)
                continue;
            taken += await Book(tenant, channel, batch, ct);
            bytes = 0;
        }
        return taken + await Book(tenant, channel, batch, ct);
    }

    private static async Task<ReadOnlyMemory<byte>?> Download(IMailFolder mailbox, UniqueId uid, CancellationToken ct)
    {
        try
        {
            await using var stream = await mailbox.GetStreamAsync(uid, "", ct);
            if (stream is MemoryStream memory)
                return memory.ToArray();
            var content = new MemoryStream();
            await stream.CopyToAsync(content, ct);
            return content.GetBuffer().AsMemory(0, (int)content.Length);
        }
        catch (MessageNotFoundException)
        {
            return null;
        }
    }

    private async Task<Delivery> Store(
        TenantId tenant,
        IMailFolder mailbox,
        string scope,
        IMessageSummary message,
        ReadOnlyMemory<byte> content,
        CancellationToken ct
    ) =>
        new()
        {
            Key = Key(message.UniqueId),
            Scope = scope,
            Family = mailbox.FullName,
            Blob = new StoredBlob(await blobs.Put(tenant, content, ct), content.Length),
            Source = $"{mailbox.FullName} {Key(message.UniqueId)}",
            FileName = "",
            ContentType = "message/rfc822",
            ReceivedAt = message.InternalDate,
        };

    private async Task<int> Book(TenantId tenant, Channel channel, List<Task<Delivery>> batch, CancellationToken ct)
    {
        if (batch.Count == 0)
            return 0;
        var durable = await Task.WhenAll(batch);
        batch.Clear();
        return (await takeIn.Run(Actor.System(tenant), channel, durable, ct)).Count;
    }

    private static string Key(UniqueId uid) => uid.Id.ToString(CultureInfo.InvariantCulture);
}
