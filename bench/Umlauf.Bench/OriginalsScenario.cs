using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Cli.Demo;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>
/// `umlauf index --from originals`: the texts of fifty thousand documents, mails and the files in them, read again from their originals and indexed, by
/// the program as it is installed.
/// </summary>
internal sealed class OriginalsScenario(Bench bench)
{
    /// <summary>So many mails hold about fifty thousand documents with a text.</summary>
    private const int Mails = 38_500;

    public async Task Run()
    {
        // PostgreSQL would need its address on the command line of the measured program; the work is the same.
        await Run("sqlite");
    }

    private async Task Run(string database)
    {
        var name = $"originals-{database}";
        var count = bench.Scaled(Mails);
        long documents;
        await using (var house = House.Open(bench, database, name))
        {
            var by = Actor.System(new TenantId(1));
            var channel = await house.GetRequiredService<OpenChannel>().Run(by, null, ChannelKind.Pipe, default);
            var to = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
            await house
                .GetRequiredService<TakeInFiles>()
                .Run(by, channel, Items(Letters.Arrivals(5, count, to.AddMonths(-3), to)), _ => { }, default);
            await house.GetRequiredService<ReadWaiting>().Drain(default);
            await using var unit = await house.GetRequiredService<Db>().Read(by, default);
            documents = await unit.Scalar<long>("SELECT count(*) FROM records_pub_text WHERE tenant_id = @tenant");
        }
        Bench.Say($"{documents:N0} documents have a text");
        var start = Stopwatch.GetTimestamp();
        var peak = await Installed.Peak(bench, "index", "--from", "originals", "--data", Path.Combine(bench.Folder, name));
        var seconds = Bench.Seconds(start);
        bench.Report(
            Figure.Of($"{database}: {documents:N0} documents read again and indexed", "s", [seconds], wanted: "50,000 in <= 120 s")
        );
        bench.Report(Figure.Of($"{database}: the same", "/s", [documents / seconds]));
        bench.Report(Figure.Of($"{database}: most memory, children included", "MB", [peak], wanted: "<= 1,000 MB"));
    }

    private static async IAsyncEnumerable<FileItem> Items(IEnumerable<DemoArrival> mails)
    {
        foreach (var mail in mails)
            yield return new FileItem(mail.MessageId, mail.MessageId, "", "message/rfc822", mail.Bytes, 0, null, null);
        await Task.CompletedTask;
    }
}
