using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.Pages.Records;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>Brings a new version of a document in a folder (neue Version); what it would do to what was signed is shown before it is put in.</summary>
[Needs(Right.Circulate), RequestSizeLimit(Brought.Largest), RequestFormLimits(MultipartBodyLengthLimit = Brought.Largest)]
public sealed class NewVersionModel(Caller caller, ShowFolder showFolder, UploadVersion upload) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Document { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public FolderView View { get; private set; } = null!;

    public string DocumentTitle => View.Titles.TryGetValue(new DocumentId(Document), out var title) ? title.Title : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) is { } refusal ? this.Answer(refusal) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await Load(ct) is { } hidden)
            return this.Answer(hidden);
        var added = Upload is null ? Brought.Nothing : await upload.Run(caller, new DocumentId(Document), Brought.Of(Upload), ct);
        if (added.Refusal is not { } refusal)
            return Redirect($"/mappen/{Id}?ersetzen={Document}&neu={added.Value}");
        this.Explain(refusal, nameof(Upload));
        Response.StatusCode = refusal.Status;
        return Page();
    }

    private async Task<Refusal?> Load(CancellationToken ct)
    {
        var view = await showFolder.Run(caller, new CirculationFolderId(Id), ct);
        if (view.Refusal is { } hidden)
            return hidden;
        View = view.Value;
        return View.Folder.Items.Any(item => item.Document.Value == Document) ? null : FolderRefusals.NoSuchFolder;
    }
}
