using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Umlauf.Identity;
using Umlauf.Platform;

namespace Umlauf.Web.SignIn;

/// <summary>Puts signing in together: ASP.NET Core Identity on our stores, sessions and keys as schemes, rights as the only policy.</summary>
public static class SignInSetup
{
    private const string SessionOrKey = "session-or-key";

    public static IServiceCollection AddUmlaufSignIn(this IServiceCollection services)
    {
        services.AddSingleton(provider => provider.GetService<Settings>()?.Part<SignInSettings>("signIn") ?? new SignInSettings());
        services.TryAddSingleton<SignInLimits>();
        services.TryAddSingleton<AccountStore>();
        services.AddSingleton<ILookupNormalizer, LoginNormal>();
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<AccountStore>());
        services.AddScoped<IUserClaimsPrincipalFactory<Account>, SessionClaims>();
        services
            .AddIdentityCore<Account>()
            .AddSignInManager()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        // Our own rules stand in PasswordRules; a login is unique in its administration only, which the table sees to.
        services.RemoveAll<IUserValidator<Account>>();
        services.RemoveAll<IPasswordValidator<Account>>();
        services.AddScoped<IPasswordValidator<Account>, PasswordValidator>();
        services
            .AddOptions<IdentityOptions>()
            .Configure<SignInSettings>(
                (identity, settings) =>
                {
                    identity.Lockout.MaxFailedAccessAttempts = settings.Failures;
                    identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(settings.LockMinutes);
                    identity.Tokens.AuthenticatorIssuer = "Umlauf";
                }
            );
        services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            // The device checks finger, face or PIN: two factors in one.
            passkey.UserVerificationRequirement = "required";
            passkey.ResidentKeyRequirement = "required";
        });
        services.AddSessions();
        services.AddRights();
        services.AddScoped<SignInWithPassword>();
        services.AddScoped<SignInWithSecondFactor>();
        services.AddScoped<SignInWithPasskey>();
        services.AddScoped<SignOff>();
        services.AddScoped<OwnAccount>();
        return services;
    }

    public static void UseUmlaufSignIn(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static void AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionCookie>();
        services
            .AddAuthentication(SessionOrKey)
            .AddPolicyScheme(
                SessionOrKey,
                null,
                scheme =>
                    scheme.ForwardDefaultSelector = context =>
                        ApiKeyHandler.IsUsedBy(context.Request) ? ApiKeyHandler.SchemeName : IdentityConstants.ApplicationScheme
            )
            .AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.SchemeName, null)
            .AddIdentityCookies(cookies =>
            {
                cookies.ApplicationCookie!.Configure<SignInSettings>(
                    (cookie, settings) =>
                    {
                        cookie.Cookie.Name = "umlauf.session";
                        cookie.EventsType = typeof(SessionCookie);
                        cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.SessionHours);
                        cookie.SlidingExpiration = true;
                    }
                );
                cookies.TwoFactorUserIdCookie!.Configure(cookie => cookie.Cookie.Name = "umlauf.second");
                cookies.TwoFactorRememberMeCookie!.Configure(cookie => cookie.Cookie.Name = "umlauf.device");
                cookies.ExternalCookie!.Configure(cookie => cookie.Cookie.Name = "umlauf.external");
            });
        services.ConfigureAll<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions>(cookie =>
        {
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static void AddRights(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, RightsHandler>();
        services
            .AddAuthorizationBuilder()
            // An endpoint that names no right is closed for everybody. Where routing found none of ours there is nothing to guard: 404, 405, 415.
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder()
                    .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
                    .Build()
            );
        services.AddScoped(provider =>
            CallerFeature.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext!)
            ?? throw new InvalidOperationException("Nobody is signed in: the endpoint names no right.")
        );
    }

    private sealed class LoginNormal : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name is null ? null : Login.Normal(name);

        public string? NormalizeEmail(string? email) => email;
    }

    private sealed class PasswordValidator : IPasswordValidator<Account>
    {
        public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
            Task.FromResult(
                PasswordRules.Check(password ?? "", user.Login) is { } weak
                    ? IdentityResult.Failed(new IdentityError { Code = weak.Code, Description = weak.German })
                    : IdentityResult.Success
            );
    }
}
