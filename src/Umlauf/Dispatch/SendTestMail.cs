using Umlauf.Dispatch.Model;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Sends a short mail through everything that a real one goes through (Probenachricht senden); it belongs to no matter.</summary>
public sealed class SendTestMail(Db db, PrepareReply prepareReply, ReleaseDispatch releaseDispatch)
{
    public async Task<Result<DispatchId>> Run(Caller by, string to, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        if (await ServerRow.Find(unit) is null)
            return DispatchRefusals.NoServer;
        var text = new DraftText
        {
            To = to,
            Subject = "Probenachricht von Umlauf",
            Body = "Diese Nachricht prüft den Postausgang. Wenn Sie sie lesen, ist er richtig eingerichtet.\n",
        };
        var draft = await Draft.Check(unit, by, matter: null, text);
        if (draft.Refusal is { } refusal)
            return refusal;
        var id = await prepareReply.Insert(unit, by, matter: null, draft.Value, original: null, awaits: null);
        var released = await releaseDispatch.Within(unit, id, null);
        if (released.Refusal is { } closed)
            return closed;
        await unit.Commit();
        return id;
    }
}
