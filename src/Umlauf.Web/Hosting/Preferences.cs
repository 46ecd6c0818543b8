using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Umlauf.Web.Hosting;

/// <summary>Language and light or dark, kept in a cookie of the browser; a plain form in the footer sets them.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "umlauf.theme";

    /// <summary><c>light</c>, <c>dark</c>, or null: as the system is set.</summary>
    public static string? Theme(HttpContext context) =>
        context.Request.Cookies[ThemeCookie] is "light" or "dark" ? context.Request.Cookies[ThemeCookie] : null;

    public static void MapPreferences(this WebApplication app)
    {
        app.MapPost(
                "/einstellung/sprache",
                (HttpContext context, IAntiforgery forgery) => Set(context, forgery, Languages.Cookie, ["de", "en"])
            )
            .AllowAnonymous();
        app.MapPost(
                "/einstellung/darstellung",
                (HttpContext context, IAntiforgery forgery) => Set(context, forgery, ThemeCookie, ["auto", "light", "dark"])
            )
            .AllowAnonymous();
    }

    private static async Task<Results<RedirectHttpResult, BadRequest>> Set(
        HttpContext context,
        IAntiforgery forgery,
        string cookie,
        string[] choices
    )
    {
        if (!await forgery.IsRequestValidAsync(context))
            return TypedResults.BadRequest();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var choice = form["value"].ToString();
        if (!choices.Contains(choice, StringComparer.Ordinal))
            return TypedResults.BadRequest();
        context.Response.Cookies.Append(
            cookie,
            choice,
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                MaxAge = TimeSpan.FromDays(365),
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
            }
        );
        var back = form["back"].ToString();
        return TypedResults.LocalRedirect(IsLocal(back) ? back : "/");
    }

    private static bool IsLocal(string url) => url is ['/'] or ['/', not '/' and not '\\', ..];
}
