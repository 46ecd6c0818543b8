using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Dispatch;

/// <summary>One outgoing item (Ausgang): what it says, where it stands, every attempt, and what can be done.</summary>
[Needs(Right.SeeRecords)]
public sealed class ItemModel(Caller caller, ShowDispatch showDispatch, Names names) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public DispatchDetail Item { get; private set; } = null!;

    public Names Names => names;

    public bool MayChange => Rights.Of(caller).May(Right.ChangeRecords);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowPage(ct);

    public async Task<IActionResult> OnPostReleaseAsync([FromServices] ReleaseDispatch release, CancellationToken ct) =>
        await Done(await release.Run(caller, new(Id), ct), T("Freigegeben: geht hinaus.", "Released: on its way."), ct);

    public async Task<IActionResult> OnPostRetryAsync([FromServices] RetryDispatch retry, bool twice, CancellationToken ct) =>
        await Done(await retry.Run(caller, new(Id), twice, ct), T("Wird erneut gesendet.", "Is sent again."), ct);

    public async Task<IActionResult> OnPostSentAsync([FromServices] MarkAsSent markAsSent, CancellationToken ct) =>
        await Done(await markAsSent.Run(caller, new(Id), ct), T("Als gesendet vermerkt.", "Marked as sent."), ct);

    public async Task<IActionResult> OnPostCancelAsync([FromServices] CancelDispatch cancel, CancellationToken ct) =>
        await Done(await cancel.Run(caller, new(Id), ct), T("Abgebrochen.", "Cancelled."), ct);

    public async Task<IActionResult> OnPostRemoveAsync([FromServices] RemoveDraft remove, CancellationToken ct)
    {
        var removed = await remove.Run(caller, new(Id), ct);
        if (removed.Refusal is not null)
            return await Done(removed, "", ct);
        TempData.Say(T("Entwurf verworfen.", "Draft thrown away."));
        return Redirect("/ausgang?ansicht=entwuerfe");
    }

    private async Task<IActionResult> Done(Result<Done> result, string said, CancellationToken ct)
    {
        if (result.Refusal is not { } refusal)
        {
            TempData.Say(said);
            return Redirect($"/ausgang/{Id}");
        }
        if (refusal.Status == StatusCodes.Status404NotFound)
            return this.Answer(refusal);
        this.Explain(refusal);
        Response.StatusCode = refusal.Status;
        return await ShowPage(ct);
    }

    private async Task<IActionResult> ShowPage(CancellationToken ct)
    {
        var item = await showDispatch.Run(caller, new(Id), ct);
        if (item.Refusal is { } hidden)
            return this.Answer(hidden);
        Item = item.Value;
        return Page();
    }
}
