using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Umlauf.Web.Api;
using Umlauf.Web.Hosting;
using Umlauf.Web.Live;
using Umlauf.Web.SignIn;

namespace Umlauf.Web;

/// <summary>Puts the web host together: pages, language, assets, protection, errors.</summary>
public static class UmlaufApp
{
    /// <param name="settings">Where and how to serve.</param>
    /// <param name="register">Adds the use cases and what they need.</param>
    public static WebApplication Build(WebSettings settings, Action<IServiceCollection> register)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions
            {
                // The pages are compiled into this assembly, whichever program hosts them.
                ApplicationName = typeof(UmlaufApp).Assembly.GetName().Name,
                ContentRootPath = AppContext.BaseDirectory,
                WebRootPath = "wwwroot",
            }
        );
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.FormLimit;
            kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
        });

        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(Assets.Load(Path.Combine(AppContext.BaseDirectory, "wwwroot")));
        services.AddHttpContextAccessor();
        services.AddUmlaufPages();
        var keys = services.AddDataProtection().SetApplicationName("umlauf");
        if (settings.KeyFolder is { } folder)
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(folder));
        services.AddResponseCompression(compression =>
        {
            // Safe over TLS: the only secret in a page is the anti-forgery token, and that is encrypted anew for every page.
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Fastest);
        services.AddLanguages();
        services.AddApi();
        services.AddUmlaufSignIn();
        services.AddShell();
        services.AddLive();
        register(services);

        // From a proxy on this machine alone: anybody else could name any address.
        services.Configure<ForwardedHeadersOptions>(proxy =>
            proxy.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto
        );

        var app = builder.Build();
        app.UseForwardedHeaders();
        app.UseResponseCompression();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRequestLocalization();
        app.UseErrorPages();
        app.UseApiErrors();
        app.UseRouting();
        app.UseUmlaufSignIn();
        app.UseShell();
        app.UseAntiforgery();
        app.MapAssets();
        app.MapPreferences();
        app.MapContents();
        app.MapLive();
        app.MapRazorPages();
        app.MapApi();
        return app;
    }
}
