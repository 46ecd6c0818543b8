using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>The route templates in sight (Laufweg-Vorlagen).</summary>
[Needs(Right.SeeTemplates)]
public sealed class TemplatesModel(Caller caller, ListTemplates listTemplates, Names names) : PageModel
{
    public TemplateList List { get; private set; } = new([], MaySave: false);

    public Names Names => names;

    public bool MayCirculate => Umlauf.Identity.Rights.Of(caller).May(Right.Circulate);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var list = await listTemplates.Run(caller, retired: true, ct);
        if (!list.Ok)
            return this.Answer(list.Refusal!);
        List = list.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostRetireAsync([FromServices] RetireTemplate retire, Guid vorlage, CancellationToken ct)
    {
        if ((await retire.Run(caller, vorlage, ct)).Refusal is { } refusal)
        {
            this.Explain(refusal);
            Response.StatusCode = refusal.Status;
            return await OnGetAsync(ct);
        }
        TempData.Say(
            T("Vorlage zurückgezogen. Laufende Mappen behalten ihren Weg.", "Template retired. Folders on their way keep their route.")
        );
        return Redirect("/mappen/vorlagen");
    }
}
