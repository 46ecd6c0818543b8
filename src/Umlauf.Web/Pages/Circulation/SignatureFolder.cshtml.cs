using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>The signature folder (Unterschriftsmappe): one folder after the other, and all that were opened at once.</summary>
[Needs(Right.SeeDesk)]
public sealed class SignatureFolderModel(Caller caller, ListDesk listDesk, OpenFolder openFolder, FolderPanes panes, TimeProvider clock)
    : PageModel
{
    /// <summary>More do not stand beside the folder that is open; they follow when these are signed.</summary>
    private const int Most = 100;

    /// <summary>The folder that is open; the first if not named.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Mappe { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Dokument { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Bild { get; set; }

    /// <summary>Those that were ticked.</summary>
    [BindProperty]
    public List<Guid> Chosen { get; set; } = [];

    [BindProperty]
    public Guid CommandId { get; set; }

    /// <summary>What waits for a signature, each folder once, what is due first.</summary>
    public IReadOnlyList<DeskEntry> Entries { get; private set; } = [];

    public long Waiting { get; private set; }

    /// <summary>Null when nothing waits.</summary>
    public FolderPane? Pane { get; private set; }

    public DeskEntry? Entry { get; private set; }

    /// <summary>What became of each folder that was signed at once.</summary>
    public IReadOnlyList<(SignedFolder Folder, string Subject)> Results { get; private set; } = [];

    public Guid NextCommand => Guid.CreateVersion7(clock.GetUtcNow());

    public int Place => Entry is null ? 0 : Entries.ToList().IndexOf(Entry) + 1;

    public string? Before => Place > 1 ? Address(Entries[Place - 2]) : null;

    public string? After => Place > 0 && Place < Entries.Count ? Address(Entries[Place]) : null;

    public static string Address(DeskEntry entry) => $"/unterschriftsmappe?mappe={entry.FolderId.Value}";

    public Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        ModelState.IsValid ? ShowPage(ct) : Task.FromResult<IActionResult>(NotFound());

    public async Task<IActionResult> OnPostAsync([FromServices] SignOpened signOpened, CancellationToken ct)
    {
        await List(ct);
        var subjects = Entries.ToDictionary(entry => entry.FolderId, entry => entry.Subject);
        var results = await signOpened.Run(caller, [.. Chosen.Select(id => new CirculationFolderId(id))], CommandId, ct);
        Results = [.. results.Select(one => (one, subjects.GetValueOrDefault(one.Folder, T("Mappe", "Folder"))))];
        Mappe = null;
        return await ShowPage(ct);
    }

    private async Task<Refusal?> List(CancellationToken ct)
    {
        var desk = await listDesk.Run(caller, DeskKind.Sign, null, Most, ct);
        if (desk.Refusal is { } refusal)
            return refusal;
        Entries = [.. desk.Value.Entries.DistinctBy(entry => entry.FolderId)];
        Waiting = desk.Value.Counts.GetValueOrDefault(DeskKind.Sign);
        return null;
    }

    private async Task<IActionResult> ShowPage(CancellationToken ct)
    {
        if (await List(ct) is { } refusal)
            return this.Answer(refusal);
        var first = Entries is [var top, ..] ? top : null;
        var id = Mappe is { } named ? new CirculationFolderId(named) : first?.FolderId;
        if (id is not { } folder)
            return Page();
        var opened = await openFolder.Run(caller, folder, ct);
        if (opened.Refusal is { } hidden)
            return this.Answer(hidden);
        // Now it is opened, too.
        Entries = [.. Entries.Select(one => one.FolderId == folder ? one with { Opened = true } : one)];
        Entry = Entries.FirstOrDefault(one => one.FolderId == folder);
        var query = $"?weiter={NextOnDesk.SignatureFolder}" + (Entry is null ? "" : $"&ab={Entry.Cursor}");
        Pane = await panes.Of(
            caller,
            opened.Value,
            new FolderPanes.Wanted(Dokument, null, Bild == "gestaltet", query, $"mappe={folder.Value}")
            {
                Here = "/unterschriftsmappe",
                HereQuery = Here(folder),
            },
            ct
        );
        return Page();
    }

    private string Here(CirculationFolderId folder) => $"?mappe={folder.Value}" + (Dokument is { } document ? $"&dokument={document}" : "");
}
