using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Identity;

/// <summary>The second step after the password (zweiter Faktor).</summary>
[AllowAnonymous]
public sealed class SecondFactorModel(SignInWithSecondFactor signIn) : PageModel
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Recovery { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Zurueck { get; set; }

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync() => await signIn.IsDue() ? Page() : Redirect("/anmelden");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => Ended(await signIn.Run(Code ?? "", ct));

    public async Task<IActionResult> OnPostRecoveryAsync(CancellationToken ct) => Ended(await signIn.WithRecoveryCode(Recovery ?? "", ct));

    private IActionResult Ended(SignInOutcome outcome)
    {
        if (outcome == SignInOutcome.SignedIn)
            return LocalRedirect(SignInModel.Back(this, Zurueck));
        Problem =
            outcome == SignInOutcome.Wrong
                ? T(
                    "Der Code stimmt nicht oder ist abgelaufen. Geben Sie den nächsten ein.",
                    "The code is wrong or expired. Enter the next one."
                )
                : SignInModel.Say(outcome);
        Response.StatusCode = outcome == SignInOutcome.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden;
        return Page();
    }
}
