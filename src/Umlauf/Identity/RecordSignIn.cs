using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>How somebody signs in (Anmeldeverfahren).</summary>
public enum SignInMeans
{
    Password,
    SecondFactor,
    RecoveryCode,
    Passkey,
}

/// <summary>Records sign-ins, their failures and sign-outs in the journal (Anmeldung protokollieren): ids only.</summary>
public sealed class RecordSignIn(Db db, JournalWriter journal)
{
    public async Task Run(Account account, SignInMeans means, CancellationToken ct)
    {
        await using var unit = await db.Write(new Actor(account.TenantId, ActorKind.Staff, account.StaffId.Value), ct);
        journal.Append(unit, "signed-in", account.StaffId.Value, new { means = means.ToString() });
        await unit.Commit();
    }

    /// <summary>The program records it: who failed to sign in is not known to be the person.</summary>
    public async Task Failed(Account account, SignInMeans means, CancellationToken ct)
    {
        await using var unit = await db.Write(Actor.System(account.TenantId), ct);
        journal.Append(unit, "sign-in-failed", account.StaffId.Value, new { means = means.ToString() });
        await unit.Commit();
    }

    public async Task SignedOut(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        journal.Append(unit, "signed-out", by.Staff!.Value.Value);
        await unit.Commit();
    }
}
