using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Hosting;
using Umlauf.Web.Live;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Intake;

/// <summary>The tray (Eingang): what waits on the left, what was chosen on the right, and what can be done with it.</summary>
[Needs(Right.SeeTray)]
public sealed class TrayModel(
    Caller caller,
    ListTray listTray,
    ListChannels listChannels,
    ListSources listSources,
    ReadJournal readJournal,
    ArrivalPane pane,
    Names names,
    TimeProvider clock
) : PageModel
{
    private const int PerPage = 50;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Ansicht { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Kanal { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid? Amt { get; set; }

    /// <summary>At least so many days old.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Alter { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    /// <summary><c>gestaltet</c> shows the sender's design.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Bild { get; set; }

    [BindProperty]
    public FilingForm Filing { get; set; } = new();

    [BindProperty]
    public Guid ToOffice { get; set; }

    [BindProperty]
    public string? Why { get; set; }

    /// <summary>The form that was sent and refused; it stays open.</summary>
    public string? Act { get; private set; }

    public TrayView View =>
        Ansicht switch
        {
            "klaerfaelle" => TrayView.Exceptions,
            "abgelegt" => TrayView.Filed,
            _ => TrayView.Waiting,
        };

    public IReadOnlyList<TrayRow> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public IReadOnlyList<SourceState> Sources { get; private set; } = [];

    public int Waiting { get; private set; }

    public int Exceptions { get; private set; }

    /// <summary>Where a script asks what has come since; null where nothing can: filed ones, a later part of the list, only old ones.</summary>
    public string? News { get; private set; }

    /// <summary>The right side; null while nothing is chosen.</summary>
    public OpenArrival? Item { get; private set; }

    public IReadOnlyList<SelectListItem> Channels { get; private set; } = [];

    public Names Names => names;

    public bool MayChange => Rights.Of(caller).May(Right.ChangeRecords);

    public IEnumerable<SelectListItem> Offices => names.OfficeChoices.Prepend(new SelectListItem(T("alle", "all"), ""));

    public static IEnumerable<SelectListItem> Ages =>
        [
            new(T("jedes", "any"), ""),
            new(T("älter als 1 Tag", "older than 1 day"), "1"),
            new(T("älter als 3 Tage", "older than 3 days"), "3"),
            new(T("älter als 1 Woche", "older than 1 week"), "7"),
            new(T("älter als 1 Monat", "older than 1 month"), "30"),
        ];

    /// <summary>An address within the tray that keeps the filters.</summary>
    public string Link(Guid? id, string? view, string? design = null) =>
        (id is { } item ? $"/eingang/{item}" : "/eingang")
        + Query(
            ("ansicht", view),
            ("kanal", Kanal?.ToString()),
            ("amt", Amt?.ToString()),
            ("alter", Alter?.ToString(CultureInfo.InvariantCulture)),
            ("after", id is null ? null : After),
            ("bild", design)
        );

    /// <summary>Without the parts that are not set.</summary>
    private static string Query(params (string Name, string? Value)[] parts) =>
        QueryString
            .Create(parts.Where(part => !string.IsNullOrEmpty(part.Value)).Select(part => KeyValuePair.Create(part.Name, part.Value)))
            .ToString();

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowPage(ct);

    public async Task<IActionResult> OnPostFileAsync(
        [FromServices] FileArrival file,
        [FromServices] ShowMatter showMatter,
        CancellationToken ct
    )
    {
        if (Filing.Matter is not { } matter)
        {
            var found = await showMatter.ByNumber(caller, (Filing.Number ?? "").Trim(), ct);
            if (found.Refusal is { } unknown)
                return await Refused("f", unknown, "Filing.Number", ct);
            matter = found.Value.Id.Value;
        }
        var filed = await file.Run(caller, new(Id!.Value), FilingTarget.Into(new(matter)), ct);
        return filed.Refusal is { } refusal ? await Refused("f", refusal, "Filing.Number", ct) : await Filed(filed.Value, ct);
    }

    public async Task<IActionResult> OnPostOpenAsync([FromServices] FileArrival file, CancellationToken ct)
    {
        var wanted = new NewMatter
        {
            PlanUnit = Filing.PlanUnit is { } unit ? new FilingPlanUnitId(unit) : null,
            Subject = Filing.Subject ?? "",
            Office = new(Filing.Office),
            Responsible = Filing.Mine ? caller.Staff : null,
        };
        var filed = await file.Run(caller, new(Id!.Value), FilingTarget.Opening(wanted), ct);
        return filed.Refusal is { } refusal ? await Refused("n", refusal, "Filing.Subject", ct) : await Filed(filed.Value, ct);
    }

    public async Task<IActionResult> OnPostUndoAsync([FromServices] UndoArrivalFiling undo, Guid filing, CancellationToken ct)
    {
        var undone = await undo.Run(caller, new(filing), ct);
        if (undone.Refusal is { } refusal)
        {
            TempData.Say(T(refusal));
            return Redirect("/eingang");
        }
        TempData.Say(T("Zurückgenommen; der Eingang liegt wieder hier.", "Taken back; the arrival is here again."));
        return Redirect($"/eingang/{undone.Value.Value}");
    }

    public async Task<IActionResult> OnPostPassAsync([FromServices] PassArrival pass, CancellationToken ct) =>
        await Done(
            await pass.Run(caller, new(Id!.Value), new(ToOffice), ct),
            T($"Weitergegeben an {names.Office(new(ToOffice))}.", $"Passed to {names.Office(new(ToOffice))}."),
            ct
        );

    public async Task<IActionResult> OnPostSetAsideAsync([FromServices] SetAside setAside, CancellationToken ct) =>
        await Done(await setAside.Run(caller, new(Id!.Value), Why ?? "", ct), T("Zum Klärfall gemacht.", "Made an exception."), ct);

    public async Task<IActionResult> OnPostReturnAsync([FromServices] SetAside setAside, CancellationToken ct) =>
        await Done(
            await setAside.Return(caller, new(Id!.Value), ct),
            T("Geklärt; der Eingang ist wieder offen.", "Cleared up; the arrival is open again."),
            ct
        );

    public async Task<IActionResult> OnPostReadAgainAsync([FromServices] ReReadArrivals reRead, CancellationToken ct) =>
        await Done(await reRead.Run(caller.Actor, new(Id!.Value), ct), T("Wird noch einmal gelesen.", "Will be read again."), ct);

    private async Task<IActionResult> Filed(Filed filed, CancellationToken ct)
    {
        TempData.Say(
            filed.Opened
                ? T($"Vorgang {filed.Number} angelegt und abgelegt.", $"Matter {filed.Number} opened and filed.")
                : T($"Abgelegt in {filed.Number}.", $"Filed into {filed.Number}."),
            undo: $"/eingang?handler=Undo&filing={filed.Id.Value}"
        );
        return Redirect(await NextAddress(ct));
    }

    private async Task<IActionResult> Done(Result<Done> result, string said, CancellationToken ct)
    {
        TempData.Say(result.Refusal is { } refusal ? T(refusal) : said);
        return Redirect(result.Ok ? await NextAddress(ct) : Link(Id, Ansicht));
    }

    /// <summary>The next one opens by itself: the oldest that still waits in this view.</summary>
    private async Task<string> NextAddress(CancellationToken ct)
    {
        var page = await listTray.Run(caller, Filter, After, 1, ct);
        return page is { Ok: true, Value.Rows: [var next, ..] } && View != TrayView.Filed
            ? Link(next.Id.Value, Ansicht)
            : Link(null, Ansicht);
    }

    private async Task<IActionResult> Refused(string act, Refusal refusal, string field, CancellationToken ct)
    {
        Act = act;
        this.Explain(refusal, field);
        Response.StatusCode = refusal.Status;
        return await ShowPage(ct);
    }

    private TrayFilter Filter =>
        new()
        {
            View = View,
            Channel = Kanal is { } channel ? new ChannelId(channel) : null,
            Office = Amt is { } office ? new OfficeId(office) : null,
            Until = Alter is { } days and > 0 and < 3650 ? clock.GetUtcNow().AddDays(-days) : null,
        };

    private async Task<IActionResult> ShowPage(CancellationToken ct)
    {
        if (View != TrayView.Filed && After is null && Filter.Until is null)
        {
            // Read before the list: what comes in between is rather announced than missed.
            var seen = await readJournal.Position(caller.Tenant, ct);
            News =
                LiveEndpoints.NewInTray
                + Query(
                    ("seit", seen.ToString(CultureInfo.InvariantCulture)),
                    ("ansicht", Ansicht),
                    ("kanal", Kanal?.ToString()),
                    ("amt", Amt?.ToString())
                );
        }
        var page = await listTray.Run(caller, Filter, After, PerPage, ct);
        if (page.Refusal is { } refusal)
            return this.Answer(refusal);
        (Rows, Next) = (page.Value.Rows, page.Value.Next);
        (Waiting, Exceptions) = await listTray.Counts(caller, ct);
        Sources = await listSources.Run(caller.Tenant, ct);
        Channels =
        [
            new(T("alle", "all"), ""),
            .. (await listChannels.Run(caller.Tenant, ct)).Select(channel => new SelectListItem(channel.Name, channel.Id.Value.ToString())),
        ];
        if (Id is not { } id)
            return Page();
        var opened = await pane.Open(caller, new(id), Bild == "gestaltet", ct);
        if (opened.Refusal is { } hidden)
            return this.Answer(hidden);
        Item = opened.Value;
        if (Act is null)
            Filing = new FilingForm { Subject = Item.Arrival.Title, Office = Item.Arrival.OfficeId.Value };
        return Page();
    }
}

/// <summary>Where an arrival is to be filed.</summary>
public sealed record FilingForm
{
    public Guid? Matter { get; set; }
    public string? Number { get; set; }
    public string? Subject { get; set; }
    public Guid? PlanUnit { get; set; }
    public Guid Office { get; set; }
    public bool Mine { get; set; }
}
