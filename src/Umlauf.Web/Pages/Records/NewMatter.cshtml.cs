using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Records;

/// <summary>Opens a matter, in a case file or with a new one (neuer Vorgang).</summary>
[Needs(Right.ChangeRecords)]
public sealed class NewMatterModel(Caller caller, OpenMatter openMatter, ListCaseFiles listCaseFiles, ShowFilingPlan plan, Names names)
    : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Akte { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Plan { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public Guid Office { get; set; }

    [BindProperty]
    public DateOnly? DueOn { get; set; }

    [BindProperty]
    public bool Mine { get; set; }

    public CaseFileRow? CaseFile { get; private set; }

    public PlanUnit? Unit { get; private set; }

    public IReadOnlyList<SelectListItem> Units { get; private set; } = [];

    public Names Names => names;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        (Office, Mine) = (caller.Office?.Value ?? default, true);
        return await Show(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var opened = await openMatter.Run(
            caller,
            new NewMatter
            {
                CaseFile = Akte is { } file ? new CaseFileId(file) : null,
                PlanUnit = Akte is null && Plan is { } unit ? new FilingPlanUnitId(unit) : null,
                Subject = Subject ?? "",
                Office = new(Office),
                Responsible = Mine ? caller.Staff : null,
                DueOn = DueOn,
            },
            ct
        );
        if (opened.Refusal is not { } refusal)
            return Redirect($"/vorgang/{opened.Value.Id.Value}");
        Response.StatusCode = refusal.Status;
        this.Explain(refusal, refusal == OpenMatter.NoSuchPlanUnit ? nameof(Plan) : nameof(Subject));
        return await Show(ct);
    }

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        if (Akte is { } file)
        {
            CaseFile = await listCaseFiles.Show(caller, new(file), ct);
            return CaseFile is null ? NotFound() : Page();
        }
        Units =
        [
            .. (await plan.Find(caller, "", 500, ct)).Select(unit => new SelectListItem(
                $"{unit.Code} {unit.Name}",
                unit.Id.Value.ToString()
            )),
        ];
        Unit = Plan is { } chosen ? (await plan.Path(caller, new(chosen), ct))?[^1] : null;
        return Page();
    }
}
