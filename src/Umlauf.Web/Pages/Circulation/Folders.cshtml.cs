using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>My folders (Meine Mappen): under way, drafts, completed, and those in which I have or had a part.</summary>
[Needs(Right.Circulate)]
public sealed class FoldersModel(Caller caller, ListFolders listFolders) : PageModel
{
    private const int PerPage = 50;

    private static readonly FolderState[] underWay = [FolderState.Running, FolderState.Returned];

    /// <summary><c>entwuerfe</c>, <c>abgeschlossen</c>, <c>beteiligt</c>; else under way.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ansicht { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public FolderPage Folders { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (caller.Staff is null)
            return Forbid();
        var folders = Ansicht switch
        {
            "entwuerfe" => await listFolders.Run(caller, [FolderState.Draft], After, PerPage, ct),
            "abgeschlossen" => await listFolders.Run(caller, [FolderState.Completed, FolderState.Withdrawn], After, PerPage, ct),
            "beteiligt" => await listFolders.WithMyPart(caller, Enum.GetValues<FolderState>(), After, PerPage, ct),
            _ => await listFolders.Run(caller, underWay, After, PerPage, ct),
        };
        if (folders.Refusal is { } refusal)
            return this.Answer(refusal);
        Folders = folders.Value;
        return Page();
    }
}
