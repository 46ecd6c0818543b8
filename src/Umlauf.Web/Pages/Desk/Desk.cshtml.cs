using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Desk;

/// <summary>What waits for me, the most urgent first (Mein Schreibtisch): folders and matters in one list.</summary>
[Needs(Right.SeeDesk)]
public sealed class DeskModel(Caller caller, ListDesk listDesk, ListMatters listMatters, Names names, Shell shell) : PageModel
{
    private const int PerPage = 50;

    [BindProperty(SupportsGet = true)]
    public string? Ansicht { get; set; }

    /// <summary>Only this kind of folder, or <c>vorgaenge</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Art { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public bool OfMyOffice => Ansicht == "amt" && caller.Office is not null;

    public string OfficeName => caller.OfficeName;

    public IReadOnlyList<DeskItem> Items { get; private set; } = [];

    /// <summary>How many folders of each kind wait, in the order of what hurts first.</summary>
    public IReadOnlyList<(DeskKind Kind, long Count)> Kinds { get; private set; } = [];

    public int Matters { get; private set; }

    public long Mine => Kinds.Sum(one => one.Count) + Matters;

    public int OfOffice { get; private set; }

    public string? Next { get; private set; }

    public Names Names => names;

    private DeskKind? Kind => Enum.TryParse<DeskKind>(Art, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (caller.Staff is not { } me)
            return Forbid();
        var refusals = await Task.WhenAll(ShowOffice(ct), ShowMine(me, ct));
        return refusals.OfType<Refusal>().FirstOrDefault() is { } refused ? this.Answer(refused) : Page();
    }

    private async Task<Refusal?> ShowOffice(CancellationToken ct)
    {
        if (caller.Office is not { } office)
            return null;
        if (!OfMyOffice)
        {
            OfOffice = (await listMatters.CountOfOffice(caller, office, MatterState.Open, ct)).Value;
            return null;
        }
        var ours = await listMatters.OfOffice(caller, office, MatterState.Open, After, PerPage, ct);
        if (ours.Refusal is { } refused)
            return refused;
        (OfOffice, Next) = (ours.Value.Count.Value, ours.Value.Next);
        Items = [.. ours.Value.Rows.Select(DeskItem.Of)];
        return null;
    }

    private async Task<Refusal?> ShowMine(StaffMemberId me, CancellationToken ct)
    {
        var place = DeskItem.Read(OfMyOffice ? null : After);
        var folders = await listDesk.Run(caller, Kind, place.Folders, PerPage, ct);
        if (folders.Refusal is { } wrong)
            return wrong;
        var matters = await listMatters.OfDesk(caller, me, MatterState.Open, place.Matters, PerPage, ct, shell.Matters);
        if (matters.Refusal is { } bad)
            return bad;
        Matters = matters.Value.Count.Value;
        Kinds =
        [
            .. Enum.GetValues<DeskKind>().Select(kind => (kind, folders.Value.Counts.GetValueOrDefault(kind))).Where(one => one.Item2 > 0),
        ];
        if (OfMyOffice)
            return null;
        var left = place.FoldersDone || Art == "vorgaenge" ? [] : folders.Value.Entries;
        var right = place.MattersDone || Kind is not null ? [] : matters.Value.Rows;
        var more = (folders.Value.Next is not null && left.Count > 0, matters.Value.Next is not null && right.Count > 0);
        (Items, Next) = DeskItem.Merge(left, right, more, place, PerPage);
        return null;
    }
}
