using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Web.SignIn;

/// <summary>What secures the caller's own account now.</summary>
public sealed record AccountState(bool TwoFactor, int RecoveryCodesLeft, bool MustChangePassword, IReadOnlyList<PasskeyRow> Passkeys);

/// <summary>A passkey in the list of one's own.</summary>
public sealed record PasskeyRow(string Id, string Name, DateTimeOffset CreatedAt);

/// <summary>The secret of a new authenticator app, to type and as address for the QR code.</summary>
public sealed record AuthenticatorSetup(string Key, string Uri);

/// <summary>The caller's own account: password, authenticator app, recovery codes, passkeys (Mein Konto).</summary>
public sealed class OwnAccount(SignInManager<Account> signIn, SignInLimits limits, Caller caller)
{
    public static readonly Refusal WrongPassword = new(
        "identity.wrong-password",
        "Das bisherige Kennwort stimmt nicht. Es wurde nichts geändert.",
        "The present password is wrong. Nothing was changed."
    );

    public static readonly Refusal WrongCode = new(
        "identity.wrong-code",
        "Der Code stimmt nicht oder ist abgelaufen. Prüfen Sie die Uhr des Telefons, und geben Sie den nächsten Code ein.",
        "The code is wrong or expired. Check the clock of the phone, and enter the next code."
    );

    public static readonly Refusal PasskeyFailed = new(
        "identity.passkey-failed",
        "Der Passkey konnte nicht angelegt werden. Versuchen Sie es noch einmal.",
        "The passkey could not be added. Try again."
    );

    public static readonly Refusal ChangedMeanwhile = new(
        "identity.account-changed-meanwhile",
        "Das Konto wurde gerade an anderer Stelle geändert. Versuchen Sie es noch einmal.",
        "The account was just changed elsewhere. Try again.",
        409
    );

    private const int RecoveryCodes = 10;

    private readonly UserManager<Account> users = signIn.UserManager;

    public async Task<AccountState> Show()
    {
        var account = await Load();
        var passkeys = await users.GetPasskeysAsync(account);
        return new AccountState(
            account.TwoFactor,
            await users.CountRecoveryCodesAsync(account),
            account.ChangePassword,
            [
                .. passkeys.Select(passkey => new PasskeyRow(
                    Convert.ToHexStringLower(passkey.CredentialId),
                    passkey.Name ?? "",
                    passkey.CreatedAt
                )),
            ]
        );
    }

    /// <summary>Ends every other session.</summary>
    public async Task<Result<Done>> ChangePassword(string present, string next)
    {
        var account = await Load();
        if (PasswordRules.Check(next, account.Login) is { } weak)
            return weak;
        if (await Checked(account, present) is { } wrong)
            return wrong;
        return await Keep(account, await users.ChangePasswordAsync(account, present, next));
    }

    /// <summary>Makes a new secret; it counts only after <see cref="ConfirmAuthenticator"/>.</summary>
    public async Task<AuthenticatorSetup> BeginAuthenticator()
    {
        var account = await Load();
        if (!account.TwoFactor)
            await users.ResetAuthenticatorKeyAsync(account);
        // A new secret ends sessions; this one goes on.
        await signIn.RefreshSignInAsync(account);
        var key = await users.GetAuthenticatorKeyAsync(account) ?? "";
        return new AuthenticatorSetup(
            key,
            $"otpauth://totp/Umlauf:{Uri.EscapeDataString(account.Login)}?secret={key}&issuer=Umlauf&digits=6"
        );
    }

    /// <returns>The recovery codes, to be printed and locked away; they are shown once.</returns>
    public async Task<Result<IReadOnlyCollection<string>>> ConfirmAuthenticator(string code)
    {
        var account = await Load();
        var digits = SignInWithSecondFactor.Digits(code);
        if (!await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, digits))
            return WrongCode;
        limits.UseOnce(AccountStore.IdOf(account.TenantId, account.StaffId), digits);
        var on = await Keep(account, await users.SetTwoFactorEnabledAsync(account, true));
        return on.Refusal is { } refusal ? refusal : await NewCodes(account);
    }

    public async Task<Result<IReadOnlyCollection<string>>> RenewRecoveryCodes(string password)
    {
        var account = await Load();
        return await Checked(account, password) is { } wrong ? wrong : await NewCodes(account);
    }

    public async Task<Result<Done>> RemoveSecondFactor(string password)
    {
        var account = await Load();
        return await Checked(account, password) is { } wrong
            ? wrong
            : await Keep(account, await users.SetTwoFactorEnabledAsync(account, false));
    }

    /// <summary>JSON for <c>navigator.credentials.create</c>.</summary>
    public Task<string> PasskeyOptions() =>
        signIn.MakePasskeyCreationOptionsAsync(
            new PasskeyUserEntity
            {
                Id = AccountStore.IdOf(caller.Tenant, caller.Staff!.Value),
                Name = caller.Login,
                DisplayName = caller.Name,
            }
        );

    /// <param name="credential">JSON of the credential that the browser made.</param>
    /// <param name="name">What the person calls the device.</param>
    public async Task<Result<Done>> AddPasskey(string credential, string name)
    {
        var attested = await signIn.PerformPasskeyAttestationAsync(credential);
        if (!attested.Succeeded)
            return PasskeyFailed;
        attested.Passkey.Name = name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, 100)] : "Passkey";
        var account = await Load();
        return await Keep(account, await users.AddOrUpdatePasskeyAsync(account, attested.Passkey));
    }

    public async Task<Result<Done>> RemovePasskey(string id)
    {
        var account = await Load();
        return await Keep(account, await users.RemovePasskeyAsync(account, Convert.FromHexString(id)));
    }

    /// <summary>Guessing the password in an open session is counted like guessing at the door.</summary>
    private async Task<Refusal?> Checked(Account account, string password)
    {
        if (!await users.IsLockedOutAsync(account) && await users.CheckPasswordAsync(account, password))
            return null;
        await users.AccessFailedAsync(account);
        return WrongPassword;
    }

    private async Task<Result<IReadOnlyCollection<string>>> NewCodes(Account account) =>
        await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) is { } codes ? codes.ToList() : ChangedMeanwhile;

    private async Task<Result<Done>> Keep(Account account, IdentityResult result)
    {
        if (!result.Succeeded)
            return ChangedMeanwhile;
        await signIn.RefreshSignInAsync(account);
        return default(Done);
    }

    private async Task<Account> Load() =>
        await users.FindByIdAsync(AccountStore.IdOf(caller.Tenant, caller.Staff!.Value))
        ?? throw new InvalidOperationException("The person signed in has no account.");
}
