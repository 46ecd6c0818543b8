using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>The route sheet on a page that prints as one (Laufzettel).</summary>
[Needs(Right.Circulate)]
public sealed class SheetModel(Caller caller, MakeRouteSheet make, FreezeRouteSheet freeze, GetRouteSheet get) : PageModel
{
    public RouteSheet Sheet { get; private set; } = null!;

    public IReadOnlyList<string> Paragraphs { get; private set; } = [];

    public FrozenSheet? Frozen { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var folder = new CirculationFolderId(id);
        var made = await make.Run(caller, folder, ct);
        if (made.Refusal is { } refusal)
            return this.Answer(refusal);
        Sheet = made.Value;
        Paragraphs = [.. SheetText.Of(made.Value)];
        Frozen = await freeze.Frozen(caller, folder, ct);
        return Page();
    }

    public async Task<IActionResult> OnGetDateiAsync(Guid id, string? format, CancellationToken ct)
    {
        var pdf = format == "pdf";
        var sheet = await get.Run(caller, new CirculationFolderId(id), pdf, ct);
        return sheet.Refusal is { } refusal
            ? this.Answer(refusal)
            : File(sheet.Value, pdf ? "application/pdf" : "application/json", pdf ? "Laufzettel.pdf" : "Laufzettel.json");
    }
}
