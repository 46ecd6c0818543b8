using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Cli.Demo;

/// <summary>Fills an empty installation with Musterstadt and three months of its life; does nothing where an administration is set up already.</summary>
internal static class SeedDemo
{
    private const long Seed = 20_26;
    private const int Arrivals = 300;
    private const int Days = 91;

    /// <returns>Whether anything was written.</returns>
    public static async Task<bool> Run(Settings settings, DateTimeOffset now, CancellationToken ct)
    {
        var from = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-Days);
        var clock = new SeedClock(from.AddHours(-1));
        await using var house = Open(settings, clock);
        if (await house.GetRequiredService<FirstAdministration>().Run(ct) is not null)
            return false;
        var town = await ActivatorUtilities.CreateInstance<SeedTown>(house).Run(Musterstadt.Name, Musterstadt.Ags, ct);
        await ActivatorUtilities.CreateInstance<SeedPost>(house, clock, ActivatorUtilities.CreateInstance<SeedFolders>(house, clock)).Run(town, Seed, Arrivals, from, now, ct);
        clock.MoveTo(now.AddMinutes(-10));
        await ActivatorUtilities.CreateInstance<SeedAbsences>(house).Run(town, LocalDays.Of(now), ct);
        await ActivatorUtilities.CreateInstance<SeedTemplates>(house).Run(town, ct);
        return true;
    }

    /// <summary>The product with the clock of the story. Our own letters need no child process that guards against hostile files.</summary>
    public static ServiceProvider Open(Settings settings, TimeProvider clock)
    {
        var services = new ServiceCollection();
        services.AddLogging(Installation.Logging);
        services.AddUmlauf(settings);
        services.AddSingleton(clock);
        services.AddSingleton<IItemReading>(provider => provider.GetRequiredService<InProcessReading>());
        return services.BuildServiceProvider();
    }
}
