using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Records;

/// <summary>A matter on one page (Vorgang): head, timeline, parties, notes, and who can see it.</summary>
[Needs(Right.SeeRecords)]
public sealed class MatterModel(
    Caller caller,
    ShowMatter showMatter,
    ShowTimeline showTimeline,
    ShowAccess showAccess,
    ListFolders listFolders,
    Names names
) : PageModel
{
    private const int PerPage = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    [BindProperty]
    public PartyForm Party { get; set; } = new();

    [BindProperty]
    public HeadForm Head { get; set; } = new();

    [BindProperty]
    public GrantForm Grant { get; set; } = new();

    /// <summary>The form that was sent and refused; it stays open.</summary>
    public string? Open { get; private set; }

    public MatterHead Matter { get; private set; } = null!;

    public TimelinePage Timeline { get; private set; } = null!;

    public MatterAccess Access { get; private set; } = null!;

    /// <summary>The circulations of the matter that the person may see.</summary>
    public IReadOnlyList<FolderListRow> Folders { get; private set; } = [];

    public Names Names => names;

    public bool MayCirculate => Rights.Of(caller).May(Right.Circulate);

    public bool MayChange => Rights.Of(caller).May(Right.ChangeRecords);

    public bool AtWork => MayChange && Matter.State == MatterState.Open;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => Show(ct);

    public async Task<IActionResult> OnPostNoteAsync([FromServices] WriteNote writeNote, CancellationToken ct) =>
        await Done(
            "note",
            await writeNote.Run(caller, new(Id), Note ?? "", ct),
            T("Vermerk gespeichert.", "Note saved."),
            nameof(Note),
            ct
        );

    public async Task<IActionResult> OnPostPartyAsync([FromServices] AddParty addParty, CancellationToken ct) =>
        await Done("party", await addParty.Run(caller, new(Id), Party.Wanted, ct), T("Eingetragen.", "Entered."), "Party.Name", ct);

    public async Task<IActionResult> OnPostRemovePartyAsync([FromServices] RemoveParty removeParty, Guid party, CancellationToken ct) =>
        await Done("party", await removeParty.Run(caller, new(Id), new(party), ct), T("Entfernt.", "Removed."), "", ct);

    public async Task<IActionResult> OnPostAssignAsync([FromServices] AssignMatter assignMatter, CancellationToken ct) =>
        await Done(
            "assign",
            await assignMatter.Run(
                caller,
                new(Id),
                new(Head.Office),
                Head.Responsible is { } person ? new StaffMemberId(person) : null,
                ct
            ),
            T("Zuständigkeit geändert.", "Responsibility changed."),
            "Head.Office",
            ct
        );

    public async Task<IActionResult> OnPostDueAsync([FromServices] SetDueDate setDueDate, CancellationToken ct) =>
        await Done(
            "due",
            await setDueDate.Run(caller, new(Id), Head.DueOn, ct),
            T("Frist geändert.", "Due date changed."),
            "Head.DueOn",
            ct
        );

    public async Task<IActionResult> OnPostLevelAsync([FromServices] ChangeConfidentiality change, CancellationToken ct) =>
        await Done(
            "access",
            await change.Run(caller, new(Id), Head.Level, ct),
            T("Vertraulichkeit geändert.", "Confidentiality changed."),
            "Head.Level",
            ct
        );

    public async Task<IActionResult> OnPostGrantAsync([FromServices] GrantAccess grantAccess, CancellationToken ct) =>
        await Done(
            "access",
            await grantAccess.Run(caller, new(Id), new(Grant.Person), Grant.Reason ?? "", ct),
            T("Freigegeben.", "Access granted."),
            "Grant.Reason",
            ct
        );

    public async Task<IActionResult> OnPostRevokeAsync([FromServices] RevokeAccess revokeAccess, Guid person, CancellationToken ct) =>
        await Done(
            "access",
            await revokeAccess.Run(caller, new(Id), new(person), ct),
            T("Freigabe zurückgenommen.", "Access revoked."),
            "",
            ct
        );

    public async Task<IActionResult> OnPostPutAwayAsync([FromServices] PutAwayMatter putAway, CancellationToken ct) =>
        await Done("", await putAway.Run(caller, new(Id), ct), T("Zu den Akten verfügt.", "Put away."), "", ct);

    public async Task<IActionResult> OnPostReopenAsync([FromServices] ReopenMatter reopen, CancellationToken ct) =>
        await Done("", await reopen.Run(caller, new(Id), ct), T("Wieder geöffnet.", "Reopened."), "", ct);

    private async Task<IActionResult> Done<T>(string form, Result<T> result, string said, string field, CancellationToken ct)
    {
        if (result.Refusal is not { } refusal)
        {
            TempData.Say(said);
            return RedirectToPage(new { Id });
        }
        if (refusal.Status == StatusCodes.Status404NotFound)
            return this.Answer(refusal);
        Open = form;
        this.Explain(refusal, field);
        Response.StatusCode = refusal.Status;
        return await Show(ct);
    }

    private async Task<IActionResult> Show(CancellationToken ct)
    {
        var matter = await showMatter.Run(caller, new(Id), ct);
        if (matter.Refusal is { } hidden)
            return this.Answer(hidden);
        var timeline = await showTimeline.Run(caller, new(Id), After, PerPage, ct);
        if (timeline.Refusal is { } wrong)
            return this.Answer(wrong);
        var access = await showAccess.Run(caller, new(Id), ct);
        if (access.Refusal is { } closed)
            return this.Answer(closed);
        (Matter, Timeline, Access) = (matter.Value, timeline.Value, access.Value);
        Folders = await listFolders.OfMatter(caller, new(Id), ct);
        if (Open is null)
            Head = new HeadForm
            {
                Office = Matter.OfficeId.Value,
                Responsible = Matter.ResponsibleId?.Value,
                DueOn = Matter.DueOn,
                Level = Matter.Confidentiality,
            };
        return Page();
    }
}

/// <summary>What a clerk types about a party.</summary>
public sealed record PartyForm
{
    public PartyKind Kind { get; set; }
    public string? Name { get; set; }
    public string? Street { get; set; }
    public string? Postcode { get; set; }
    public string? City { get; set; }
    public string? Email { get; set; }

    internal NewParty Wanted =>
        new()
        {
            Kind = Kind,
            Name = Name ?? "",
            Street = Street ?? "",
            Postcode = Postcode ?? "",
            City = City ?? "",
            Email = Email ?? "",
        };
}

/// <summary>What can be changed in the head of a matter.</summary>
public sealed record HeadForm
{
    public Guid Office { get; set; }
    public Guid? Responsible { get; set; }
    public DateOnly? DueOn { get; set; }
    public Confidentiality Level { get; set; }
}

/// <summary>Who else may see a matter, and why.</summary>
public sealed record GrantForm
{
    public Guid Person { get; set; }
    public string? Reason { get; set; }
}
