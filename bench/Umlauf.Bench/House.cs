using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>The whole product on a fresh data folder and a fresh database, as `umlauf` puts it together.</summary>
public static class House
{
    public static ServiceProvider Open(Bench bench, string database, string name)
    {
        var folder = Path.Combine(bench.Folder, name);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (database == "postgres")
            values["database"] = bench.Postgres(name.Replace('-', '_'));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        services.AddUmlauf(new Settings(new DataFolder(folder), new ConfigurationBuilder().AddInMemoryCollection(values).Build()));
        return services.BuildServiceProvider();
    }
}
