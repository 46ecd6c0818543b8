using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>Keys with which other programs work here (Zugangsschlüssel).</summary>
[Needs(Right.Administrate)]
public sealed class KeysModel(Caller caller, ListApiKeys listKeys, Names names) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public IReadOnlyList<Scope> Scopes { get; set; } = [];

    [BindProperty]
    public string? For { get; set; }

    public IReadOnlyList<ApiKey> Keys { get; private set; } = [];

    public string? Secret { get; private set; }

    public Names Names => names;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var keys = await listKeys.Run(caller, null, ct);
        if (keys.Refusal is { } refusal)
            return this.Answer(refusal);
        Keys = keys.Value.Keys;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromServices] CreateApiKey create, CancellationToken ct)
    {
        var created = await create.Run(caller, new NewApiKey(Name ?? "", Scopes, string.IsNullOrWhiteSpace(For) ? null : For), ct);
        if (created.Refusal is { } refusal)
        {
            Response.StatusCode = refusal.Status;
            this.Explain(
                refusal,
                refusal == ChangeStaff.NoSuchPerson || refusal == CreateApiKey.ScopeNeedsPerson ? nameof(For) : nameof(Name)
            );
        }
        else
        {
            Secret = created.Value.Secret;
            ModelState.Clear();
            (Name, For, Scopes) = (null, null, []);
        }
        return await OnGetAsync(ct);
    }

    public async Task<IActionResult> OnPostRevokeAsync([FromServices] RevokeApiKey revoke, Guid id, CancellationToken ct)
    {
        var revoked = await revoke.Run(caller, new(id), ct);
        TempData.Say(
            revoked.Refusal is { } refusal
                ? T(refusal)
                : T("Widerrufen; der Schlüssel gilt nicht mehr.", "Revoked; the key is no longer good.")
        );
        return Redirect("/verwaltung/schluessel");
    }

    public static string Say(Scope scope) =>
        scope switch
        {
            Scope.Deliver => T("nur einliefern", "hand in only"),
            Scope.Intake => T("einliefern und Eingang lesen", "hand in and read the tray"),
            Scope.Search => T("suchen", "search"),
            Scope.Records => T("Akten lesen und bearbeiten", "read and change records"),
            Scope.Desk => T("Schreibtisch der Person", "the person's desk"),
            Scope.Journal => T("Protokoll lesen", "read the journal"),
            Scope.Settings => T("Einstellungen", "settings"),
            _ => T("Betrieb", "operations"),
        };
}
