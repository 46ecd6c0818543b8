using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Web.Live;

namespace Umlauf.Web.SignIn;

/// <summary>Ends this session, or all sessions of the person (Abmelden).</summary>
public sealed class SignOff(SignInManager<Account> signIn, RecordSignIn recordSignIn, LiveStreams streams, Caller caller)
{
    public async Task Run(CancellationToken ct)
    {
        await signIn.SignOutAsync();
        streams.End(caller, SessionClaims.BrowserOf(signIn.Context));
        await recordSignIn.SignedOut(caller, ct);
    }

    public async Task Everywhere(CancellationToken ct)
    {
        if (await signIn.UserManager.FindByIdAsync(AccountStore.IdOf(caller.Tenant, caller.Staff!.Value)) is { } account)
            await signIn.UserManager.UpdateSecurityStampAsync(account);
        streams.End(caller, browser: null);
        await Run(ct);
    }
}
