using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Takes a closing day back (Schließtag streichen).</summary>
public sealed class RemoveClosingDay(Db db, JournalWriter journal)
{
    public static readonly Refusal NoSuchDay = new(
        "identity.no-such-closing-day",
        "An diesem Tag ist hier keine Schließung eingetragen; vielleicht gilt sie von einem Amt darüber.",
        "No closing is entered here for this day; perhaps it comes from an office above.",
        404
    );

    public async Task<Result<Done>> Run(Caller by, OfficeId office, DateOnly day, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        await using var unit = await db.Write(by.Actor, ct);
        var removed = await unit.Exec(
            "DELETE FROM identity_closing_day WHERE tenant_id = @tenant AND office_id = @office AND day = @day",
            new { office, day }
        );
        if (removed == 0)
            return NoSuchDay;
        await CalendarState.Renew(unit);
        journal.Append(unit, "closing-day-removed", office.Value, new { day });
        await unit.Commit();
        return default(Done);
    }
}
