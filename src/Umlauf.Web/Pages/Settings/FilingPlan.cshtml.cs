using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>Takes in a filing plan (Aktenplan einlesen), with a check before.</summary>
[Needs(Right.Administrate)]
public sealed class FilingPlanModel(Caller caller, ImportFilingPlan import) : PageModel
{
    [BindProperty]
    public IFormFile? Plan { get; set; }

    public ImportedPlan? Outcome { get; private set; }

    public bool Imported { get; private set; }

    public async Task OnPostAsync(string act, CancellationToken ct)
    {
        if (Plan is null)
        {
            ModelState.AddModelError(nameof(Plan), T("Wählen Sie eine Datei.", "Choose a file."));
            return;
        }
        using var bytes = new MemoryStream((int)Plan.Length);
        await Plan.CopyToAsync(bytes, ct);
        Imported = act == "import";
        var outcome = await import.Run(caller, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), dryRun: !Imported, ct);
        if (outcome.Refusal is { } refusal)
            this.Explain(refusal, nameof(Plan));
        else
            Outcome = outcome.Value;
    }
}
