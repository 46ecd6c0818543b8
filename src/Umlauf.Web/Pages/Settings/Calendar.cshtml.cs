using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>On which days the offices work (Arbeitstage): closing days and local holidays.</summary>
[Needs(Right.Administrate)]
public sealed class CalendarModel(
    Caller caller,
    ListClosingDays listClosingDays,
    ListMunicipalities listMunicipalities,
    Names names,
    TimeProvider clock
) : PageModel
{
    [BindProperty]
    public Guid Office { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public IReadOnlyList<ClosingDay> ClosingDays { get; private set; } = [];

    public IReadOnlyList<Municipality> Municipalities { get; private set; } = [];

    public Names Names => names;

    public int Year => LocalDays.Of(clock.GetUtcNow()).Year;

    public static IEnumerable<LocalHolidays> Choices(Municipality municipality) =>
        Enum.GetValues<LocalHolidays>().Where(one => one != LocalHolidays.None && PublicHolidays.LocalIn(municipality.State).HasFlag(one));

    public async Task OnGetAsync(CancellationToken ct)
    {
        var from = new DateOnly(Year, 1, 1);
        ClosingDays = await listClosingDays.Run(caller, null, from, from.AddYears(3), ct);
        Municipalities = await listMunicipalities.Run(caller, ct);
    }

    public async Task<IActionResult> OnPostCloseAsync([FromServices] SetClosingDay set, CancellationToken ct)
    {
        if (From is not { } from)
            return await Refused(SetClosingDay.NoDays, nameof(From), ct);
        var closed = await set.Run(caller, new(Office), from, To ?? from, Reason ?? "", ct);
        if (closed.Refusal is not { } refusal)
            return Done(T("Schließung eingetragen.", "Closing entered."));
        var field =
            refusal == SetClosingDay.NoDays ? nameof(To)
            : refusal == CreateAdministration.NoName ? nameof(Reason)
            : nameof(Office);
        return await Refused(refusal, field, ct);
    }

    public async Task<IActionResult> OnPostOpenAsync(
        [FromServices] RemoveClosingDay remove,
        Guid office,
        DateOnly day,
        CancellationToken ct
    ) =>
        (await remove.Run(caller, new(office), day, ct)).Refusal is { } refusal
            ? await Refused(refusal, "", ct)
            : Done(T("Schließung gestrichen.", "Closing removed."));

    public async Task<IActionResult> OnPostHolidaysAsync(
        [FromServices] SetLocalHolidays set,
        Guid municipality,
        LocalHolidays[] holidays,
        CancellationToken ct
    )
    {
        var chosen = (holidays ?? []).Aggregate(LocalHolidays.None, (all, one) => all | one);
        return (await set.Run(caller, new(municipality), chosen, ct)).Refusal is { } refusal
            ? await Refused(refusal, "", ct)
            : Done(T("Örtliche Feiertage gespeichert.", "Local holidays saved."));
    }

    private RedirectResult Done(string said)
    {
        TempData.Say(said);
        return Redirect("/verwaltung/kalender");
    }

    private async Task<IActionResult> Refused(Refusal refusal, string field, CancellationToken ct)
    {
        this.Explain(refusal, field);
        Response.StatusCode = refusal.Status;
        await OnGetAsync(ct);
        return Page();
    }
}
