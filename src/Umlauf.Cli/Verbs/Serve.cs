using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf serve</c>: the program itself, in one or all of its roles.</summary>
internal static class Serve
{
    public static Command Verb()
    {
        var data = Installation.DataOption();
        var demo = new Option<bool>("--demo") { Description = "Fill an empty data folder with the made-up town Musterstadt." };
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("UMLAUF_URLS") ?? "http://127.0.0.1:8080",
        };
        var role = new Option<string>("--role")
        {
            Description = "web answers people, worker does background work.",
            DefaultValueFactory = _ => "all",
        };
        role.AcceptOnlyFromAmong("all", "web", "worker");
        var verb = new Command("serve", "Run Umlauf.") { data, demo, urls, role };
        verb.SetAction((line, ct) => Run(line.GetValue(data)!, line.GetValue(demo), line.GetValue(urls)!, line.GetValue(role)!, ct));
        return verb;
    }

    private static async Task<int> Run(string data, bool demo, string urls, string role, CancellationToken ct)
    {
        var settings = Settings.Load(data);
        using var alone = settings.Data.TryLock();
        if (alone is null)
        {
            var where = settings.Data.Running() is { } other ? $" at {other.Url}" : "";
            await Console.Error.WriteLineAsync($"Umlauf already runs on {settings.Data.Root}{where}. Nothing was started.");
            return ExitCode.CheckFailed;
        }

        await UmlaufServices.CheckBlobs(settings, ct);
        if (demo && await SeedDemo.Run(settings, TimeProvider.System.GetUtcNow(), ct))
            Console.WriteLine($"{Musterstadt.Name} is set up. Sign in as {Musterstadt.Logins}; password {Musterstadt.Password}");

        var local = new LocalKey(RandomNumberGenerator.GetHexString(64, lowercase: true));
        await using var app = UmlaufApp.Build(
            new WebSettings
            {
                Urls = urls,
                KeyFolder = settings.Data.File("keys/web"),
                Demo = demo,
            },
            services =>
            {
                services.AddLogging(Installation.Logging);
                services.AddUmlauf(settings);
                services.AddSingleton(local);
                if (role != "web")
                    services.AddUmlaufWork();
            }
        );
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync(
                $"Another program already listens at {urls}. Choose another address with --urls. Nothing was started."
            );
            return ExitCode.CheckFailed;
        }
        var url = app.Urls.First();
        settings.Data.Publish(new RunFile(url, local.Value, Environment.ProcessId, app.Services.GetRequiredService<Dialect>().Name));
        if (await app.Services.GetRequiredService<FirstRun>().Token(ct) is { } token)
            Console.WriteLine($"Set up this installation at {url}/einrichten with the token {token}");
        Console.WriteLine($"Umlauf is ready at {url}");
        // What only starting needed goes back to the system: on a small machine the program may be idle for days.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        try
        {
            await app.WaitForShutdownAsync(ct);
        }
        finally
        {
            settings.Data.Unpublish();
        }
        return ExitCode.Done;
    }
}
