using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Umlauf.Web.Hosting;

/// <summary>German unless the person has chosen English.</summary>
internal static class Languages
{
    public const string Cookie = "umlauf.language";

    public static void AddLanguages(this IServiceCollection services) =>
        services.Configure<RequestLocalizationOptions>(localization =>
        {
            CultureInfo[] cultures = [CultureInfo.GetCultureInfo("de-DE"), CultureInfo.GetCultureInfo("en-GB")];
            localization.DefaultRequestCulture = new RequestCulture(cultures[0]);
            localization.SupportedCultures = cultures;
            localization.SupportedUICultures = cultures;
            localization.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(context =>
                    Task.FromResult<ProviderCultureResult?>(
                        context.Request.Cookies[Cookie] == "en" ? new ProviderCultureResult("en-GB") : null
                    )
                ),
            ];
        });
}
