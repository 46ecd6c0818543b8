using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Umlauf.Identity;
using Umlauf.Web.Api;
using Umlauf.Web.Hosting;
using Umlauf.Web.Live;

namespace Umlauf.Web.SignIn;

/// <summary>A session is as good as the person behind it: checked for each request against the stamp, so that ending all sessions works at once.</summary>
internal sealed class SessionCookie : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var http = context.HttpContext;
        if (http.Features.Get<IExceptionHandlerFeature>() is { } failed && ErrorPages.IsOutage(http, failed.Error))
        {
            // The page that says so must not ask the database again; the session goes on when it is back.
            context.RejectPrincipal();
            return;
        }
        var session = context.Principal;
        if (
            !IsForgery(http.Request)
            && AccountStore.ReadId(session?.FindFirstValue(ClaimTypes.NameIdentifier)) is var (tenant, staff)
            && session!.FindFirstValue(SessionClaims.Browser) == SessionClaims.BrowserOf(http)
            && await http.RequestServices.GetRequiredService<LoadCaller>().Run(tenant, staff, http.RequestAborted) is { } known
            && known.SecurityStamp == session!.FindFirstValue(SessionClaims.Stamp)
        )
        {
            CallerFeature.Set(http, known.Caller);
            return;
        }
        context.RejectPrincipal();
        if (!IsForgery(http.Request))
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
    }

    /// <summary>Whoever only lets a page stand open is not at work: the stream of counters does not prolong a session.</summary>
    public override Task CheckSlidingExpiration(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew &= context.Request.Path != LiveEndpoints.Stream && context.Request.Path != LiveEndpoints.NewInTray;
        return Task.CompletedTask;
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsApi(context.Request))
            return Answers.Problem(ApiKeyHandler.SignInNeeded).ExecuteAsync(context.HttpContext);
        var back = HttpMethods.IsGet(context.Request.Method) ? context.Request.Path + context.Request.QueryString : "/";
        if (context.Request.Headers.ContainsKey("HX-Request"))
        {
            // A redirect would put the sign-in page into the middle of another one.
            context.Response.Headers["HX-Redirect"] = "/anmelden";
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
            context.Response.Redirect("/anmelden" + QueryString.Create("zurueck", back));
        return Task.CompletedTask;
    }

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (IsApi(context.Request))
            return Answers.Problem(Rights.NotAllowed).ExecuteAsync(context.HttpContext);
        if (CallerFeature.Of(context.HttpContext) is { MustChangePassword: true })
            context.Response.Redirect("/konto/kennwort");
        else
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Pages have anti-forgery tokens. A call of the API that changes something by a cookie must come from our own page.</summary>
    private static bool IsForgery(HttpRequest request) =>
        IsApi(request)
        && !HttpMethods.IsGet(request.Method)
        && !HttpMethods.IsHead(request.Method)
        && request.Headers["Sec-Fetch-Site"] != "same-origin";

    /// <summary>What programs call: they are told, not sent to a page.</summary>
    private static bool IsApi(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase);
}
