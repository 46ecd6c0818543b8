using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Records;

/// <summary>Two versions of a document side by side: their facts, and the words in which they differ (Vergleich).</summary>
[Needs(Right.SeeTray)]
public sealed class CompareModel(Caller caller, CompareVersions compareVersions, Names names) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Von { get; set; } = 1;

    [BindProperty(SupportsGet = true)]
    public int Nach { get; set; } = 1;

    public ComparedVersions Compared { get; private set; } = null!;

    public DifferenceView Difference { get; private set; } = null!;

    public IEnumerable<SelectListItem> Choices =>
        Compared
            .Document.Versions.Select(version => version.Number.ToString(CultureInfo.InvariantCulture))
            .Select(n => new SelectListItem(n, n));

    public string Who(DocumentVersion version) => names.Actor(version.AddedBy);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return NotFound();
        var compared = await compareVersions.Run(caller, new(Id), Von, Nach, ct);
        if (compared.Refusal is { } refusal)
            return this.Answer(refusal);
        Compared = compared.Value;
        Difference = DifferenceView.Of(Compared.Texts, Compared.Before.Hash == Compared.After.Hash);
        return Page();
    }
}
