using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>Second step after the password: the code of the authenticator app, or a recovery code (Bestätigung in zwei Schritten).</summary>
public sealed class SignInWithSecondFactor(
    SignInManager<Account> signIn,
    RecordSignIn recordSignIn,
    SignInLimits limits,
    IHttpContextAccessor http
)
{
    /// <summary>Whether somebody has given the right password and now owes the second step.</summary>
    public async Task<bool> IsDue() => await signIn.GetTwoFactorAuthenticationUserAsync() is not null;

    public Task<SignInOutcome> Run(string code, CancellationToken ct) =>
        Try(
            Digits(code),
            SignInMeans.SecondFactor,
            digits => signIn.TwoFactorAuthenticatorSignInAsync(digits, isPersistent: false, rememberClient: false),
            ct
        );

    public Task<SignInOutcome> WithRecoveryCode(string code, CancellationToken ct) =>
        Try(code.Trim(), SignInMeans.RecoveryCode, signIn.TwoFactorRecoveryCodeSignInAsync, ct);

    private async Task<SignInOutcome> Try(string code, SignInMeans means, Func<string, Task<SignInResult>> check, CancellationToken ct)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account)
            return SignInOutcome.Wrong;
        var address = SignInWithPassword.AddressOf(http.HttpContext!);
        if (!limits.Allow(address, account.Login))
            return SignInOutcome.TooMany;
        var result = limits.UseOnce(AccountStore.IdOf(account.TenantId, account.StaffId), code) ? await check(code) : SignInResult.Failed;
        if (result.Succeeded)
        {
            await recordSignIn.Run(account, means, ct);
            return SignInOutcome.SignedIn;
        }
        limits.Failed(address, account.Login);
        await recordSignIn.Failed(account, means, ct);
        return result.IsLockedOut ? SignInOutcome.Locked : SignInOutcome.Wrong;
    }

    internal static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));
}
