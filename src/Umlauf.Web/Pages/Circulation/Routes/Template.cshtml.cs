using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>A route template (Laufweg-Vorlage): look at any version, save the next one.</summary>
[Needs(Right.SeeTemplates)]
[RequestFormLimits(ValueCountLimit = 8192)]
public sealed class TemplateModel(Caller caller, RouteWork route, ShowTemplate showTemplate, ListTemplates listTemplates, Names names)
    : PageModel,
        IAsksOrders
{
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Null: the whole house.</summary>
    [BindProperty]
    public Guid? Office { get; set; }

    [BindProperty]
    public OrdersForm Orders { get; set; } = new();

    public bool HasAnswer => false;

    public bool OfFolder => false;

    /// <summary>Null: a new one.</summary>
    public TemplateView? View { get; private set; }

    public bool MayChange => View?.Template.MayChange ?? true;

    public RouteEditor Editor { get; private set; } = null!;

    public Names Names => names;

    public IEnumerable<SelectListItem> Offices =>
        names.OfficeChoices.Prepend(new SelectListItem(T("– das ganze Haus –", "– the whole house –"), ""));

    public async Task<IActionResult> OnGetAsync(string id, int? fassung, CancellationToken ct)
    {
        if (await Find(id, fassung, ct) is { } elsewhere)
            return elsewhere;
        if (View is null)
        {
            Office = caller.Office?.Value;
            route.Begin();
            return await Show(ct);
        }
        var plan = View.Plan;
        (Name, Office) = (View.Template.Name, View.Template.OfficeId?.Value);
        Orders.Take(plan.Directives);
        route.Form = RouteFormPlans.Form(plan.Route, plan.Policy, plan.FourEyes, plan.Fields);
        return await Show(ct);
    }

    public async Task<IActionResult> OnPostAsync(
        string id,
        int? fassung,
        string? tun,
        [FromServices] SaveTemplate save,
        CancellationToken ct
    )
    {
        if (await Find(id, fassung, ct) is { } elsewhere)
            return elsewhere;
        route.Read(Request);
        if (tun != "speichern")
        {
            route.Edit(tun ?? "");
            return await Show(ct);
        }
        if (route.Check())
        {
            var saved = await save.Run(caller, Wanted(), ct);
            if (saved.Ok)
            {
                TempData.Say(
                    T(
                        $"Gespeichert als Fassung {saved.Value.Version}. Laufende Mappen behalten ihre.",
                        $"Saved as version {saved.Value.Version}. Folders on their way keep theirs."
                    )
                );
                return Redirect($"/mappen/vorlagen/{saved.Value.Id}");
            }
            Explain(saved.Refusal!);
            Response.StatusCode = saved.Refusal!.Status;
        }
        else
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Show(ct);
    }

    private NewTemplate Wanted() =>
        new()
        {
            Id = View?.Template.Id,
            Name = Name ?? "",
            Office = Office is { } office ? new OfficeId(office) : null,
            Plan = new TemplatePlan
            {
                Route = RouteFormPlans.Route(route.Form),
                Policy = RouteFormPlans.Policy(route.Form),
                FourEyes = RouteFormPlans.FourEyes(route.Form),
                Fields = RouteFormPlans.Fields(route.Form),
                Directives = [.. Orders.Directives()],
            },
        };

    private void Explain(Refusal refusal)
    {
        if (refusal.Code == SaveTemplate.NoName.Code)
            this.Explain(refusal, nameof(Name));
        else if (refusal.Code == SaveTemplate.NotAllowed.Code)
            this.Explain(refusal, nameof(Office));
        else if (refusal.Rule is not null || refusal.Code == FolderRefusals.NoSuchAddressee.Code)
            route.Refuse(T(refusal));
        else
            this.Explain(refusal);
    }

    private async Task<IActionResult?> Find(string id, int? version, CancellationToken ct)
    {
        if (id == "neu")
            return null;
        if (!Guid.TryParse(id, CultureInfo.InvariantCulture, out var template))
            return NotFound();
        var shown = await showTemplate.Run(caller, template, version, ct);
        if (!shown.Ok)
            return this.Answer(shown.Refusal!);
        View = shown.Value;
        return null;
    }

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        var list = await listTemplates.Run(caller, retired: false, ct);
        Orders.Templates = list.Ok
            ? [.. list.Value.Rows.Where(row => row.Id != View?.Template.Id).Select(row => new SelectListItem(row.Name, row.Id.ToString()))]
            : [];
        Editor = await route.Editor(fieldsAreFixed: false, ct);
        return Page();
    }
}
