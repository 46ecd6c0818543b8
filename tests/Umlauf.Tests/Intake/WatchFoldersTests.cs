using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Intake;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

public sealed class WatchFoldersTests
{
    [Theory(Timeout = 300_000), MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_no_file_stays_where_it_is_and_keeps_no_post_from_being_taken(string database)
    {
        await using var house = await Open(database);
        var watched = Directory.CreateDirectory(Path.Combine(house.Database.Folder, "scanner", "unten")).Parent!.FullName;
        await File.WriteAllBytesAsync(Path.Combine(watched, "unten", "eins.eml"), Mail("eins"), Ct);
        SpecialFiles.Make(watched, "._pipe", "a-steckdose");
        Directory.CreateSymbolicLink(Path.Combine(watched, "unten", "hinauf"), "..");
        File.CreateSymbolicLink(Path.Combine(watched, "a"), "b");
        File.CreateSymbolicLink(Path.Combine(watched, "b"), "a");
        var settings = new ChannelSettings { Folder = watched, StableSeconds = 0 };
        var opened = await house.Get<OpenChannel>().Run(Town, "scanner", ChannelKind.Folder, Ct);
        var channel = opened with { SettingsJson = JsonSerializer.Serialize(settings, JsonSerializerOptions.Web) };
        using var watch = new WatchFolders(
            house.Database.Db,
            house.Get<TakeInFiles>(),
            house.Get<ListLedgers>(),
            house.Get<ListChannels>(),
            house.Get<ReconcileSource>(),
            NullLogger<WatchFolders>.Instance
        );

        // On a thread of its own: whoever opens a pipe waits in the system.
        await Task.Run(() => watch.Step(Musterstadt, channel, Ct), TestContext.Current.CancellationToken);

        Assert.Single(await house.All());
        Assert.True(File.Exists(Path.Combine(watched, ".taken", "unten", "eins.eml")));
        Assert.True(File.Exists(Path.Combine(watched, "._pipe")));
    }
}
