using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Desk;

/// <summary>What deputies did in my name since I last looked (Rückgabe nach Vertretung).</summary>
[Needs(Right.SeeDesk)]
public sealed class HandBackModel(Caller caller, DismissDoneForMe dismiss) : PageModel
{
    public void OnGet() { }

    /// <param name="until">The newest entry that was shown, in milliseconds since 1970.</param>
    /// <param name="ct">Ends with the request.</param>
    public async Task<IActionResult> OnPostAsync(long until, CancellationToken ct)
    {
        var latest = Math.Clamp(until, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds());
        var done = await dismiss.Run(caller, DateTimeOffset.FromUnixTimeMilliseconds(latest), ct);
        return done.Refusal is { } refusal ? this.Answer(refusal) : Redirect("/schreibtisch");
    }
}
