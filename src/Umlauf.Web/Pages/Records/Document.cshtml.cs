using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Records;

/// <summary>A document with its preview, versions and attachments (Dokument); from here it can be refiled.</summary>
[Needs(Right.SeeTray), RequestSizeLimit(Brought.Largest), RequestFormLimits(MultipartBodyLengthLimit = Brought.Largest)]
public sealed class DocumentModel(Caller caller, ShowDocument showDocument, DocumentViews views) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary><c>gestaltet</c> shows the sender's design.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Bild { get; set; }

    /// <summary>The version that is shown; the newest if not named.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Fassung { get; set; }

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>The field of the form that was sent and refused; it stays open.</summary>
    public string? Open { get; private set; }

    public DocumentHead Document { get; private set; } = null!;

    public DocumentView View { get; private set; } = null!;

    public int Shown => Fassung ?? Document.Version;

    public bool MayChange => Rights.Of(caller).May(Right.ChangeRecords);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowPage(ct);

    public async Task<IActionResult> OnPostRefileAsync(
        [FromServices] FileDocument fileDocument,
        [FromServices] ShowMatter showMatter,
        CancellationToken ct
    )
    {
        if (await showDocument.Run(caller, new(Id), ct) is not { Ok: true, Value.MatterId: { } from })
            return NotFound();
        var matter = await showMatter.ByNumber(caller, (Number ?? "").Trim(), ct);
        if (matter.Refusal is { } unknown)
            return await Refused(unknown, nameof(Number), ct);
        var filed = await fileDocument.Refile(caller, new(Id), from, FilingTarget.Into(matter.Value.Id), ct);
        if (filed.Refusal is { } refusal)
            return await Refused(refusal, nameof(Number), ct);
        TempData.Say(T($"Umgebucht in {filed.Value.Number}.", $"Refiled into {filed.Value.Number}."));
        return Redirect($"/dokument/{Id}");
    }

    public async Task<IActionResult> OnPostVersionAsync([FromServices] UploadVersion upload, CancellationToken ct)
    {
        var added = Upload is null ? Brought.Nothing : await upload.Run(caller, new(Id), Brought.Of(Upload), ct);
        if (added.Refusal is { } refusal)
            return await Refused(refusal, nameof(Upload), ct);
        TempData.Say(
            T($"Version {added.Value} gespeichert; die früheren bleiben.", $"Version {added.Value} saved; the earlier ones stay.")
        );
        return Redirect($"/dokument/{Id}");
    }

    private async Task<IActionResult> Refused(Platform.Refusal refusal, string field, CancellationToken ct)
    {
        Open = field;
        this.Explain(refusal, field);
        Response.StatusCode = refusal.Status;
        return await ShowPage(ct);
    }

    private async Task<IActionResult> ShowPage(CancellationToken ct)
    {
        var document = await showDocument.Run(caller, new(Id), ct);
        if (document.Refusal is { } hidden)
            return this.Answer(hidden);
        Document = document.Value;
        var here = $"/dokument/{Id}" + (Fassung is { } version ? $"?fassung={version}" : "");
        var view = await views.Of(caller, Document.Id, Shown, Document.Title, here, Bild == "gestaltet", ct);
        if (view.Refusal is { } refusal)
            return this.Answer(refusal);
        View = view.Value;
        return Page();
    }
}
