using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Tests.SignIn;

namespace Umlauf.Web.Tests.Pages;

/// <summary>Whoever runs the program sees on its page, and in monitoring, whether there is a backup and how old it is.</summary>
public sealed class LastBackupTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_operators_page_warns_when_there_is_none_or_it_is_old()
    {
        await using var town = await Town.Build();
        using var visitor = await town.SignedIn("admin");
        var data = new DataFolder(town.Folder);
        var now = TimeProvider.System.GetUtcNow();

        var none = await visitor.Open("/betrieb");
        data.Remember(new LastBackup(now.AddHours(-26), "/mnt/sicherung"));
        var good = await visitor.Open("/betrieb");
        data.Remember(new LastBackup(now.AddDays(-5), "/mnt/sicherung"));
        var old = await visitor.Open("/betrieb");

        Assert.Contains("Es gibt noch keine Sicherung.", none.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Sicherung ist älter", good.Words, StringComparison.Ordinal);
        Assert.Contains($"{Moments.Local(now.AddHours(-26)):HH:mm} Uhr", good.Words, StringComparison.Ordinal);
        Assert.Contains("Die letzte Sicherung ist älter als zwei Tage.", old.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Monitoring_reads_its_moment()
    {
        await using var town = await Town.Build();
        using var monitor = town.Host.Visitor();
        monitor.Http.DefaultRequestHeaders.Authorization = new("Bearer", await town.Key("admin", Scope.Operations));
        var metrics = new Uri("/metrics", UriKind.Relative);

        Assert.Contains(
            "umlauf_backup_last_timestamp_seconds{} 0\n",
            await monitor.Http.GetStringAsync(metrics, Ct),
            StringComparison.Ordinal
        );
        new DataFolder(town.Folder).Remember(new LastBackup(DateTimeOffset.FromUnixTimeSeconds(1_795_400_000), "/mnt/sicherung"));
        Assert.Contains(
            "umlauf_backup_last_timestamp_seconds{} 1795400000\n",
            await monitor.Http.GetStringAsync(metrics, Ct),
            StringComparison.Ordinal
        );
    }
}
