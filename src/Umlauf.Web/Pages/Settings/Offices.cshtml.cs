using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>The offices of the house (Ämter): add, rename, close.</summary>
[Needs(Right.Administrate)]
public sealed class OfficesModel(Caller caller, ListOffices listOffices, NameBook book) : PageModel
{
    [BindProperty]
    public Guid Parent { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    public IReadOnlyList<OfficeInTree> Tree { get; private set; } = [];

    public Guid? Open { get; private set; }

    public IEnumerable<SelectListItem> Choices =>
        Tree.Where(place => place.Office.ClosedAt is null)
            .Select(place => new SelectListItem($"{place.Office.Code} {place.Office.Name}", place.Office.Id.Value.ToString()));

    public async Task OnGetAsync(CancellationToken ct) => Tree = await listOffices.Run(caller, ct);

    public async Task<IActionResult> OnPostAddAsync([FromServices] AddOffice addOffice, CancellationToken ct) =>
        await Done(await addOffice.Run(caller, new(Parent), Code ?? "", Name ?? "", ct), T("Amt angelegt.", "Office added."), ct);

    public async Task<IActionResult> OnPostChangeAsync([FromServices] RenameOffice rename, Guid id, CancellationToken ct)
    {
        Open = id;
        return await Done(await rename.Run(caller, new(id), Code ?? "", Name ?? "", ct), T("Amt geändert.", "Office changed."), ct);
    }

    public async Task<IActionResult> OnPostCloseAsync([FromServices] CloseOffice close, Guid id, CancellationToken ct)
    {
        Open = id;
        return await Done(await close.Run(caller, new(id), ct), T("Amt aufgelöst.", "Office closed."), ct);
    }

    private async Task<IActionResult> Done<T>(Result<T> result, string said, CancellationToken ct)
    {
        if (result.Ok)
        {
            book.Forget(caller);
            TempData.Say(said);
            return Redirect("/verwaltung/aemter");
        }
        this.Explain(result.Refusal!, Open is null ? nameof(Code) : "");
        Response.StatusCode = result.Refusal!.Status;
        await OnGetAsync(ct);
        return Page();
    }
}
