using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>The whole product on a fresh data folder and a fresh database, as `umlauf` puts it together.</summary>
public static class House
{
    /// <param name="bench">This call of the measuring program.</param>
    /// <param name="database">sqlite or postgres.</param>
    /// <param name="name">The folder's and the database's.</param>
    /// <param name="settings">What would stand in umlauf.json.</param>
    public static ServiceProvider Open(Bench bench, string database, string name, params (string Key, string Value)[] settings)
    {
        var folder = Path.Combine(bench.Folder, name);
        var values = settings.ToDictionary(one => one.Key, one => (string?)one.Value, StringComparer.Ordinal);
        if (database == "postgres")
            values["database"] = bench.Postgres(name.Replace('-', '_'));
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsole().SetMinimumLevel(LogLevel.Warning));
        services.AddUmlauf(new Settings(new DataFolder(folder), new ConfigurationBuilder().AddInMemoryCollection(values).Build()));
        return services.BuildServiceProvider();
    }
}
