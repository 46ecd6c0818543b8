using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>Signs in with a passkey, without password (Anmelden mit Passkey).</summary>
public sealed class SignInWithPasskey(
    SignInManager<Account> signIn,
    RecordSignIn recordSignIn,
    SignInLimits limits,
    IHttpContextAccessor http
)
{
    /// <summary>JSON for <c>navigator.credentials.get</c>; any passkey of this site will do.</summary>
    public Task<string> Options() => signIn.MakePasskeyRequestOptionsAsync(null!);

    /// <param name="credential">JSON of the credential that the browser hands back.</param>
    /// <param name="ct">Ends the attempt.</param>
    public async Task<SignInOutcome> Run(string credential, CancellationToken ct)
    {
        var address = SignInWithPassword.AddressOf(http.HttpContext!);
        // Nobody has said who it is: only the address counts.
        if (!limits.Allow(address, address))
            return SignInOutcome.TooMany;
        var assertion = await signIn.PerformPasskeyAssertionAsync(credential);
        if (!assertion.Succeeded)
        {
            limits.Failed(address, address);
            return SignInOutcome.Wrong;
        }
        if (await signIn.UserManager.IsLockedOutAsync(assertion.User))
            return SignInOutcome.Locked;
        // Notes the new sign count, by which a copied passkey is noticed.
        await signIn.UserManager.AddOrUpdatePasskeyAsync(assertion.User, assertion.Passkey);
        await signIn.SignInAsync(assertion.User, isPersistent: false, "hwk");
        await recordSignIn.Run(assertion.User, SignInMeans.Passkey, ct);
        return SignInOutcome.SignedIn;
    }
}
