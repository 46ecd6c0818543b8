using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Identity;

/// <summary>Ends the session (Abmelden).</summary>
[Needs(Right.OwnAccount)]
public sealed class SignOutModel(SignOff signOff) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await signOff.Run(ct);
        return Redirect("/anmelden");
    }

    public async Task<IActionResult> OnPostEverywhereAsync(CancellationToken ct)
    {
        await signOff.Everywhere(ct);
        return Redirect("/anmelden");
    }
}
