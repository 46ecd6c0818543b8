using System.Globalization;
using System.Text;
using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>Closes an office and every office below it on a day or on several in a row (Schließtage eintragen). Days entered already get the new name.</summary>
public sealed class SetClosingDay(Db db, JournalWriter journal)
{
    /// <summary>In one act.</summary>
    public const int Most = 62;

    public static readonly Refusal NoDays = new(
        "identity.closing-without-days",
        "Das Ende liegt vor dem Anfang, oder es sind mehr als 62 Tage. Bitte prüfen Sie die Tage.",
        "The end lies before the beginning, or there are more than 62 days. Please check the days."
    );

    public async Task<Result<Done>> Run(Caller by, OfficeId office, DateOnly from, DateOnly to, string name, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        if (to < from || to.DayNumber - from.DayNumber >= Most)
            return NoDays;
        if (name.Trim().Length is 0 or > 200)
            return CreateAdministration.NoName;
        await using var unit = await db.Write(by.Actor, ct);
        if (!await AddOffice.IsOpen(unit, office))
            return AddOffice.NoSuchOffice;
        var sql = new StringBuilder("INSERT INTO identity_closing_day (tenant_id, office_id, day, name) VALUES ");
        var values = new Dictionary<string, object?>(StringComparer.Ordinal) { ["office"] = office.Value, ["name"] = name.Trim() };
        for (var i = 0; i <= to.DayNumber - from.DayNumber; i++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"{(i > 0 ? ", " : "")}(@tenant, @office, @day{i}, @name)");
            values[$"day{i}"] = from.AddDays(i);
        }
        sql.Append(" ON CONFLICT (tenant_id, office_id, day) DO UPDATE SET name = excluded.name");
        await unit.Exec(sql.ToString(), values);
        await CalendarState.Renew(unit);
        journal.Append(unit, "closing-days-set", office.Value, new { from, to });
        await unit.Commit();
        return default(Done);
    }
}
