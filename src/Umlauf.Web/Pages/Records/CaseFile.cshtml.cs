using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Records;

/// <summary>A case file and its matters (Akte).</summary>
[Needs(Right.SeeRecords)]
public sealed class CaseFileModel(Caller caller, ListCaseFiles listCaseFiles, ShowFilingPlan plan, Names names) : PageModel
{
    private const int PerPage = 100;

    [BindProperty(SupportsGet = true)]
    public int After { get; set; }

    public CaseFileRow Shown { get; private set; } = null!;

    public IReadOnlyList<PlanUnit> Path { get; private set; } = [];

    public IReadOnlyList<CaseFileMatter> Matters { get; private set; } = [];

    public string? Next { get; private set; }

    public Names Names => names;

    public bool MayChange => Rights.Of(caller).May(Right.ChangeRecords);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await listCaseFiles.Show(caller, new(id), ct) is not { } file)
            return NotFound();
        Shown = file;
        Path = await plan.Path(caller, file.PlanUnitId, ct) ?? [];
        Matters = await listCaseFiles.Matters(caller, file.Id, After, PerPage, ct);
        Next = Matters.Count == PerPage ? Matters[^1].Running.ToString(CultureInfo.InvariantCulture) : null;
        return Page();
    }
}
