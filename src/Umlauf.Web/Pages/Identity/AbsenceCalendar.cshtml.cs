using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Identity;

/// <summary>Who of an office is away on which days of a month (Abwesenheitskalender).</summary>
[Needs(Right.SeeDesk)]
public sealed class AbsenceCalendarModel(
    Caller caller,
    ListAbsences listAbsences,
    OfficeCalendars calendars,
    Names names,
    TimeProvider clock
) : PageModel
{
    private const string MonthForm = "yyyy-MM";
    private WorkingDays? working;
    private ILookup<StaffMemberId, Absence>? absences;

    [BindProperty(SupportsGet = true)]
    public Guid? Amt { get; set; }

    /// <summary>Year and month, e.g. 2026-12; this month when it is missing or no month.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Monat { get; set; }

    public OfficeAbsences Calendar { get; private set; } = null!;

    public DateOnly First { get; private set; }

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, First.AddMonths(1).DayNumber - First.DayNumber).Select(First.AddDays);

    public string MonthName => First.ToString("MMMM yyyy", CultureInfo.CurrentCulture);

    public Names Names => names;

    public string OfficeName => names.Office(new(Amt!.Value));

    public IEnumerable<SelectListItem> Offices =>
        names.OfficeChoices.Where(choice => caller.Sight.ContainsKey(new OfficeId(Guid.Parse(choice.Value))));

    public string Link(int months) =>
        $"/vertretung/amt/{Amt}?monat={First.AddMonths(months).ToString(MonthForm, CultureInfo.InvariantCulture)}";

    public bool IsAway(StaffMemberId person, DateOnly day) => absences![person].Any(absence => absence.Covers(day));

    public bool IsWorkingDay(DateOnly day) => working!.IsWorkingDay(day);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var office = Amt is { } chosen ? new OfficeId(chosen) : caller.Office ?? caller.Sight.Keys.FirstOrDefault();
        Amt = office.Value;
        var today = LocalDays.Of(clock.GetUtcNow());
        First =
            DateOnly.TryParseExact(Monat, MonthForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is > 1999 and < 2200
                ? month
                : new DateOnly(today.Year, today.Month, 1);
        var calendar = await listAbsences.OfOffice(caller, office, First, First.AddMonths(1), ct);
        if (calendar.Refusal is { } wrong)
            return this.Answer(wrong);
        Calendar = calendar.Value;
        absences = Calendar.Absences.ToLookup(absence => absence.StaffId);
        working = await calendars.Run(caller, office, ct);
        return Page();
    }
}
