using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Settings;

/// <summary>The mail server that takes our post (Postausgang), with a test mail.</summary>
[Needs(Right.Administrate)]
public sealed class SendingModel(Caller caller, ShowServer showServer, ShowDispatch showDispatch) : PageModel
{
    private const long Megabyte = 1_000_000;

    [BindProperty]
    public SendingForm Form { get; set; } = new();

    [BindProperty]
    public string? TestTo { get; set; }

    /// <summary>The test mail that was sent last.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Probe { get; set; }

    public DispatchDetail? Test { get; private set; }

    public bool IsSetUp { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await Load(ct);
        if (await showServer.Run(caller.Tenant, ct) is { } server)
            Form = SendingForm.Of(server, server.LargestFiles / Megabyte);
    }

    public async Task<IActionResult> OnPostAsync([FromServices] SetUpServer setUp, CancellationToken ct)
    {
        await Load(ct);
        var before = await showServer.Run(caller.Tenant, ct) ?? new DispatchServer();
        var saved = await setUp.Run(caller, Form.Apply(before) with { LargestFiles = Math.Max(1, Form.LargestMegabytes) * Megabyte }, ct);
        if (saved.Ok)
        {
            TempData.Say(T("Postausgang gespeichert.", "Outgoing mail saved."));
            return Redirect("/verwaltung/postausgang");
        }
        Response.StatusCode = saved.Refusal!.Status;
        this.Explain(
            saved.Refusal,
            saved.Refusal == SetUpServer.HostMissing ? "Form.Host"
                : saved.Refusal == SetUpServer.SenderMissing ? "Form.SenderAddress"
                : "Form.ArchiveAddress"
        );
        return Page();
    }

    public async Task<IActionResult> OnPostTestAsync([FromServices] SendTestMail sendTestMail, CancellationToken ct)
    {
        var sent = await sendTestMail.Run(caller, TestTo ?? "", ct);
        if (sent.Refusal is not { } refusal)
            return Redirect($"/verwaltung/postausgang?probe={sent.Value.Value}");
        await OnGetAsync(ct);
        Response.StatusCode = refusal.Status;
        this.Explain(refusal, nameof(TestTo));
        return Page();
    }

    private async Task Load(CancellationToken ct)
    {
        IsSetUp = await showServer.Run(caller.Tenant, ct) is not null;
        if (Probe is { } id && await showDispatch.Run(caller, new(id), ct) is { Ok: true, Value: var test })
            Test = test;
    }
}

/// <summary>What an administrator types about the server.</summary>
public sealed record SendingForm
{
    public string? Host { get; set; }
    public int Port { get; set; }
    public string Security { get; set; } = "starttls";
    public string? MailUser { get; set; }
    public string? Secret { get; set; } = "postausgang";
    public string? SenderName { get; set; }
    public string? SenderAddress { get; set; }
    public long LargestMegabytes { get; set; } = 20;
    public bool Confirmations { get; set; }
    public string? ArchiveAddress { get; set; }
    public string? ArchiveHost { get; set; }
    public int ArchivePort { get; set; }
    public string ArchiveSecurity { get; set; } = "tls";
    public string? ArchiveUser { get; set; }
    public string? ArchiveMailbox { get; set; } = "INBOX";

    internal static SendingForm Of(DispatchServer server, long megabytes) =>
        new()
        {
            Host = server.Host,
            Port = server.Port,
            Security = server.Security,
            MailUser = server.User,
            Secret = server.Secret,
            SenderName = server.SenderName,
            SenderAddress = server.SenderAddress,
            LargestMegabytes = megabytes,
            Confirmations = server.Confirmations,
            ArchiveAddress = server.ArchiveAddress,
            ArchiveHost = server.ArchiveHost,
            ArchivePort = server.ArchivePort,
            ArchiveSecurity = server.ArchiveSecurity,
            ArchiveUser = server.ArchiveUser,
            ArchiveMailbox = server.ArchiveMailbox,
        };

    internal DispatchServer Apply(DispatchServer server) =>
        server with
        {
            Host = (Host ?? "").Trim(),
            Port = Port,
            Security = Security,
            User = (MailUser ?? "").Trim(),
            Secret = string.IsNullOrWhiteSpace(Secret) ? "postausgang" : Secret.Trim(),
            SenderName = (SenderName ?? "").Trim(),
            SenderAddress = (SenderAddress ?? "").Trim(),
            Confirmations = Confirmations,
            ArchiveAddress = (ArchiveAddress ?? "").Trim(),
            ArchiveHost = (ArchiveHost ?? "").Trim(),
            ArchivePort = ArchivePort,
            ArchiveSecurity = ArchiveSecurity,
            ArchiveUser = (ArchiveUser ?? "").Trim(),
            ArchiveMailbox = string.IsNullOrWhiteSpace(ArchiveMailbox) ? "INBOX" : ArchiveMailbox.Trim(),
        };
}
