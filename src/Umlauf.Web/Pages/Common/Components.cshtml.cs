using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Web.TagHelpers;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Common;

/// <summary>The sheet of components (Bausteine): what the browser tests and whoever changes the style look at.</summary>
[AllowAnonymous]
public sealed class ComponentsModel(TimeProvider clock) : PageModel
{
    public static IEnumerable<string> IconNames => Icons.Names.Order(StringComparer.Ordinal);

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public bool Confidential { get; set; }

    [BindProperty]
    public IFormFile? Files { get; set; }

    public IReadOnlyList<SelectListItem> Offices { get; } = [new("Sozialamt", "50"), new("Bauamt", "63")];

    public DateOnly Due => Moments.DayOf(clock.GetUtcNow()).AddDays(3);

    public DateTimeOffset Since => clock.GetUtcNow().AddDays(-3);

    public void OnPost() =>
        ModelState.AddModelError(nameof(Number), T("Dieses Aktenzeichen gibt es nicht.", "There is no such file number."));
}
