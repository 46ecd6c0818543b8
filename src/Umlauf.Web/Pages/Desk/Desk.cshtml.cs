using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Desk;

/// <summary>What waits for me, the most urgent first (Mein Schreibtisch).</summary>
[Needs(Right.SeeDesk)]
public sealed class DeskModel(Caller caller, ListMatters listMatters, Names names) : PageModel
{
    private const int PerPage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Ansicht { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public bool OfMyOffice => Ansicht == "amt" && caller.Office is not null;

    public string OfficeName => caller.OfficeName;

    public int Mine { get; private set; }

    public int OfOffice { get; private set; }

    public IReadOnlyList<MatterRow> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public Names Names => names;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (caller.Staff is not { } me)
            return Forbid();
        var mine = await listMatters.OfDesk(caller, me, MatterState.Open, OfMyOffice ? null : After, OfMyOffice ? 1 : PerPage, ct);
        if (mine.Refusal is { } wrong)
            return this.Answer(wrong);
        (Mine, Rows, Next) = (mine.Value.Count.Value, mine.Value.Rows, mine.Value.Next);
        if (caller.Office is not { } office)
            return Page();
        if (!OfMyOffice)
        {
            OfOffice = (await listMatters.CountOfOffice(caller, office, MatterState.Open, ct)).Value;
            return Page();
        }
        var ours = await listMatters.OfOffice(caller, office, MatterState.Open, After, PerPage, ct);
        if (ours.Refusal is { } refused)
            return this.Answer(refused);
        (OfOffice, Rows, Next) = (ours.Value.Count.Value, ours.Value.Rows, ours.Value.Next);
        return Page();
    }
}
