using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Dispatch;

/// <summary>Sends a short mail through everything that a real one goes through (Probenachricht senden); it belongs to no matter.</summary>
public sealed class SendTestMail(Db db, SendInternal send)
{
    public async Task<Result<DispatchId>> Run(Caller by, string to, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var sent = await send.Run(
            unit,
            by,
            to,
            "Probenachricht von Umlauf",
            "Diese Nachricht prüft den Postausgang. Wenn Sie sie lesen, ist er richtig eingerichtet.\n"
        );
        if (sent.Ok)
            await unit.Commit();
        return sent;
    }
}
