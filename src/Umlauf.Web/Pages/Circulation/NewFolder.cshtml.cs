using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.Pages.Circulation.Routes;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>Makes a circulation folder (neue Umlaufmappe): what goes around, which way, and what happens at the end.</summary>
[Needs(Right.Circulate)]
[RequestFormLimits(ValueCountLimit = 8192)]
public sealed class NewFolderModel(
    Caller caller,
    RouteWork route,
    FolderDocuments documents,
    ListTemplates listTemplates,
    ShowTemplate showTemplate
) : PageModel, IAsksOrders
{
    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    /// <summary>The command, so that a form that is sent twice makes one folder (rule 14).</summary>
    [BindProperty]
    public Guid Command { get; set; }

    [BindProperty]
    public Guid? Follows { get; set; }

    /// <summary>The template in the list.</summary>
    [BindProperty]
    public Guid? Choice { get; set; }

    /// <summary>The one whose route this is.</summary>
    [BindProperty]
    public Guid? Template { get; set; }

    [BindProperty]
    public int? TemplateVersion { get; set; }

    /// <summary>A prepared answer that the folder sends at its end.</summary>
    [BindProperty]
    public Guid? Answer { get; set; }

    [BindProperty]
    public OrdersForm Orders { get; set; } = new();

    public bool HasAnswer => Answer is not null;

    public bool OfFolder => true;

    public FolderDocuments Documents => documents;

    public RouteEditor Editor { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Templates { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(
        Guid? vorgang,
        Guid[] dokument,
        Guid? vorlage,
        Guid? antwort,
        Guid? folgt,
        CancellationToken ct
    )
    {
        (Command, Answer, Orders.Send, Follows, Choice) = (Guid.CreateVersion7(), antwort, antwort is not null, folgt, vorlage);
        if (vorgang is { } matter && await documents.Find(new MatterId(matter), ct) is { } refusal)
            return this.Answer(refusal);
        Number = documents.Matter?.Number;
        Subject = documents.Matter?.Subject;
        documents.Choose(dokument ?? []);
        if (vorlage is { } template)
        {
            if (await Take(template, ct) is { } missing)
                return this.Answer(missing);
        }
        else
            route.Begin();
        return await Show(ct);
    }

    public async Task<IActionResult> OnPostAsync(string? tun, CancellationToken ct)
    {
        route.Read(Request);
        documents.Read(Request.Form);
        if (!string.IsNullOrWhiteSpace(Number) && await documents.Find(Number.Trim(), ct) is { } unknown)
            this.Explain(unknown, nameof(Number));
        switch (tun)
        {
            case "vorlage":
                if (Choice is { } choice && await Take(choice, ct) is { } missing)
                    this.Explain(missing, nameof(Choice));
                break;
            case "entwurf" or "beginnen":
                return await Make(start: tun == "beginnen", ct);
            case { } button:
                route.Edit(button);
                break;
        }
        return await Show(ct);
    }

    private async Task<IActionResult> Make(bool start, CancellationToken ct)
    {
        if (route.Check() & ModelState.IsValid)
        {
            var made = await HttpContext.RequestServices.GetRequiredService<MakeFolder>().Run(caller, Wanted(start), Command, ct);
            if (made.Ok)
            {
                TempData.Say(
                    start ? T("Der Umlauf hat begonnen.", "The folder is on its way.") : T("Als Entwurf gespeichert.", "Saved as a draft.")
                );
                return Redirect($"/mappen/{made.Value.Value}");
            }
            Explain(made.Refusal!);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await Show(ct);
    }

    private NewFolder Wanted(bool start) =>
        new()
        {
            Subject = Subject ?? "",
            Matter = documents.Matter?.Id,
            Items = documents.Items,
            Fields = RouteFormPlans.Fields(route.Form),
            Route = RouteFormPlans.Route(route.Form),
            Policy = RouteFormPlans.Policy(route.Form),
            FourEyes = RouteFormPlans.FourEyes(route.Form),
            Directives = [.. Orders.Directives(Answer)],
            Template = Template,
            TemplateVersion = TemplateVersion,
            Follows = Follows is { } follows ? new CirculationFolderId(follows) : null,
            Start = start,
        };

    private void Explain(Refusal refusal)
    {
        if (refusal.Code == FolderRefusals.SubjectMissing.Code)
            this.Explain(refusal, nameof(Subject));
        else if (refusal.Code == RecordsRefusals.NoSuchMatter.Code)
            this.Explain(refusal, nameof(Number));
        else if (refusal.Code == FolderRefusals.BadDirective.Code)
            this.Explain(refusal, nameof(Orders));
        else if (refusal.Code == FolderRefusals.NoSuchItem.Code || refusal.Code == FolderRefusals.TooManyItems.Code)
            this.Explain(refusal, "Documents");
        else if (refusal.Rule is not null || refusal.Code == FolderRefusals.NoSuchAddressee.Code)
            route.Refuse(T(refusal));
        else
            this.Explain(refusal);
    }

    /// <summary>Takes the route and the orders of a template over; numbers that were typed stay.</summary>
    private async Task<Refusal?> Take(Guid id, CancellationToken ct)
    {
        var shown = await showTemplate.Run(caller, id, null, ct);
        if (!shown.Ok)
            return shown.Refusal;
        var plan = shown.Value.Plan;
        var typed = RouteFormPlans.Fields(route.Form);
        var fields = plan.Fields.Select(field => KeyValuePair.Create(field.Key, typed.GetValueOrDefault(field.Key, field.Value)));
        route.Form = RouteFormPlans.Form(plan.Route, plan.Policy, plan.FourEyes, fields);
        (Template, TemplateVersion) = (id, shown.Value.Version);
        Orders.Take(plan.Directives);
        Orders.PutAway &= documents.Matter is not null;
        // The fields show what the template says, not what was sent.
        foreach (var name in new[] { nameof(Template), nameof(TemplateVersion), "Orders.FollowUp" })
            ModelState.Remove(name);
        return null;
    }

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        await documents.Load(ct);
        var templates = await listTemplates.Run(caller, retired: false, ct);
        Orders.Templates = Templates = templates.Ok
            ? [.. templates.Value.Rows.Select(row => new SelectListItem(row.Name, row.Id.ToString()))]
            : [];
        Editor = await route.Editor(fieldsAreFixed: false, ct);
        return Page();
    }
}
