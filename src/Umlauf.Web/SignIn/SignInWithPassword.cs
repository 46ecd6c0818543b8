using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;

namespace Umlauf.Web.SignIn;

/// <summary>How an attempt to sign in ended (Ergebnis der Anmeldung).</summary>
public enum SignInOutcome
{
    /// <summary>The session has begun.</summary>
    SignedIn,

    /// <summary>The password is right; now the code of the app, a recovery code or a passkey.</summary>
    NeedsSecondFactor,

    /// <summary>Wrong login, password, code or passkey; which one stays open.</summary>
    Wrong,

    /// <summary>Locked after too many failures; it opens by itself.</summary>
    Locked,

    /// <summary>Too many failures from this address or for this login: wait some minutes.</summary>
    TooMany,
}

/// <summary>Signs in with login and password (Anmelden).</summary>
public sealed class SignInWithPassword(
    SignInManager<Account> signIn,
    RecordSignIn recordSignIn,
    SignInLimits limits,
    IHttpContextAccessor http
)
{
    public async Task<SignInOutcome> Run(string login, string password, CancellationToken ct)
    {
        var name = Login.Normal(login);
        var address = AddressOf(http.HttpContext!);
        if (!limits.Allow(address, name))
            return SignInOutcome.TooMany;
        if (await signIn.UserManager.FindByNameAsync(name) is not { } account)
        {
            // Takes as long as with an account, so that the time does not tell whether there is one.
            PasswordHash.Waste(password);
            limits.Failed(address, name);
            return SignInOutcome.Wrong;
        }
        var result = await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            await recordSignIn.Run(account, SignInMeans.Password, ct);
            return SignInOutcome.SignedIn;
        }
        if (result.RequiresTwoFactor)
            return SignInOutcome.NeedsSecondFactor;
        limits.Failed(address, name);
        await recordSignIn.Failed(account, SignInMeans.Password, ct);
        return result.IsLockedOut ? SignInOutcome.Locked : SignInOutcome.Wrong;
    }

    internal static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
