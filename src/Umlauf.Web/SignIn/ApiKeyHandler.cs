using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Api;

namespace Umlauf.Web.SignIn;

/// <summary>
/// <c>Authorization: Bearer uml_...</c>: programs with a key. With the local key of this run the command line acts as the program itself.
/// </summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    LoadKey loadKey,
    IServiceProvider services
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "key";

    public static readonly Refusal SignInNeeded = new(
        "identity.sign-in-needed",
        "Melden Sie sich an, oder senden Sie einen gültigen Schlüssel: Authorization: Bearer uml_...",
        "Sign in, or send a valid key: Authorization: Bearer uml_...",
        401
    );

    private const string Bearer = "Bearer ";

    public static bool IsUsedBy(HttpRequest request) =>
        request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsUsedBy(Request))
            return AuthenticateResult.NoResult();
        var secret = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        var caller = IsLocal(secret) ? Program() : await loadKey.Run(secret, Context.RequestAborted);
        if (caller is null)
            return AuthenticateResult.Fail("unknown or revoked key");
        CallerFeature.Set(Context, caller);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, caller.Actor.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Answers.Problem(SignInNeeded).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Answers.Problem(Rights.NotAllowed).ExecuteAsync(Context);

    private bool IsLocal(string secret) =>
        services.GetService<LocalKey>() is { } local
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(local.Value), Encoding.UTF8.GetBytes(secret));

    /// <summary>For the administration that the header <c>Umlauf-Administration</c> names, else for the first one: post may come before it is set up.</summary>
    private Caller Program() =>
        Caller.Program(
            int.TryParse(Request.Headers["Umlauf-Administration"], CultureInfo.InvariantCulture, out var number)
                ? new TenantId(number)
                : FirstAdministration.Number
        );
}
