using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>Ends this session, or all sessions of the person (Abmelden).</summary>
public sealed class SignOff(SignInManager<Account> signIn, RecordSignIn recordSignIn, Caller caller)
{
    public async Task Run(CancellationToken ct)
    {
        await signIn.SignOutAsync();
        await recordSignIn.SignedOut(caller, ct);
    }

    public async Task Everywhere(CancellationToken ct)
    {
        if (await signIn.UserManager.FindByIdAsync(AccountStore.IdOf(caller.Tenant, caller.Staff!.Value)) is { } account)
            await signIn.UserManager.UpdateSecurityStampAsync(account);
        await Run(ct);
    }
}
