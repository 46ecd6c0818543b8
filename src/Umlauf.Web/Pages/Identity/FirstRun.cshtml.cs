using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Identity;

/// <summary>Sets up an empty installation (Ersteinrichtung).</summary>
[AllowAnonymous]
public sealed class FirstRunModel(FirstRun firstRun, SignInWithPassword signIn) : PageModel
{
    [BindProperty]
    public string? Token { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Ags { get; set; }

    [BindProperty]
    public string? Person { get; set; }

    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await firstRun.Token(ct) is null ? Redirect("/anmelden") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var created = await firstRun.Run(
            Token ?? "",
            Password ?? "",
            new NewAdministration
            {
                Name = Name ?? "",
                Ags = (Ags ?? "").Trim(),
                Login = Login ?? "",
                AdministratorName = Person ?? "",
            },
            ct
        );
        if (created.Refusal is { } refusal)
        {
            Response.StatusCode = refusal.Status;
            this.Explain(refusal, FieldOf(refusal.Code));
            return Page();
        }
        await signIn.Run(Login ?? "", Password ?? "", ct);
        return Redirect("/verwaltung");
    }

    private static string FieldOf(string code) =>
        code.Contains("token", StringComparison.Ordinal) ? nameof(Token)
        : code.Contains("password", StringComparison.Ordinal) ? nameof(Password)
        : code.Contains("login", StringComparison.Ordinal) ? nameof(Login)
        : code.Contains("key", StringComparison.Ordinal) || code.Contains("municipality", StringComparison.Ordinal) ? nameof(Ags)
        : nameof(Name);
}
