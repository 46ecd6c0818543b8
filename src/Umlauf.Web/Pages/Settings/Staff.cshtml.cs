using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>Who can sign in (Mitarbeiterinnen und Mitarbeiter).</summary>
[Needs(Right.Administrate)]
public sealed class StaffModel(Caller caller, ListStaff listStaff, ShowStaff showStaff, Names names) : PageModel
{
    private const int PerPage = 100;

    [BindProperty(SupportsGet = true)]
    public Guid? Amt { get; set; }

    /// <summary>The last person of the page before.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? After { get; set; }

    public IEnumerable<SelectListItem> Offices => names.OfficeChoices.Prepend(new SelectListItem(T("alle Ämter", "all offices"), ""));

    public IReadOnlyList<StaffMember> People { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        OfficeId? office = Amt is { } id ? new OfficeId(id) : null;
        People = await listStaff.Run(caller, office, await Last(ct), PerPage, ct);
        Next = People.Count == PerPage ? People[^1].Id.Value.ToString() : null;
    }

    private async Task<StaffMember?> Last(CancellationToken ct)
    {
        if (After is not { } last || await showStaff.Run(caller, new(last), ct) is not { Ok: true, Value: var person })
            return null;
        return new StaffMember
        {
            Id = person.Id,
            Login = person.Login,
            Name = person.Name,
            Active = person.Active,
        };
    }
}
