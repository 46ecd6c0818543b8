using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Platform;
using Umlauf.Web;

namespace Umlauf.Cli;

/// <summary>What all verbs share: the data folder, the services on it, and printing for programs.</summary>
internal static class Installation
{
    /// <summary>One object on one line, umlauts as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Option<string> DataOption() =>
        new("--data")
        {
            Description = "Folder with everything that belongs to this installation.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("UMLAUF_DATA") ?? "data",
        };

    public static Option<bool> JsonOption() => new("--json") { Description = "Print one JSON object for programs." };

    /// <summary>Warnings and worse go to standard error; standard output belongs to the verb.</summary>
    public static void Logging(ILoggingBuilder logging) =>
        logging
            .ClearProviders()
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace)
            .SetMinimumLevel(LogLevel.Warning)
            // The keys that protect cookies lie in the data folder, readable for its owner like everything there.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);

    /// <summary>True if something was set up here; says what is missing otherwise. Who only looks must not make an empty installation out of a mistyped path.</summary>
    public static bool Exists(string data)
    {
        var root = Path.GetFullPath(data);
        if (Directory.Exists(root) && (Settings.Load(root).Database is not null || File.Exists(Path.Combine(root, "umlauf.db"))))
            return true;
        Console.Error.WriteLine($"There is no installation in {root}. Name its folder with --data.");
        return false;
    }

    /// <summary>For verbs that speak to people: German, or English where the system speaks it.</summary>
    public static void Speak() =>
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Language.IsEnglish ? "en-GB" : "de-DE");

    /// <summary>Opens the product on a data folder without serving it.</summary>
    public static ServiceProvider Open(string data)
    {
        var services = new ServiceCollection();
        services.AddLogging(Logging);
        services.AddUmlauf(Settings.Load(data));
        return services.BuildServiceProvider();
    }
}
