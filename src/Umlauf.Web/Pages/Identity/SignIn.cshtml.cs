using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Identity;

/// <summary>Login and password (Anmelden).</summary>
[AllowAnonymous]
public sealed class SignInModel(SignInWithPassword signIn, FirstAdministration firstAdministration, WebSettings settings) : PageModel
{
    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>Where the person wanted to go.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Zurueck { get; set; }

    public string? Problem { get; private set; }

    public bool Demo => settings.Demo;

    public static IReadOnlyList<(string Login, string Who)> DemoLogins =>
        [
            ("poststelle", T("Poststelle", "mailroom")),
            ("sommer", T("Sachbearbeitung Wohngeld", "case officer, housing benefit")),
            ("yilmaz", T("Sachbearbeitung Bauamt", "case officer, building")),
            ("kaya", T("Leitung Sozialamt", "head of social office")),
            ("brandt", T("Kämmerei", "treasurer")),
            ("weber", T("Bürgermeister", "mayor")),
            ("admin", T("Verwaltung der Einstellungen", "administrator")),
        ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await firstAdministration.Run(ct) is null)
            return Redirect("/einrichten");
        return User.Identity?.IsAuthenticated == true ? LocalRedirect(Back(this, Zurueck)) : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var outcome = await signIn.Run(Login ?? "", Password ?? "", ct);
        if (outcome == SignInOutcome.SignedIn)
            return LocalRedirect(Back(this, Zurueck));
        if (outcome == SignInOutcome.NeedsSecondFactor)
            return Redirect("/anmelden/code" + QueryString.Create("zurueck", Back(this, Zurueck)));
        Problem = Say(outcome);
        Response.StatusCode = outcome == SignInOutcome.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status403Forbidden;
        return Page();
    }

    internal static string Say(SignInOutcome outcome) =>
        outcome switch
        {
            SignInOutcome.Locked => T(
                "Nach zu vielen Fehlversuchen ist dieses Konto einige Minuten gesperrt. Es öffnet sich von selbst.",
                "After too many failures this account is locked for some minutes. It opens by itself."
            ),
            SignInOutcome.TooMany => T(
                "Zu viele Versuche. Bitte warten Sie einige Minuten.",
                "Too many attempts. Please wait some minutes."
            ),
            _ => T("Das stimmt nicht. Prüfen Sie Anmeldename und Kennwort.", "That is not right. Check login and password."),
        };

    /// <summary>Only an address of our own, never another site.</summary>
    internal static string Back(PageModel page, string? to) => to is { Length: > 0 } && page.Url.IsLocalUrl(to) ? to : "/";
}
