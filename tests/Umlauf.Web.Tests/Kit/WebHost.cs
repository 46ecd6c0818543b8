using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Platform;
using Umlauf.Web.SignIn;

namespace Umlauf.Web.Tests.Kit;

/// <summary>The web host on a free port of the loopback, as people reach it.</summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private readonly DirectoryInfo folder;

    private WebHost(WebApplication app, DirectoryInfo folder) => (this.app, this.folder) = (app, folder);

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public IServiceProvider Services => app.Services;

    /// <param name="register">The product as the test wants it; by default on an empty data folder.</param>
    public static async Task<WebHost> Start(
        Action<IServiceCollection>? register = null,
        Action<WebApplication>? map = null,
        WebSettings? settings = null
    )
    {
        var data = Directory.CreateTempSubdirectory("umlauf-web-");
        register ??= services => services.AddUmlauf(Settings.Load(data.FullName)).AddSingleton(new LocalKey("the local key"));
        var built = UmlaufApp.Build(
            (settings ?? new WebSettings()) with
            {
                Urls = "http://127.0.0.1:0",
            },
            services =>
            {
                services.TryAddSingleton(TimeProvider.System);
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
                register(services);
            }
        );
        map?.Invoke(built);
        await built.StartAsync(TestContext.Current.CancellationToken);
        return new WebHost(built, data);
    }

    /// <summary>A browser without script: cookies, redirects on request, no more.</summary>
    public Visitor Visitor() => new(Address);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
