using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>The route sheet on a page that prints as one (Laufzettel).</summary>
[Needs(Right.Circulate)]
public sealed class SheetModel(Caller caller, MakeRouteSheet make, ShowFolder show, FreezeRouteSheet freeze, GetRouteSheet get) : PageModel
{
    public RouteSheet Sheet { get; private set; } = null!;

    public FolderView View { get; private set; } = null!;

    public FrozenSheet? Frozen { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var folder = new CirculationFolderId(id);
        var made = await make.Run(caller, folder, ct);
        if (made.Refusal is { } refusal)
            return this.Answer(refusal);
        var shown = await show.Run(caller, folder, ct);
        if (shown.Refusal is { } hidden)
            return this.Answer(hidden);
        (Sheet, View) = (made.Value, shown.Value);
        Frozen = await freeze.Frozen(caller, folder, ct);
        return Page();
    }

    public string NameOf(string key) => Sheet.Names.GetValueOrDefault(key, key);

    public string TitleOf(SheetItem item) =>
        View.Titles.TryGetValue(new DocumentId(item.Document), out var title) ? title.Title : item.Document.ToString();

    public static string Outcome(SheetRow row) =>
        row.Option is { } option
            ? T($"entschieden: {option}", $"decided: {option}")
            : FolderWords.Outcome(Enum.Parse<OutcomeKind>(row.Outcome!));

    public async Task<IActionResult> OnGetDateiAsync(Guid id, string? format, CancellationToken ct)
    {
        var pdf = format == "pdf";
        var sheet = await get.Run(caller, new CirculationFolderId(id), pdf, ct);
        return sheet.Refusal is { } refusal
            ? this.Answer(refusal)
            : File(sheet.Value, pdf ? "application/pdf" : "application/json", pdf ? "Laufzettel.pdf" : "Laufzettel.json");
    }
}
