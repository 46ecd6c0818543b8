using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Dispatch;

/// <summary>Writes to the outside from a matter (Schreiben, Antworten), or goes on with a draft.</summary>
[Needs(Right.ChangeRecords)]
public sealed class WriteModel(
    Caller caller,
    ShowMatter showMatter,
    ShowTimeline showTimeline,
    ShowDispatch showDispatch,
    ReleaseDispatch releaseDispatch
) : PageModel
{
    private const int MostOffered = 100;

    /// <summary>The draft that is changed; null for a new one.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Vorgang { get; set; }

    /// <summary>The document that is answered.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Antwort { get; set; }

    /// <summary>The item whose text is taken over.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Vorlage { get; set; }

    [BindProperty]
    public int Revision { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Cc { get; set; }

    [BindProperty]
    public string? Subject { get; set; }

    [BindProperty]
    public string? Body { get; set; }

    [BindProperty]
    public IReadOnlyList<Guid> Files { get; set; } = [];

    public MatterHead Matter { get; private set; } = null!;

    /// <summary>The documents of the matter that can go with it.</summary>
    public IReadOnlyList<(Guid Id, string Title, long Size)> Offered { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromServices] ProposeReply proposeReply, CancellationToken ct)
    {
        if (await Load(ct) is { } wrong)
            return wrong;
        if ((Id ?? Vorlage) is { } from)
        {
            var item = await showDispatch.Run(caller, new(from), ct);
            if (item.Refusal is { } hidden)
                return this.Answer(hidden);
            (Revision, Subject, Body) = (item.Value.Revision, item.Value.Subject, item.Value.Body);
            To = string.Join('\n', item.Value.Recipients.Where(one => !one.Copy));
            Cc = string.Join('\n', item.Value.Recipients.Where(one => one.Copy));
            Files = [.. item.Value.Files.Select(file => file.DocumentId.Value)];
            return Page();
        }
        var proposed = await proposeReply.Run(caller, Matter.Id, Antwort is { } document ? new DocumentId(document) : null, ct);
        if (proposed.Refusal is { } unknown)
            return this.Answer(unknown);
        (To, Subject, Body) = (proposed.Value.To, proposed.Value.Subject, proposed.Value.Body);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromServices] PrepareReply prepareReply,
        [FromServices] ChangeDraft changeDraft,
        string? act,
        CancellationToken ct
    )
    {
        if (await Load(ct) is { } wrong)
            return wrong;
        var text = new DraftText
        {
            To = To ?? "",
            Cc = Cc ?? "",
            Subject = Subject ?? "",
            Body = Body ?? "",
            Files = [.. Files.Select(file => new DraftFile(new DocumentId(file)))],
        };
        DispatchId id;
        if (Id is { } known)
        {
            var changed = await changeDraft.Run(caller, new(known), Revision, text, ct);
            if (changed.Refusal is { } refusal)
                return Refused(refusal);
            id = new(known);
        }
        else
        {
            var wanted = new NewDispatch
            {
                Matter = Matter.Id,
                Answers = Antwort is { } document ? new DocumentId(document) : null,
                Text = text,
            };
            var prepared = await prepareReply.Run(caller, wanted, ct);
            if (prepared.Refusal is { } refusal)
                return Refused(refusal);
            id = prepared.Value;
        }
        var said = T("Entwurf gespeichert.", "Draft saved.");
        if (act == "send")
        {
            var released = await releaseDispatch.Run(caller, id, ct);
            said = released.Refusal is { } closed ? T(closed) : T("Freigegeben: geht hinaus.", "Released: on its way.");
        }
        TempData.Say(said);
        return Redirect($"/ausgang/{id.Value}");
    }

    private PageResult Refused(Refusal refusal)
    {
        Response.StatusCode = refusal.Status;
        this.Explain(
            refusal,
            refusal == DispatchRefusals.NoSubject ? nameof(Subject)
                : refusal == DispatchRefusals.BadAddress || refusal == DispatchRefusals.NoRecipient ? nameof(To)
                : ""
        );
        return Page();
    }

    /// <summary>The matter and its documents; else the answer.</summary>
    private async Task<IActionResult?> Load(CancellationToken ct)
    {
        if (Id is { } draft)
        {
            var item = await showDispatch.Run(caller, new(draft), ct);
            if (item.Refusal is { } hidden)
                return this.Answer(hidden);
            Vorgang = item.Value.MatterId?.Value;
        }
        if (Vorgang is not { } vorgang)
            return NotFound();
        var matter = await showMatter.Run(caller, new(vorgang), ct);
        if (matter.Refusal is { } unknown)
            return this.Answer(unknown);
        var timeline = await showTimeline.Run(caller, new(vorgang), null, MostOffered, ct);
        if (timeline.Refusal is { } closed)
            return this.Answer(closed);
        Matter = matter.Value;
        Offered =
        [
            .. timeline
                .Value.Items.Where(item => item.Kind is not null)
                .SelectMany(item =>
                    item.Parts.Select(part => (part.Id.Value, part.Title, part.Size)).Prepend((item.Id, item.Text, item.Size))
                ),
        ];
        return null;
    }
}
