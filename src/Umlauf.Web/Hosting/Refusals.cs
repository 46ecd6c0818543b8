using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Platform;

namespace Umlauf.Web.Hosting;

/// <summary>How pages answer a refusal.</summary>
public static class Refusals
{
    /// <summary>A page about something that is not there or not in sight: 404 for both, so that nobody learns which.</summary>
    public static IActionResult Answer(this PageModel page, Refusal refusal) => page.StatusCode(refusal.Status);

    /// <summary>Shows the refusal beside the form field that it concerns, or above the form.</summary>
    public static void Explain(this PageModel page, Refusal refusal, string field = "") =>
        page.ModelState.AddModelError(field, Language.T(refusal));
}
