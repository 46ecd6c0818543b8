using Microsoft.Extensions.DependencyInjection;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Cli.Demo;

/// <summary>How much to seed for measurements.</summary>
internal sealed record Load(int Tenants, int Arrivals, int Matters, long Seed);

/// <summary>Fills an installation with towns, arrivals and matters for measurements: by the use cases of real post, many at once.</summary>
internal static class SeedLoad
{
    public static async Task Run(IServiceProvider house, Load load, IProgress<string> progress, CancellationToken ct)
    {
        var seedTown = ActivatorUtilities.CreateInstance<SeedTown>(house);
        for (var tenant = 0; tenant < load.Tenants; tenant++)
        {
            var town = await NextTown(seedTown, tenant, ct);
            progress.Report($"administration {town.Tenant}: set up");
            await ActivatorUtilities
                .CreateInstance<SeedMatters>(house)
                .Run(town, load.Seed, load.Matters / load.Tenants, new Steps(progress, town, "matters opened"), ct);
            await Arrivals(house, town, load.Arrivals / load.Tenants, load.Seed + tenant, progress, ct);
        }
    }

    /// <summary>Town after town under keys that no municipality has, as long as the installation knows one of them already.</summary>
    private static async Task<Town> NextTown(SeedTown seedTown, int number, CancellationToken ct)
    {
        for (var key = number; ; key++)
            try
            {
                return await seedTown.Run(key == 0 ? Musterstadt.Name : $"{Musterstadt.Name} {key + 1}", $"{5_999_001 + key:00000000}", ct);
            }
            catch (SeedRefusedException refused) when (refused.Refusal == Identity.AddMunicipality.AlreadyServed)
            {
                continue;
            }
    }

    private static async Task Arrivals(
        IServiceProvider house,
        Town town,
        int count,
        long seed,
        IProgress<string> progress,
        CancellationToken ct
    )
    {
        if (count == 0)
            return;
        var db = house.GetRequiredService<Db>();
        var reading = house.GetRequiredService<ReadWaiting>();
        var channel = await house.GetRequiredService<OpenChannel>().Run(town.Program.Actor, null, ChannelKind.Pipe, ct);
        var steps = new Steps(progress, town, "arrivals taken");
        var taken = 0;
        var post = Letters.Arrivals(seed, count, db.Now.AddDays(-91), db.Now);
        foreach (var some in post.Chunk(4_000))
        {
            await house.GetRequiredService<TakeInFiles>().Run(town.Program.Actor, channel, Items(some), _ => taken++, ct);
            await reading.Drain(ct);
            steps.Report(taken);
        }
    }

    private static async IAsyncEnumerable<FileItem> Items(DemoArrival[] some)
    {
        foreach (var arrival in some)
            yield return new FileItem(
                $"seed/{arrival.MessageId}",
                $"seed/{arrival.MessageId}",
                "",
                "message/rfc822",
                arrival.Bytes,
                0,
                null,
                null
            );
        await Task.CompletedTask;
    }

    private sealed class Steps(IProgress<string> progress, Town town, string what) : IProgress<int>
    {
        private int _next = 20_000;

        public void Report(int done)
        {
            if (done < _next)
                return;
            _next += 20_000;
            progress.Report($"administration {town.Tenant}: {done} {what}");
        }
    }
}
