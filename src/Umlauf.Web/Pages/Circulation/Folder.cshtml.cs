using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using Umlauf.Web.TagHelpers;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Circulation;

/// <summary>A circulation folder (Umlaufmappe): the document in the middle, the route at the side, and what one may do.</summary>
[Needs(Right.Circulate)]
public sealed class FolderModel(
    Caller caller,
    OpenFolder openFolder,
    ActInFolder actInFolder,
    PreviewReplace previewReplace,
    FolderPanes panes,
    NextOnDesk nextOnDesk,
    Names names
) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>The document that is open; the first decisive one if not named.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Dokument { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Fassung { get; set; }

    /// <summary><c>gestaltet</c> shows the sender's design.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Bild { get; set; }

    /// <summary>Where it goes on when this folder is done: <c>schreibtisch</c> or <c>unterschriftsmappe</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Weiter { get; set; }

    /// <summary>The place on the desk that this folder had.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Ab { get; set; }

    /// <summary>The document to be replaced, and by which version: shows what that would do.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Ersetzen { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Neu { get; set; }

    [BindProperty]
    public ActForm Form { get; set; } = new();

    public FolderPane Pane { get; private set; } = null!;

    /// <summary>Why what was sent was not recorded.</summary>
    public Refusal? No { get; private set; }

    /// <summary>Somebody was faster: the form may be gone, what was typed is not.</summary>
    public bool Overtaken => No?.Status == StatusCodes.Status409Conflict;

    public bool FromDesk => Weiter is NextOnDesk.Desk or NextOnDesk.SignatureFolder;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        ModelState.IsValid ? ShowPage(ct) : Task.FromResult<IActionResult>(NotFound());

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!Request.HasFormContentType)
            return BadRequest();
        var fields = await Request.ReadFormAsync(ct);
        var anchor = RemarkAnchor.Parse(
            fields["anchorPage"],
            fields["anchorRect"],
            fields["anchorQuote"],
            fields["anchorPrefix"],
            fields["anchorSuffix"]
        );
        if (anchor.Refusal is { } nowhere)
            return await Refused(nowhere, ct);
        var command = Form.Read(names, anchor.Value);
        if (command.Refusal is { } unclear)
            return await Refused(unclear, ct);
        var acted = await actInFolder.Run(caller, new(Id), Form.CommandId, command.Value, ct);
        if (acted.Refusal is { } refusal)
            return refusal.Status == StatusCodes.Status404NotFound ? this.Answer(refusal) : await Refused(refusal, ct);
        TempData.Say(Said(command.Value));
        return command.Value is Complete or Ask or Answer && FromDesk && await nextOnDesk.After(caller, Weiter!, Ab, ct) is { } next
            ? Redirect(next)
            : Redirect($"/mappen/{Id}" + Query(Dokument));
    }

    /// <summary>Tries the orders at the end again, after what stood in their way is gone.</summary>
    public async Task<IActionResult> OnPostRetryAsync([FromServices] RetryDirectives retry, CancellationToken ct)
    {
        var tried = await retry.Run(caller, new(Id), ct);
        if (tried.Refusal is { } refusal)
            return refusal.Status == StatusCodes.Status404NotFound ? this.Answer(refusal) : await Refused(refusal, ct);
        TempData.Say(T("Die Verfügung wird noch einmal versucht.", "The directive is tried again."));
        return Redirect($"/mappen/{Id}");
    }

    /// <summary>Keeps the open document and where it goes on.</summary>
    private string Query(Guid? document)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] { ("dokument", document?.ToString()), ("weiter", Weiter), ("ab", Ab) })
        {
            if (!string.IsNullOrEmpty(value))
                query = query.Add(name, value);
        }
        return query.ToString();
    }

    private static string Said(Command command) =>
        command switch
        {
            Complete done => T($"Eingetragen: {FolderWords.Outcome(done.Outcome)}.", $"Recorded: {FolderWords.Outcome(done.Outcome)}."),
            Ask => T("Rückfrage gestellt. Die Frist ruht bis zur Antwort.", "Question asked. The due time rests until the answer."),
            Answer => T("Beantwortet.", "Answered."),
            Start => T("Die Mappe ist unterwegs.", "The folder is on its way."),
            WriteRemark => T("Randbemerkung gespeichert.", "Remark saved."),
            ReplaceItem => T("Neue Version eingelegt.", "New version put in."),
            _ => T("Eingetragen.", "Recorded."),
        };

    private async Task<IActionResult> Refused(Refusal refusal, CancellationToken ct)
    {
        No = refusal;
        ViewData[KernField.SentForm] = Form.Name;
        this.Explain(refusal, Form.Field(refusal));
        Response.StatusCode = refusal.Status;
        return await ShowPage(ct);
    }

    private async Task<IActionResult> ShowPage(CancellationToken ct)
    {
        var opened = await openFolder.Run(caller, new(Id), ct);
        if (opened.Refusal is { } hidden)
            return this.Answer(hidden);
        Pane = await panes.Of(
            caller,
            opened.Value,
            new FolderPanes.Wanted(Dokument, Fassung, Bild == "gestaltet", Query(Dokument), Query(null))
            {
                Form = Form,
                Replace = await Preview(ct),
            },
            ct
        );
        return Page();
    }

    private async Task<ReplacePreview?> Preview(CancellationToken ct)
    {
        if ((Ersetzen, Neu) is not ({ } document, { } version))
            return null;
        var preview = await previewReplace.Run(caller, new(Id), new DocumentId(document), version, ct);
        No ??= preview.Refusal;
        return preview.Ok ? preview.Value : null;
    }
}
