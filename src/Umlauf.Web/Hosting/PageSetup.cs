using Microsoft.AspNetCore.Mvc;

namespace Umlauf.Web.Hosting;

/// <summary>Razor Pages with the rules that hold on every page.</summary>
internal static class PageSetup
{
    public static void AddUmlaufPages(this IServiceCollection services)
    {
        // Razor Pages ask for the anti-forgery token of every form by themselves.
        services.AddRazorPages().AddCookieTempDataProvider().AddMvcOptions(mvc => mvc.Filters.Add(new RefuseTooLarge()));
        services.AddScoped<Pages.Intake.ArrivalPane>();
        services.AddScoped<DocumentViews>();
        services.AddScoped<Pages.Circulation.FolderPanes>();
        services.AddScoped<Pages.Circulation.NextOnDesk>();
        services.AddSingleton<Pages.Circulation.RankColours>();
        services.AddScoped<Pages.Circulation.Routes.RouteWork>();
        services.AddScoped<Pages.Circulation.FolderDocuments>();
        services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = "umlauf.form";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forgery.FormFieldName = "_form";
            forgery.HeaderName = "X-Form";
            // SecurityHeaders says it, for every answer.
            forgery.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookieTempDataProviderOptions>(notice =>
        {
            notice.Cookie.Name = "umlauf.notice";
            notice.Cookie.SameSite = SameSiteMode.Lax;
            notice.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
    }
}
