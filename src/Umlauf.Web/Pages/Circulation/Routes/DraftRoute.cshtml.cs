using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>Changes the route of a draft (Laufweg eines Entwurfs ändern). A folder that is under way is changed on its own page.</summary>
[Needs(Right.Circulate)]
[RequestFormLimits(ValueCountLimit = 8192)]
public sealed class DraftRouteModel(Caller caller, RouteWork route, ShowFolder showFolder, ActInFolder actInFolder) : PageModel
{
    /// <summary>As the person saw it (rule 13).</summary>
    [BindProperty]
    public long Revision { get; set; }

    [BindProperty]
    public Guid Command { get; set; }

    public FolderView View { get; private set; } = null!;

    public RouteEditor Editor { get; private set; } = null!;

    /// <summary>Made by a program, with more stations than anybody edits by hand.</summary>
    public bool TooLong => View.Folder.Stations.Length > RouteForm.MostStations;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await Find(id, ct) is { } elsewhere)
            return elsewhere;
        var folder = View.Folder;
        (Revision, Command) = (folder.Revision, Guid.CreateVersion7());
        if (!TooLong)
            route.Form = RouteFormPlans.Form(PlannedRoute.Of(folder), folder.Policy, folder.FourEyes, folder.Fields);
        return await Show(ct);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? tun, CancellationToken ct)
    {
        if (await Find(id, ct) is { } elsewhere)
            return elsewhere;
        route.Read(Request);
        // The numbers are the folder's; only the way can be changed.
        route.Form.Fields.Clear();
        route.Form.Fields.AddRange(
            View.Folder.Fields.Select(field => new FieldForm { Name = field.Key, Value = RouteFormPlans.Write(field.Value) })
        );
        if (tun == "speichern")
        {
            if (route.Check())
            {
                var set = new SetRoute(
                    RouteFormPlans.Route(route.Form),
                    RouteFormPlans.Policy(route.Form),
                    RouteFormPlans.FourEyes(route.Form)
                )
                {
                    Revision = Revision,
                };
                var done = await actInFolder.Run(caller, View.Folder.Id, Command, set, ct);
                if (done.Ok)
                {
                    TempData.Say(T("Laufweg gespeichert.", "Route saved."));
                    return Redirect($"/mappen/{id}");
                }
                route.Refuse(T(done.Refusal!));
            }
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        }
        else if (tun is { } button)
            route.Edit(button);
        return await Show(ct);
    }

    private async Task<IActionResult?> Find(Guid id, CancellationToken ct)
    {
        var shown = await showFolder.Run(caller, new CirculationFolderId(id), ct);
        if (!shown.Ok)
            return this.Answer(shown.Refusal!);
        View = shown.Value;
        return View.Folder.State == FolderState.Draft ? null : Redirect($"/mappen/{id}");
    }

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        Editor = await route.Editor(fieldsAreFixed: true, ct);
        return Page();
    }
}
