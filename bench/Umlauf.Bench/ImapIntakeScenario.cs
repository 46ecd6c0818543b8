using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters.Imap;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;

namespace Umlauf.Bench;

/// <summary>
/// A mailbox of a real Dovecot on the same machine, fetched, durable, on the ledger, reconciled and read. The limit beside it fetches the same messages
/// with the same library, one connection, and does nothing with them.
/// </summary>
internal sealed class ImapIntakeScenario(Bench bench)
{
    public async Task Run()
    {
        var to = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var mails = Letters.Arrivals(9, bench.Scaled(2_000), to.AddMonths(-3), to).Select(mail => mail.Bytes).ToArray();
        await using var dovecot = await Dovecot.Start();
        await dovecot.Append("INBOX", mails);
        var start = Stopwatch.GetTimestamp();
        var served = await dovecot.Content("INBOX");
        var limit = served.Count / Bench.Seconds(start);
        bench.Report(Figure.Of("limit: the same messages fetched, nothing else", "/s", [limit]));
        foreach (var database in bench.Databases)
            await Run(database, dovecot.Port, mails.Length, limit);
    }

    private async Task Run(string database, int port, int count, double limit)
    {
        await using var house = House.Open(bench, database, $"imap-{database}", ("secrets:post", "any"));
        var town = Actor.System(new TenantId(1));
        var settings = new ChannelSettings
        {
            Host = "127.0.0.1",
            Port = port,
            User = "post",
            Security = "none",
        };
        var channel = await house
            .GetRequiredService<SetUpChannel>()
            .Run(town, null, "post", ChannelKind.Imap, new OfficeId(Guid.CreateVersion7()), settings, active: true, default);
        if (channel.Refusal is { } refusal)
            throw new InvalidOperationException(refusal.English);
        var watch = ActivatorUtilities.CreateInstance<WatchMailboxes>(house);
        var reading = house.GetRequiredService<ReadWaiting>();
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(watch.StartAsync(default), reading.StartAsync(default));
        await Until(house, count, "SELECT count(*) FROM intake_arrival WHERE tenant_id = @tenant");
        bench.Report(Figure.Of($"{database}: from the mailbox, durable and on the ledger", "/s", [count / Bench.Seconds(start)], limit));
        await Until(house, count, "SELECT count(*) FROM intake_arrival WHERE tenant_id = @tenant AND state <> 'Stored'");
        bench.Report(Figure.Of($"{database}: from the mailbox, mail text searchable", "/s", [count / Bench.Seconds(start)]));
        await Task.WhenAll(watch.StopAsync(default), reading.StopAsync(default));
    }

    private static async Task Until(IServiceProvider house, int count, string sql)
    {
        while (true)
        {
            await using (var unit = await house.GetRequiredService<Db>().Read(Actor.System(new TenantId(1)), default))
                if (await unit.Scalar<long>(sql) == count)
                    return;
            await Task.Delay(20);
        }
    }
}
