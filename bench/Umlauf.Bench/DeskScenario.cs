using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Bench;

/// <summary>The lists that people open all day, at a million matters and 16 people at once, each asking again as soon as the answer is there.</summary>
internal sealed class DeskScenario(Bench bench)
{
    private const int Users = 16;
    private const string Wanted = "<= 60 ms";

    public async Task Run()
    {
        foreach (var database in bench.Databases)
        foreach (var size in bench.Sizes)
            await Run(database, size);
    }

    private async Task Run(string database, int count)
    {
        await using var house = House.Open(bench, database, $"desk-{database}-{count}");
        var start = Stopwatch.GetTimestamp();
        var town = await new SeedRegister(house).Run(count);
        Bench.Say($"{database}: {count:N0} matters and as many arrivals there after {Bench.Seconds(start):N0} s");
        database = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{database}: {count:N0} matters");

        var list = ActivatorUtilities.GetServiceOrCreateInstance<ListMatters>(house);
        var large = town.Offices["50.2"];
        var housing = town.People["sommer"];
        await Measure(
            $"{database}: the office that owns a tenth of all, first page",
            _ => list.OfOffice(housing, large, MatterState.Open, null, 50, default)
        );
        await Measure($"{database}: the same office, a page in the middle", new Middle(list, housing, large).Next);
        var everyone = Musterstadt
            .People.Where(p => p.Office != "0")
            .Select(p => (Caller: town.People[p.Login], Office: town.Offices[p.Office]))
            .ToArray();
        await Measure(
            $"{database}: matters of the caller's office, all offices",
            i =>
                list.OfOffice(
                    everyone[i % everyone.Length].Caller,
                    everyone[i % everyone.Length].Office,
                    MatterState.Open,
                    null,
                    50,
                    default
                )
        );
        await Measure(
            $"{database}: the caller's own desk",
            i =>
                list.OfDesk(
                    everyone[i % everyone.Length].Caller,
                    everyone[i % everyone.Length].Caller.Staff!.Value,
                    MatterState.Open,
                    null,
                    50,
                    default
                )
        );
        var mayor = town.People["weber"];
        await Measure(
            $"{database}: the mayor (sees all offices) reads the large office",
            _ => list.OfOffice(mayor, large, MatterState.Open, null, 50, default)
        );

        var tray = ActivatorUtilities.GetServiceOrCreateInstance<ListTray>(house);
        var mailroom = town.People.Values.First(caller => caller.Roles.Contains(Role.Mailroom));
        await Measure($"{database}: the mailroom's tray, a tenth waits", _ => tray.Run(mailroom, new TrayFilter(), null, 50, default));
        foreach (var view in Enum.GetValues<TrayView>())
            await Measure(
                $"{database}: the caller's own tray, {view}",
                i => tray.Run(everyone[i % everyone.Length].Caller, new TrayFilter { View = view }, null, 50, default)
            );
        await Measure(
            $"{database}: the mayor's tray, {TrayView.Filed}",
            _ => tray.Run(mayor, new TrayFilter { View = TrayView.Filed }, null, 50, default)
        );
        await Measure(
            $"{database}: the counters of the frame",
            async i => (Result<(int, int)>)await tray.Counts(everyone[i % everyone.Length].Caller, default)
        );
    }

    private async Task Measure<T>(string what, Func<int, Task<Result<T>>> ask)
    {
        var p95 = new List<double>();
        var rates = new List<double>();
        var processor = new List<double>();
        for (var run = 0; run < bench.Runs; run++)
        {
            var times = new List<double>[Users];
            var (start, before) = (Stopwatch.GetTimestamp(), Bench.CpuSeconds);
            await Task.WhenAll(
                Enumerable
                    .Range(0, Users)
                    .Select(user =>
                        Task.Run(async () =>
                        {
                            times[user] = [];
                            for (var i = 0; Bench.Seconds(start) < 3; i++)
                            {
                                var asked = Stopwatch.GetTimestamp();
                                SeedTown.Must(await ask(user + i));
                                times[user].Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                            }
                        })
                    )
            );
            p95.Add(Figure.Percentile(times.SelectMany(t => t), 0.95));
            rates.Add(times.Sum(t => t.Count) / Bench.Seconds(start));
            processor.Add(1_000 * (Bench.CpuSeconds - before) / times.Sum(t => t.Count));
        }
        bench.Report(Figure.Of($"{what}: p95", "ms", p95, wanted: Wanted));
        bench.Report(Figure.Of($"{what}: answers", "/s", rates));
        bench.Report(Figure.Of($"{what}: processor time of this program for one", "ms", processor));
    }

    /// <summary>Walks on from page to page, beginning again at the end.</summary>
    private sealed class Middle(ListMatters list, Caller by, OfficeId office)
    {
        private string? _after;

        public async Task<Result<MatterPage>> Next(int _)
        {
            var page = await list.OfOffice(by, office, MatterState.Open, _after, 50, default);
            _after = page.Ok ? page.Value.Next : null;
            return page;
        }
    }
}
