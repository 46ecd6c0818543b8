using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages;

/// <summary>Leads everybody to where their day begins.</summary>
[AllowAnonymous]
public sealed class IndexModel : PageModel
{
    public IActionResult OnGet()
    {
        if (CallerFeature.Of(HttpContext) is not { } caller)
            return Redirect("/anmelden");
        var rights = Rights.Of(caller);
        return Redirect(
            caller.MustChangePassword ? "/konto"
            : caller.Roles.Contains(Role.Mailroom) ? "/eingang"
            : rights.May(Right.SeeDesk) ? "/schreibtisch"
            : rights.May(Right.Administrate) ? "/verwaltung"
            : rights.May(Right.Operate) ? "/betrieb"
            : rights.May(Right.ReadJournal) ? "/protokoll"
            : "/konto"
        );
    }
}
