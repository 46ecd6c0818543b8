using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>The ways by which post comes (Eingangskanäle): list, set up, change.</summary>
[Needs(Right.Administrate)]
public sealed class ChannelsModel(Caller caller, ListChannels listChannels, ListSources listSources, SetUpChannel setUp, Names names)
    : PageModel
{
    /// <summary>The channel that is changed; <c>neu</c> for a new one, null for the list alone.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Id { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public ChannelKind Kind { get; set; } = ChannelKind.Imap;

    [BindProperty]
    public Guid Office { get; set; }

    [BindProperty]
    public string? Folder { get; set; }

    [BindProperty]
    public string? Host { get; set; }

    [BindProperty]
    public int Port { get; set; }

    [BindProperty]
    public string Security { get; set; } = "tls";

    [BindProperty]
    public string? MailUser { get; set; }

    [BindProperty]
    public string? Mailboxes { get; set; }

    [BindProperty]
    public bool Active { get; set; }

    public IReadOnlyList<Channel> Channels { get; private set; } = [];

    public IReadOnlyList<SourceState> Sources { get; private set; } = [];

    public Names Names => names;

    public bool IsNew => Id == "neu";

    private Channel? Chosen => Channels.FirstOrDefault(channel => channel.Id.Value.ToString() == Id);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await Load(ct);
        if (Id is null)
            return Page();
        if (IsNew)
            Active = true;
        else if (Chosen is { } channel)
        {
            var settings = channel.Settings;
            (Name, Kind, Office, Active) = (channel.Name, channel.Way, channel.OfficeId.Value, channel.Active);
            (Folder, Host, Port, Security, MailUser) = (settings.Folder, settings.Host, settings.Port, settings.Security, settings.User);
            Mailboxes = string.Join(", ", settings.Mailboxes);
        }
        else
            return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await Load(ct);
        if (!IsNew && Chosen is null)
            return NotFound();
        var settings = (Chosen?.Settings ?? new ChannelSettings()) with
        {
            Folder = Folder,
            Host = Host,
            Port = Port,
            Security = Security,
            User = MailUser,
            Mailboxes = (Mailboxes ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
        var saved = await setUp.Run(caller.Actor, Chosen?.Id, Name ?? "", Kind, new OfficeId(Office), settings, Active, ct);
        if (saved.Ok)
        {
            TempData.Say(T("Kanal gespeichert.", "Channel saved."));
            return Redirect("/verwaltung/kanaele");
        }
        Response.StatusCode = saved.Refusal!.Status;
        this.Explain(
            saved.Refusal,
            saved.Refusal == SetUpChannel.FolderMissing ? nameof(Folder)
                : saved.Refusal == SetUpChannel.ServerMissing ? nameof(Host)
                : nameof(Name)
        );
        return Page();
    }

    private async Task Load(CancellationToken ct)
    {
        Channels = await listChannels.Run(caller.Tenant, ct);
        Sources = await listSources.Run(caller.Tenant, ct);
    }
}
