using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Cli.Demo;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf seed</c>: fills a data folder with the made-up town, or with as much as a measurement needs.</summary>
internal static class Seed
{
    public static Command Verb()
    {
        var data = Installation.DataOption();
        var demo = new Option<bool>("--demo")
        {
            Description = "Musterstadt with three months of post, unless something is set up already.",
        };
        var arrivals = new Option<int>("--arrivals") { Description = "So many messages, spread over the administrations." };
        var tenants = new Option<int>("--tenants") { Description = "So many new administrations.", DefaultValueFactory = _ => 1 };
        var matters = new Option<int>("--matters") { Description = "So many matters, spread over the administrations." };
        var seed = new Option<long>("--seed") { Description = "The same number gives the same letters.", DefaultValueFactory = _ => 1 };
        var verb = new Command("seed", "Fill a data folder with made-up data.") { data, demo, arrivals, tenants, matters, seed };
        verb.SetAction(
            (line, ct) =>
            {
                var load = new Load(line.GetValue(tenants), line.GetValue(arrivals), line.GetValue(matters), line.GetValue(seed));
                return Run(line.GetValue(data)!, line.GetValue(demo), load, ct);
            }
        );
        return verb;
    }

    private static async Task<int> Run(string data, bool demo, Load load, CancellationToken ct)
    {
        if (!demo && load.Arrivals + load.Matters == 0 || load.Tenants < 1)
        {
            await Console.Error.WriteLineAsync("Say --demo, or how much with --arrivals or --matters. See: umlauf seed --help");
            return ExitCode.Usage;
        }
        var settings = Settings.Load(data);
        using var alone = settings.Data.TryLock();
        if (alone is null)
        {
            await Console.Error.WriteLineAsync($"Umlauf runs on {settings.Data.Root}. Stop it first; nothing was written.");
            return ExitCode.CheckFailed;
        }
        if (demo)
            Console.WriteLine(
                await SeedDemo.Run(settings, TimeProvider.System.GetUtcNow(), ct)
                    ? $"{Musterstadt.Name} is set up."
                    : "Something is set up here already; nothing was written."
            );
        if (load.Arrivals + load.Matters > 0)
        {
            await using var house = SeedDemo.Open(settings, TimeProvider.System);
            await SeedLoad.Run(house, load, new Progress<string>(Console.WriteLine), ct);
        }
        return ExitCode.Done;
    }
}
