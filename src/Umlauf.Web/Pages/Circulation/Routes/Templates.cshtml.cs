using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation.Routes;

/// <summary>The route templates in sight (Laufweg-Vorlagen).</summary>
[Needs(Right.SeeTemplates)]
[RequestSizeLimit(LargestForm), RequestFormLimits(MultipartBodyLengthLimit = LargestForm)]
public sealed class TemplatesModel(Caller caller, ListTemplates listTemplates, Names names) : PageModel
{
    private const int LargestForm = ImportRoute.Largest + (64 << 10);

    /// <summary>A route from another system.</summary>
    [BindProperty]
    public IFormFile? Message { get; set; }

    /// <summary>For whom it becomes a template; null: the whole house.</summary>
    [BindProperty]
    public Guid? Office { get; set; }

    /// <summary>Which circulation of the message.</summary>
    [BindProperty]
    public string? Which { get; set; }

    public IEnumerable<SelectListItem> Offices =>
        names.OfficeChoices.Prepend(new SelectListItem(T("– das ganze Haus –", "– the whole house –"), ""));

    public TemplateList List { get; private set; } = new([], MaySave: false);

    public Names Names => names;

    public bool MayCirculate => Umlauf.Identity.Rights.Of(caller).May(Right.Circulate);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var list = await listTemplates.Run(caller, retired: true, ct);
        if (!list.Ok)
            return this.Answer(list.Refusal!);
        List = list.Value;
        if (HttpMethods.IsGet(Request.Method))
            Office = caller.Office?.Value;
        return Page();
    }

    public async Task<IActionResult> OnPostImportAsync([FromServices] ImportRoute import, CancellationToken ct)
    {
        if (Message is null)
        {
            ModelState.AddModelError(nameof(Message), T("Wählen Sie eine Datei.", "Choose a file."));
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await OnGetAsync(ct);
        }
        using var bytes = new MemoryStream((int)Message.Length);
        await Message.CopyToAsync(bytes, ct);
        var which = string.IsNullOrWhiteSpace(Which) ? null : RouteFormPlans.Days(Which.Trim()) ?? 0 as int?;
        var target = new RouteTarget.Template(Office is { } office ? new OfficeId(office) : null, null);
        var imported = await import.Run(caller, bytes.GetBuffer().AsMemory(0, (int)bytes.Length), target, which, ct);
        if (imported.Refusal is { } refusal)
        {
            var field =
                refusal.Code == ImportRoute.WhichOne.Code ? nameof(Which)
                : refusal.Code == SaveTemplate.NotAllowed.Code ? nameof(Office)
                : nameof(Message);
            this.Explain(refusal, field);
            Response.StatusCode = refusal.Status;
            return await OnGetAsync(ct);
        }
        var notes = imported.Value.Notes.Select(note => T(note.German, note.English));
        TempData.Say(Told(notes.Prepend(T("Der Laufweg ist als Vorlage übernommen.", "The route was taken over as a template."))));
        return Redirect($"/mappen/vorlagen/{imported.Value.Template!.Id}");
    }

    /// <summary>It travels in a cookie: as many sentences as fit, and how many did not.</summary>
    private static string Told(IEnumerable<string> notes)
    {
        var all = notes.ToList();
        var fit = all.TakeWhile((_, i) => all.Take(i + 1).Sum(note => note.Length) < 1_200).ToList();
        var rest = all.Count - fit.Count;
        return string.Join(' ', fit) + (rest == 0 ? "" : T($" Und {rest} weitere Hinweise.", $" And {rest} more notes."));
    }

    public async Task<IActionResult> OnPostRetireAsync([FromServices] RetireTemplate retire, Guid vorlage, CancellationToken ct)
    {
        if ((await retire.Run(caller, vorlage, ct)).Refusal is { } refusal)
        {
            this.Explain(refusal);
            Response.StatusCode = refusal.Status;
            return await OnGetAsync(ct);
        }
        TempData.Say(
            T("Vorlage zurückgezogen. Laufende Mappen behalten ihren Weg.", "Template retired. Folders on their way keep their route.")
        );
        return Redirect("/mappen/vorlagen");
    }
}
