using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Puts a mail that belongs to no matter into the outbox (hausinterne Nachricht): it goes out as carefully as any other.</summary>
public sealed class SendInternal(PrepareReply prepareReply, ReleaseDispatch releaseDispatch)
{
    /// <summary>In the transaction that makes it necessary. Nothing is written when it is refused.</summary>
    public async Task<Result<DispatchId>> Run(Unit unit, Caller by, string to, string subject, string body)
    {
        if (await ServerRow.Find(unit) is null)
            return DispatchRefusals.NoServer;
        var text = new DraftText
        {
            To = to,
            Subject = subject,
            Body = body,
        };
        var draft = await Draft.Check(unit, by, matter: null, text);
        if (draft.Refusal is { } refusal)
            return refusal;
        var id = await prepareReply.Insert(unit, by, matter: null, draft.Value, original: null, awaits: null);
        var released = await releaseDispatch.Within(unit, id, null);
        return released.Refusal is { } closed ? closed : id;
    }
}
