using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using QRCoder;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Hosting;
using Umlauf.Web.SignIn;
using static Umlauf.Web.Language;

namespace Umlauf.Web.Pages.Identity;

/// <summary>Password, second factor and passkeys of one's own (Mein Konto).</summary>
[Needs(Right.OwnAccount)]
public sealed class AccountModel(OwnAccount account, Caller caller, ShowMailChoice showMail, ChooseMail chooseMail) : PageModel
{
    [BindProperty]
    public string? Present { get; set; }

    [BindProperty]
    public string? Next { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? Proof { get; set; }

    [BindProperty]
    public string? DeviceName { get; set; }

    [BindProperty]
    public string? Mail { get; set; }

    public bool Digest { get; private set; }

    public AccountState State { get; private set; } = null!;

    public AuthenticatorSetup? Setup { get; private set; }

    /// <summary>Recovery codes that were just made.</summary>
    public IReadOnlyCollection<string>? Codes { get; private set; }

    /// <summary>The QR code of <see cref="Setup"/>, as PNG in base 64.</summary>
    public string Picture
    {
        get
        {
            using var generator = new QRCodeGenerator();
            using var code = generator.CreateQrCode(Setup!.Uri, QRCodeGenerator.ECCLevel.M);
            using var png = new PngByteQRCode(code);
            return Convert.ToBase64String(png.GetGraphic(6));
        }
    }

    public async Task OnGetAsync()
    {
        State = await account.Show();
        var mail = await showMail.Run(caller, HttpContext.RequestAborted);
        (Mail, Digest) = (Mail ?? mail.Address, mail.Digest);
    }

    public async Task<IActionResult> OnPostMailAsync(bool digest) =>
        await Done(
            await chooseMail.Run(caller, new MailChoice(Mail ?? "", digest), HttpContext.RequestAborted),
            digest ? T("Sie werden täglich erinnert.", "You are reminded daily.") : T("Sie bekommen keine E-Mails.", "You get no e-mails."),
            _ => nameof(Mail)
        );

    public async Task<IActionResult> OnGetPasskeyOptionsAsync() => Content(await account.PasskeyOptions(), "application/json");

    public async Task<IActionResult> OnPostPasswordAsync() =>
        await Done(
            await account.ChangePassword(Present ?? "", Next ?? ""),
            T("Kennwort geändert.", "Password changed."),
            refusal => refusal == OwnAccount.WrongPassword ? nameof(Present) : nameof(Next)
        );

    public async Task<IActionResult> OnPostBeginAsync()
    {
        Setup = await account.BeginAuthenticator();
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync()
    {
        var codes = await account.ConfirmAuthenticator(Code ?? "");
        if (codes.Ok)
            return await Shown(codes.Value);
        Setup = await account.BeginAuthenticator();
        this.Explain(codes.Refusal!, nameof(Code));
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRenewAsync()
    {
        var codes = await account.RenewRecoveryCodes(Proof ?? "");
        if (codes.Ok)
            return await Shown(codes.Value);
        this.Explain(codes.Refusal!, nameof(Proof));
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync() =>
        await Done(
            await account.RemoveSecondFactor(Proof ?? ""),
            T("Zweiter Faktor ausgeschaltet.", "Second factor switched off."),
            _ => nameof(Proof)
        );

    public async Task<IActionResult> OnPostAddPasskeyAsync(string credential) =>
        await Done(
            await account.AddPasskey(credential ?? "", DeviceName ?? ""),
            T("Passkey angelegt.", "Passkey added."),
            _ => nameof(DeviceName)
        );

    public async Task<IActionResult> OnPostRemovePasskeyAsync(string passkey) =>
        await Done(await account.RemovePasskey(passkey ?? ""), T("Passkey entfernt.", "Passkey removed."), _ => nameof(DeviceName));

    private async Task<IActionResult> Shown(IReadOnlyCollection<string> codes)
    {
        Codes = codes;
        await OnGetAsync();
        return Page();
    }

    private async Task<IActionResult> Done(Result<Done> result, string said, Func<Refusal, string> field)
    {
        if (result.Refusal is not { } refusal)
        {
            TempData.Say(said);
            return Redirect("/konto");
        }
        Response.StatusCode = refusal.Status;
        this.Explain(refusal, field(refusal));
        await OnGetAsync();
        return Page();
    }
}
