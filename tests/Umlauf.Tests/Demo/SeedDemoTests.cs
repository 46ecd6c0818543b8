using Microsoft.Extensions.DependencyInjection;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Xunit;

namespace Umlauf.Tests.Demo;

public sealed class SeedDemoTests : IDisposable
{
    private static readonly DateTimeOffset _now = new(2026, 11, 23, 16, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("umlauf-demo-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Musterstadt_is_set_up_once_with_people_post_and_matters_under_way()
    {
        var ct = TestContext.Current.CancellationToken;
        var settings = Settings.Load(_folder);
        Assert.True(await SeedDemo.Run(settings, _now, ct));
        Assert.False(await SeedDemo.Run(settings, _now, ct));

        await using var house = SeedDemo.Open(settings, TimeProvider.System);
        var town = (await house.GetRequiredService<FirstAdministration>().Run(ct))!.Value;
        var sommer = (await house.GetRequiredService<LoadCaller>().Of(town, "sommer", ct))!;
        var list = ActivatorUtilities.GetServiceOrCreateInstance<ListMatters>(house);
        var open = (await list.OfOffice(sommer, sommer.Office!.Value, MatterState.Open, null, 200, ct)).Value.Rows;
        Assert.InRange(open.Count, 10, 60);
        var weber = (await house.GetRequiredService<LoadCaller>().Of(town, "weber", ct))!;
        var due = new List<MatterRow>();
        foreach (var office in weber.Sight.Keys)
            due.AddRange((await list.OfOffice(weber, office, MatterState.Open, null, 20, ct)).Value.Rows);
        Assert.InRange(due.Count(matter => matter.DueOn < DateOnly.FromDateTime(_now.Date)), 3, 30);
        Assert.NotEmpty((await list.OfDesk(sommer, sommer.Staff!.Value, MatterState.Open, null, 200, ct)).Value.Rows);
        Assert.NotEmpty((await list.OfOffice(sommer, sommer.Office!.Value, MatterState.PutAway, null, 200, ct)).Value.Rows);
        Assert.All(open, matter => Assert.InRange(matter.OpenedAt, _now.AddDays(-92), _now));
        var brandt = (await house.GetRequiredService<LoadCaller>().Of(town, "brandt", ct))!;
        await using (var unit = await house.GetRequiredService<Db>().Read(brandt.Actor, ct))
        {
            // Petersen acts for Groß, is away as well, and hands both on to Brandt.
            Assert.Equal(2, (await LoadDeputies.ActsFor(unit, brandt.Staff!.Value, LocalDays.Of(_now))).Count);
        }
        foreach (var person in Musterstadt.People)
            Assert.NotNull(await house.GetRequiredService<LoadCaller>().Of(town, person.Login, ct));
    }

    [Fact]
    public async Task The_made_up_past_stands_every_check_of_the_ledger_the_journal_and_the_records()
    {
        var ct = TestContext.Current.CancellationToken;
        var settings = Settings.Load(_folder);
        await SeedDemo.Run(settings, _now, ct);
        await using var house = SeedDemo.Open(settings, TimeProvider.System);
        var town = (await house.GetRequiredService<FirstAdministration>().Run(ct))!.Value;
        var checks = house.GetServices<IIntegrityCheck>().ToList();
        Assert.NotEmpty(checks);
        foreach (var check in checks)
            Assert.Empty((await check.Check(town, ct)).Problems);

        var states = new List<ArrivalState>();
        foreach (var channel in Musterstadt.Mailboxes.Keys.Select(name => $"{name}@musterstadt.example").Append("hochladen"))
        {
            var opened = await house.GetRequiredService<OpenChannel>().Run(Actor.System(town), channel, ChannelKind.Upload, ct);
            var report = await house.GetRequiredService<ReportArrivals>().Run(Actor.System(town), opened, DateTimeOffset.MinValue, ct);
            states.AddRange(report.Values.Select(arrival => arrival.State));
        }
        Assert.Equal(303, states.Count);
        Assert.InRange(states.Count(state => state == ArrivalState.Read), 20, 80);
        Assert.Equal(3, states.Count(state => state == ArrivalState.Exception));
        Assert.DoesNotContain(ArrivalState.Stored, states);
    }
}
