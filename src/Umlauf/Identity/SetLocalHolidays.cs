using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Says which holidays a municipality has beside those of its state (örtliche Feiertage).</summary>
public sealed class SetLocalHolidays(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSuchMunicipality = new(
        "identity.no-such-municipality",
        "Diese Kommune gehört nicht zu Ihrer Verwaltung.",
        "This municipality does not belong to your administration.",
        404
    );

    public static readonly Refusal NotInThisState = new(
        "identity.no-such-local-holiday",
        "Diesen Feiertag kennt das Feiertagsgesetz dieses Landes nicht als örtlichen.",
        "The holiday act of this state does not know this as a local holiday."
    );

    public async Task<Result<Done>> Run(Caller by, MunicipalityId municipality, LocalHolidays holidays, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var ags = await unit.Scalar<string>(
            "SELECT ags FROM identity_municipality WHERE tenant_id = @tenant AND id = @municipality",
            new { municipality }
        );
        if (ags is null)
            return NoSuchMunicipality;
        if ((holidays & ~PublicHolidays.LocalIn(FederalStates.Of(ags)!.Value)) != LocalHolidays.None)
            return NotInThisState;
        await unit.Exec(
            "UPDATE identity_municipality SET local_holidays = @holidays WHERE tenant_id = @tenant AND id = @municipality",
            new { municipality, holidays = (int)holidays }
        );
        await CalendarState.Renew(unit);
        journal.Append(unit, "local-holidays-set", municipality.Value, new { holidays = (int)holidays });
        await unit.Commit();
        return default(Done);
    }
}
