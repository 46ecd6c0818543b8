using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Identity;

namespace Umlauf.Bench;

/// <summary>
/// What an operator notices first: how long a start takes, what the idle program holds, how long a new administration takes; and with <c>--mails FOLDER</c>
/// the most memory that taking that folder in needs, child processes included.
/// </summary>
internal sealed class StartScenario(Bench bench)
{
    private const int Times = 10;
    private static readonly TimeSpan SettlesIn = TimeSpan.FromSeconds(5);

    public async Task Run()
    {
        foreach (var database in bench.Databases)
        {
            var postgres = database == "postgres" ? bench.Postgres("start") : null;
            var starts = new List<double>();
            double idle = 0;
            for (var time = 0; time < Times; time++)
            {
                await using var server = await Installed.Serve(bench, Path.Combine(bench.Folder, $"start-{database}"), postgres);
                starts.Add(server.StartTook.TotalSeconds);
                if (time < Times - 1)
                    continue;
                await Task.Delay(SettlesIn);
                idle = server.Megabytes;
            }
            bench.Report(
                Figure.Of($"{database}: start to ready, 95 % are faster", "s", [Figure.Percentile(starts, 0.95)], wanted: "<= 3 s")
            );
            bench.Report(Figure.Of($"{database}: resident memory of the idle program", "MB", [idle], wanted: "<= 150 MB"));
            await Administrations(database);
        }
        if (bench.Option("--mails") is { } mails)
            bench.Report(
                Figure.Of(
                    "umlauf intake of the folder: most memory, children included",
                    "MB",
                    [
                        await Installed.Peak(
                            bench,
                            "intake",
                            "--json",
                            "--data",
                            Path.Combine(bench.Folder, "peak"),
                            Path.GetFullPath(mails)
                        ),
                    ],
                    wanted: "< 512 MB"
                )
            );
    }

    private async Task Administrations(string database)
    {
        await using var house = House.Open(bench, database, $"administrations-{database}");
        var create = house.GetRequiredService<CreateAdministration>();
        var times = new List<double>();
        for (var number = 0; number < Times; number++)
        {
            var start = Stopwatch.GetTimestamp();
            var made = await create.Run(
                new NewAdministration
                {
                    Name = string.Create(CultureInfo.InvariantCulture, $"Musterstadt {number}"),
                    Ags = string.Create(CultureInfo.InvariantCulture, $"{5_999_001 + number:00000000}"),
                    Login = "admin",
                    AdministratorName = "Admin",
                },
                default
            );
            if (made.Refusal is { } refusal)
                throw new InvalidOperationException(refusal.English);
            times.Add(Bench.Seconds(start));
        }
        bench.Report(Figure.Of($"{database}: new administration", "s", times, wanted: "<= 1 s"));
    }
}
