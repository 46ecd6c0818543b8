using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>One person's login, post, roles and clearance (Zugang); <c>neu</c> makes a new one.</summary>
[Needs(Right.Administrate)]
public sealed class StaffMemberModel(Caller caller, ShowStaff showStaff, Names names, NameBook book) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty]
    public string? Login { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public Guid? Office { get; set; }

    [BindProperty]
    public bool Heads { get; set; }

    [BindProperty]
    public Confidentiality Clearance { get; set; }

    [BindProperty]
    public IReadOnlyList<Role> Roles { get; set; } = [];

    public StaffDetail? Person { get; private set; }

    public string? StartPassword { get; private set; }

    public IEnumerable<SelectListItem> OfficeChoices =>
        names.OfficeChoices.Prepend(new SelectListItem(T("– keine Stelle –", "– no post –"), ""));

    private bool IsNew => Id == "neu";

    private StaffMemberId? Staff => Ids.Parse<StaffMemberId>(Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!IsNew && !await Load(ct))
            return NotFound();
        if (Person is { } person)
        {
            Name = person.Name;
            Office = person.Posts.Count > 0 ? person.Posts[0].Office.Value : null;
            Heads = person.Posts.Count > 0 && person.Posts[0].Heads;
            (Clearance, Roles) = (person.Clearance, person.Roles);
        }
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(
        [FromServices] AddStaff addStaff,
        [FromServices] ChangeStaff changeStaff,
        CancellationToken ct
    )
    {
        if (!IsNew && !await Load(ct))
            return NotFound();
        Post[] main = Office is { } office ? [new Post(new(office), Heads)] : [];
        if (Person is { } person)
        {
            // The form shows the main post; further ones stay as they are.
            var change = new StaffChange(Name ?? "", [.. main, .. person.Posts.Skip(1)], Roles, Clearance);
            var changed = await changeStaff.Run(caller, person.Id, change, ct);
            return changed.Refusal is { } no ? Refused(no) : Saved($"/verwaltung/personal/{person.Id.Value}");
        }
        var added = await addStaff.Run(
            caller,
            new NewStaff
            {
                Login = Login ?? "",
                Name = Name ?? "",
                Posts = main,
                Roles = Roles,
                Clearance = Clearance,
            },
            ct
        );
        if (added.Refusal is { } refusal)
            return Refused(refusal);
        book.Forget(caller);
        return await Shown(added.Value.Id, added.Value.StartPassword, ct);
    }

    public async Task<IActionResult> OnPostResetAsync([FromServices] ResetAccess resetAccess, CancellationToken ct)
    {
        if (Staff is not { } staff)
            return NotFound();
        var reset = await resetAccess.Run(caller, staff, ct);
        return reset.Refusal is { } refusal ? this.Answer(refusal) : await Shown(staff, reset.Value, ct);
    }

    public async Task<IActionResult> OnPostBlockAsync([FromServices] DeactivateStaff deactivate, CancellationToken ct) =>
        Staff is { } staff ? await Toggled(await deactivate.Run(caller, staff, ct), ct) : NotFound();

    public async Task<IActionResult> OnPostUnblockAsync([FromServices] DeactivateStaff deactivate, CancellationToken ct) =>
        Staff is { } staff ? await Toggled(await deactivate.Reactivate(caller, staff, ct), ct) : NotFound();

    private async Task<IActionResult> Toggled(Result<Done> result, CancellationToken ct)
    {
        if (result.Refusal is not { } refusal)
            return Saved($"/verwaltung/personal/{Id}");
        var page = await OnGetAsync(ct);
        this.Explain(refusal, nameof(Name));
        return page;
    }

    private async Task<IActionResult> Shown(StaffMemberId staff, string? startPassword, CancellationToken ct)
    {
        Id = staff.Value.ToString();
        ModelState.Clear();
        StartPassword = startPassword;
        return await OnGetAsync(ct);
    }

    private RedirectResult Saved(string to)
    {
        book.Forget(caller);
        TempData.Say(T("Gespeichert.", "Saved."));
        return Redirect(to);
    }

    private PageResult Refused(Refusal refusal)
    {
        Response.StatusCode = refusal.Status;
        this.Explain(refusal, refusal.Code.Contains("login", StringComparison.Ordinal) ? nameof(Login) : nameof(Name));
        return Page();
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        Person = Staff is { } staff && await showStaff.Run(caller, staff, ct) is { Ok: true, Value: var found } ? found : null;
        return Person is not null;
    }
}
