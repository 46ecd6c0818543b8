using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Shows what the caller chose about mails (gewählte Erinnerungen).</summary>
public sealed class ShowMailChoice(Db db)
{
    public async Task<MailChoice> Run(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var row = await unit.One<Row>(
            "SELECT address, digest FROM identity_mail_choice WHERE tenant_id = @tenant AND staff_id = @me",
            new { me = by.Staff?.Value }
        );
        return row is null ? new MailChoice("", Digest: false) : new MailChoice(row.Address, row.Digest);
    }

    private sealed record Row
    {
        public required string Address { get; init; }
        public required bool Digest { get; init; }
    }
}
