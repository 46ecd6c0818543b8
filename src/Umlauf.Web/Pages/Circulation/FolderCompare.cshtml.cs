using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>What has changed in a document of a folder since somebody signed (Vergleich in der Mappe).</summary>
[Needs(Right.Circulate)]
public sealed class FolderCompareModel(Caller caller, ShowFolder showFolder, ReadFolderItem readFolderItem, ReadVersionText readVersionText)
    : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Document { get; set; }

    [BindProperty(SupportsGet = true)]
    public int Von { get; set; } = 1;

    [BindProperty(SupportsGet = true)]
    public int Nach { get; set; } = 1;

    public FolderView View { get; private set; } = null!;

    public DocumentContent Before { get; private set; } = null!;

    public DocumentContent After { get; private set; } = null!;

    public DifferenceView Difference { get; private set; } = null!;

    public string DocumentTitle => View.Titles.TryGetValue(new DocumentId(Document), out var title) ? title.Title : "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
            return NotFound();
        var view = await showFolder.Run(caller, new CirculationFolderId(Id), ct);
        if (view.Refusal is { } hidden)
            return this.Answer(hidden);
        var before = await Read(Von, ct);
        var after = await Read(Nach, ct);
        if ((before.Refusal ?? after.Refusal) is { } missing)
            return this.Answer(missing);
        (View, Before, After) = (view.Value, before.Value.Content, after.Value.Content);
        Difference = DifferenceView.Of(
            ComparedTexts.Of(await Text(before.Value, ct), await Text(after.Value, ct)),
            Before.Hash == After.Hash
        );
        return Page();
    }

    private Task<Result<FolderItemContent>> Read(int version, CancellationToken ct) =>
        readFolderItem.Run(caller, new CirculationFolderId(Id), new DocumentId(Document), version, ct);

    private async Task<VersionText> Text(FolderItemContent item, CancellationToken ct) =>
        item.Text is { } text ? new VersionText(text) : await readVersionText.Of(item.Content, ct);
}
