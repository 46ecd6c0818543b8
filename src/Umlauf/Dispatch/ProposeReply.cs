using Umlauf.Dispatch.Model;
using Umlauf.Formats.Mail;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Dispatch;

/// <summary>What stands in the form of an answer before anybody has typed (Vorschlag einer Antwort): recipient, subject, quotation.</summary>
public sealed class ProposeReply(ShowMatter showMatter, ShowDocument showDocument, ReadContent readContent)
{
    public async Task<Result<DraftText>> Run(Caller by, MatterId matter, DocumentId? answers, CancellationToken ct)
    {
        var head = await showMatter.Run(by, matter, ct);
        if (head.Refusal is { } hidden)
            return hidden;
        var parties = string.Join(
            '\n',
            head.Value.Parties.Where(party => MailAddresses.IsAddress(party.Email)).Select(party => party.Email).Take(1)
        );
        var plain = new DraftText { To = parties, Subject = $"{head.Value.Subject} ({head.Value.Number})" };
        if (answers is not { } document)
            return plain;
        var shown = await showDocument.Run(by, document, ct);
        if (shown.Refusal is { } unknown)
            return unknown;
        var content = await readContent.Run(by, document, shown.Value.Version, ct);
        if (content.Refusal is { } gone)
            return gone;
        if (await Original.Read(content.Value.Bytes) is not { } original)
            return plain with { Subject = Original.ReplySubject(shown.Value.Title) };
        return new DraftText
        {
            To = original.Sender?.ToString() ?? parties,
            Subject = original.Subject,
            Body = original.Quoted(shown.Value.ReceivedAt),
        };
    }
}
