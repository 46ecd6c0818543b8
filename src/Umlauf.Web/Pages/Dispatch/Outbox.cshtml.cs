using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Dispatch;

/// <summary>What goes out (Ausgang): problems first, then drafts, what waits, what was sent.</summary>
[Needs(Right.SeeRecords)]
public sealed class OutboxModel(Caller caller, ListDispatches list) : PageModel
{
    private const int PerPage = 50;

    /// <summary>The view; empty = problems if there are any, else the outbox.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ansicht { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Vorgang { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public DispatchView View { get; private set; }

    public IReadOnlyDictionary<DispatchView, long> Counts { get; private set; } = new Dictionary<DispatchView, long>();

    public DispatchPage List { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Counts = await list.Counts(caller, ct);
        var named = Enum.GetValues<DispatchView>().Where(view => Outgoing.Slug(view) == Ansicht).ToList();
        View =
            named is [var chosen] ? chosen
            : Counts[DispatchView.Problems] > 0 ? DispatchView.Problems
            : DispatchView.Outbox;
        var page = await list.Run(caller, View, Vorgang is { } matter ? new MatterId(matter) : null, After, PerPage, ct);
        if (page.Refusal is { } refusal)
            return this.Answer(refusal);
        List = page.Value;
        return Page();
    }
}
