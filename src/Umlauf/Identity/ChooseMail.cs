using Umlauf.Formats.Mail;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Where and whether somebody wants the daily digest (Sammelerinnerung).</summary>
/// <param name="Address">Empty: nowhere.</param>
/// <param name="Digest">One mail a day when something waits; else never.</param>
public sealed record MailChoice(string Address, bool Digest);

/// <summary>Chooses one's own address and whether the daily digest comes there (Erinnerungen wählen).</summary>
public sealed class ChooseMail(Db db, JournalWriter journal)
{
    public static readonly Refusal BadAddress = new(
        "identity.bad-mail-address",
        "Das ist keine E-Mail-Adresse, an die Umlauf schreiben kann. Bitte prüfen Sie die Adresse.",
        "This is no e-mail address that Umlauf can write to. Please check the address."
    );

    public async Task<Result<Done>> Run(Caller by, MailChoice choice, CancellationToken ct)
    {
        if (by.Staff is not { } me || !Rights.Of(by).May(Right.OwnAccount))
            return Rights.NotAllowed;
        var address = choice.Address.Trim();
        if (address.Length > 0 ? !MailAddresses.IsAddress(address) : choice.Digest)
            return BadAddress;
        await using var unit = await db.Write(by.Actor, ct);
        await unit.Exec(
            """
            INSERT INTO identity_mail_choice (tenant_id, staff_id, address, digest) VALUES (@tenant, @me, @address, @Digest)
            ON CONFLICT (tenant_id, staff_id) DO UPDATE SET address = excluded.address, digest = excluded.digest
            """,
            new
            {
                me,
                address,
                choice.Digest,
            }
        );
        journal.Append(unit, "mail-chosen", me.Value, new { digest = choice.Digest });
        await unit.Commit();
        return default(Done);
    }
}
