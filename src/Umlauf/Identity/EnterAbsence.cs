using System.Globalization;
using Umlauf.Identity.Model;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>An absence to be entered (neue Abwesenheit).</summary>
/// <param name="Person">Who will be away.</param>
/// <param name="From">The first day away.</param>
/// <param name="To">The last day away; null: nobody knows yet.</param>
/// <param name="Kind">Why; only the person sees it.</param>
/// <param name="Deputy">Who acts; null: the permanent deputies.</param>
public sealed record NewAbsence(StaffMemberId Person, DateOnly From, DateOnly? To, AbsenceKind Kind, StaffMemberId? Deputy = null);

/// <summary>An absence that stands in the calendar, and the days on which nobody acts.</summary>
/// <param name="Id">The absence.</param>
/// <param name="Uncovered">From when on nobody acts for some time; null: somebody always does.</param>
public sealed record EnteredAbsence(AbsenceId Id, DateOnly? Uncovered);

/// <summary>Enters an absence (Abwesenheit eintragen): the person, a head or the head above.</summary>
public sealed class EnterAbsence(Db db, JournalWriter journal, Jobs jobs)
{
    public static readonly Refusal NoDays = new(
        "identity.absence-without-days",
        "Das Ende liegt vor dem Anfang, oder der Anfang liegt mehr als ein Jahr zurück oder mehr als drei Jahre voraus. Bitte prüfen Sie die Tage.",
        "The end lies before the beginning, or the beginning more than a year back or more than three years ahead. Please check the days."
    );

    public static readonly Refusal Overlaps = new(
        "identity.absence-overlaps",
        "In diesen Tagen ist schon eine Abwesenheit eingetragen. Beenden Sie diese zuerst, oder wählen Sie andere Tage.",
        "An absence is entered for these days already. End that one first, or choose other days.",
        409
    );

    public static readonly Refusal NoDeputy = new(
        "identity.deputy-cannot-act",
        "Diese Person gibt es hier nicht, oder ihr Zugang ist gesperrt. Wählen Sie jemand anderen.",
        "There is no such person here, or the access is blocked. Choose somebody else."
    );

    public async Task<Result<EnteredAbsence>> Run(Caller by, NewAbsence absence, CancellationToken ct)
    {
        await using var unit = await db.Write(by.Actor, ct);
        var today = LocalDays.Of(unit.Now);
        if (absence.To < absence.From || absence.From < today.AddYears(-1) || absence.From > today.AddYears(3))
            return NoDays;
        if (absence.To > absence.From.AddYears(10))
            return NoDays;
        if (await Planning.WhyNot(unit, by, absence.Person) is { } refusal)
            return refusal;
        await ActingRows.Alone(unit);
        var back = absence.To?.AddDays(1);
        if (await Overlapping(unit, absence.Person, absence.From, back) is { } days)
            return Overlaps.With(days);
        if (absence.Deputy is { } deputy)
        {
            if (!await Planning.CanAct(unit, deputy))
                return NoDeputy;
            var deputies = await ActingRows.Load(unit, absence.From);
            if (deputies.WhyNotName(absence.Person, deputy, absence.From, back) is { } circle)
                return circle;
        }
        var id = Ids.New<AbsenceId>(unit.Now);
        await unit.Exec(
            """
            INSERT INTO identity_absence (tenant_id, id, staff_id, from_on, back_on, kind, deputy_id)
            VALUES (@tenant, @id, @Person, @From, @back, @kind, @deputy)
            """,
            new
            {
                id,
                absence.Person,
                absence.From,
                back,
                kind = absence.Kind.ToString(),
                deputy = absence.Deputy?.Value,
            }
        );
        journal.Append(unit, "absence-entered", id.Value, new { staff = absence.Person.Value, deputy = absence.Deputy?.Value });
        await MarkAbsences.Plan(unit, journal, jobs, id, absence.From, back);
        var uncovered = Uncovered(await ActingRows.Refresh(unit, absence.Person), absence.Person, absence.From, back, today);
        await unit.Commit();
        return new EnteredAbsence(id, uncovered);
    }

    private static async Task<string?> Overlapping(Unit unit, StaffMemberId person, DateOnly from, DateOnly? back)
    {
        var other = await unit.Query<Absence>(
            """
            SELECT id, staff_id, from_on, back_on, deputy_id FROM identity_absence
            WHERE tenant_id = @tenant AND staff_id = @person AND (back_on IS NULL OR (back_on > @from AND back_on > from_on)) AND from_on < @back
            ORDER BY from_on LIMIT 1
            """,
            new
            {
                person,
                from,
                back = back ?? ActingRows.Open,
            }
        );
        return other.Count == 0
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{other[0].FromOn:dd.MM.yyyy} – {other[0].ToOn?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "…"}"
            );
    }

    /// <summary>The first day of the absence, from today on, on which nobody acts in the person's name.</summary>
    private static DateOnly? Uncovered(IReadOnlyList<ActingSpan> spans, StaffMemberId person, DateOnly from, DateOnly? back, DateOnly today)
    {
        var day = from > today ? from : today;
        foreach (var span in spans.Where(span => span.For == person).OrderBy(span => span.FromOn))
        {
            if (span.FromOn > day)
                break;
            if (span.UntilOn is not { } until)
                return null;
            day = until > day ? until : day;
        }
        return back is { } end && day >= end ? null : day;
    }
}
