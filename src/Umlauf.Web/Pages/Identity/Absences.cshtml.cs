using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Identity;

/// <summary>Absences and deputies of one's own (Meine Vertretung und Abwesenheit), or for heads those of somebody else.</summary>
[Needs(Right.SeeDesk)]
public sealed class AbsencesModel(
    Caller caller,
    ListAbsences listAbsences,
    ListDeputies listDeputies,
    Names names,
    NameBook book,
    TimeProvider clock
) : PageModel
{
    /// <summary>Somebody else's; null: one's own.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public DateOnly? From { get; set; }

    [BindProperty]
    public DateOnly? To { get; set; }

    [BindProperty]
    public AbsenceKind Kind { get; set; }

    [BindProperty]
    public Guid? Deputy { get; set; }

    [BindProperty]
    public Guid? Permanent { get; set; }

    [BindProperty]
    public bool Always { get; set; }

    public IReadOnlyList<Absence> Absences { get; private set; } = [];

    public DeputiesOfPerson Deputies { get; private set; } = null!;

    public Names Names => names;

    public bool Own => Person == caller.Staff;

    public StaffMemberId Person => Id is { } id ? new(id) : caller.Staff!.Value;

    public string Here => Own ? "/vertretung" : $"/vertretung/{Id}";

    public DateOnly Today => LocalDays.Of(clock.GetUtcNow());

    public static IEnumerable<SelectListItem> Kinds =>
        Enum.GetValues<AbsenceKind>().Select(kind => new SelectListItem(Show.Kind(kind), kind.ToString()));

    public IEnumerable<SelectListItem> DeputyChoices => Choices(T("– die ständigen Vertretungen –", "– the permanent deputies –"));

    public IEnumerable<SelectListItem> PermanentChoices => Choices(T("– bitte wählen –", "– please choose –"));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        var deputies = await listDeputies.Run(caller, Person, ct);
        if (deputies.Refusal is { } wrong)
            return this.Answer(wrong);
        Deputies = deputies.Value;
        Absences = await listAbsences.Run(caller, Person, Today, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostEnterAsync([FromServices] EnterAbsence enter, CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        if (From is not { } from)
            return await Refused(EnterAbsence.NoDays, nameof(From), ct);
        var entered = await enter.Run(caller, new NewAbsence(Person, from, To, Kind, Deputy is { } id ? new(id) : null), ct);
        if (entered.Refusal is { } refusal)
            return await Refused(refusal, FieldOf(refusal), ct);
        return Done(
            entered.Value.Uncovered is { } day
                ? T(
                    $"Abwesenheit eingetragen. Achtung: Ab {Moments.Date(day)} handelt niemand in Vertretung.",
                    $"Absence entered. Note: from {Moments.Date(day)} on nobody acts as deputy."
                )
                : T("Abwesenheit eingetragen.", "Absence entered.")
        );
    }

    public async Task<IActionResult> OnPostEndAsync([FromServices] EndAbsence end, Guid absence, CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        return (await end.Run(caller, new(absence), null, ct)).Refusal is { } refusal
            ? await Refused(refusal, "", ct)
            : Done(T("Abwesenheit beendet.", "Absence ended."));
    }

    public async Task<IActionResult> OnPostAppointAsync([FromServices] AppointDeputy appoint, CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        return (await appoint.Run(caller, Person, new(Permanent ?? Guid.Empty), Always, null, ct)).Refusal is { } refusal
            ? await Refused(refusal, nameof(Permanent), ct)
            : Done(T("Vertretung bestellt.", "Deputy appointed."));
    }

    public async Task<IActionResult> OnPostFirstAsync([FromServices] AppointDeputy appoint, Guid deputy, bool may, CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        return (await appoint.Run(caller, Person, new(deputy), may, 0, ct)).Refusal is { } refusal
            ? await Refused(refusal, "", ct)
            : Done(T("Reihenfolge geändert.", "Order changed."));
    }

    public async Task<IActionResult> OnPostDismissAsync([FromServices] DismissDeputy dismiss, Guid deputy, CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        return (await dismiss.Run(caller, Person, new(deputy), ct)).Refusal is { } refusal
            ? await Refused(refusal, "", ct)
            : Done(T("Vertretung entlassen.", "Deputy dismissed."));
    }

    private static string FieldOf(Refusal refusal) =>
        refusal.Code == EnterAbsence.Overlaps.Code ? nameof(From)
        : refusal == EnterAbsence.NoDays ? nameof(To)
        : refusal == EnterAbsence.NoDeputy || refusal == Umlauf.Identity.Deputies.Circle ? nameof(Deputy)
        : "";

    private RedirectResult Done(string said)
    {
        book.Forget(caller);
        TempData.Say(said);
        return Redirect(Here);
    }

    private async Task<IActionResult> Refused(Refusal refusal, string field, CancellationToken ct)
    {
        // To whom the person is not there, nothing of the page is, either.
        if (refusal == Umlauf.Identity.Rights.NotAllowed)
            return Forbid();
        this.Explain(refusal, field);
        Response.StatusCode = refusal.Status;
        return await OnGetAsync(ct);
    }

    private IEnumerable<SelectListItem> Choices(string first) =>
        names.PersonChoices.Skip(1).Where(choice => choice.Value != Person.Value.ToString()).Prepend(new SelectListItem(first, ""));
}
