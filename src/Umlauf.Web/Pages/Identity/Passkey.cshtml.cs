using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Identity;

/// <summary>What the browser needs to sign in with a passkey, and its answer (Passkey).</summary>
[AllowAnonymous]
public sealed class PasskeyModel(SignInWithPasskey signIn) : PageModel
{
    [BindProperty]
    public string? Zurueck { get; set; }

    public string Problem { get; private set; } = "";

    /// <summary>JSON for <c>navigator.credentials.get</c>.</summary>
    public async Task<IActionResult> OnGetAsync() => Content(await signIn.Options(), "application/json");

    public async Task<IActionResult> OnPostAsync(string credential, CancellationToken ct)
    {
        var outcome = await signIn.Run(credential ?? "", ct);
        if (outcome == SignInOutcome.SignedIn)
            return LocalRedirect(SignInModel.Back(this, Zurueck));
        Problem = SignInModel.Say(outcome);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Page();
    }
}
