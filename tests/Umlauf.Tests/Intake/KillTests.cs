using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>
/// The real program, fed by folder, mailbox and HTTP, killed at random moments and started again: at the end every message is on the ledger exactly once.
/// UMLAUF_KILL_ROUNDS sets the number of kills on each database (default 10), UMLAUF_KILL_SEED repeats a run.
/// </summary>
public sealed class KillTests : IDisposable
{
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);
    private readonly List<(string Key, byte[] Mail)> unanswered = [];
    private readonly HttpClient client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(30) };
    private string folder = "";
    private int number;
    private int posted;

    private string Data => Path.Combine(folder, "data");

    private string Spool => Path.Combine(folder, "spool");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Killed_at_random_moments_nothing_is_lost_and_nothing_is_doubled(string kind)
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_ROUNDS") ?? "10");
        var seed = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_SEED") ?? Random.Shared.Next().ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"UMLAUF_KILL_SEED={seed}");
        var random = new Random(seed);
        await using var dovecot = await Dovecot.Start();
        await using var database = await TestDatabase.Create(kind);
        folder = database.Folder;
        await SetUp(database.ConnectionString, dovecot.Port);

        for (var round = 0; round < rounds; round++)
        {
            await using var program = await UmlaufProgram.Serve(Data);
            using var killed = new CancellationTokenSource();
            var feeding = Task.WhenAll(
                FeedFolder(random.Next(), killed.Token),
                FeedMailbox(dovecot, killed.Token),
                FeedHttp(program.Run, killed.Token)
            );
            await Task.Delay(random.Next(20, 1200), IntakeHouse.Ct);
            await program.Kill();
            await killed.CancelAsync();
            if (await Record.ExceptionAsync(() => feeding) is { } broken)
                Assert.Fail($"{broken}\n{await program.Errors}");
        }

        await using (var program = await UmlaufProgram.Serve(Data))
        {
            await Deliver(program.Run, CancellationToken.None);
            await Settle(() => Task.FromResult((long)Directory.EnumerateFiles(Spool).Count()), "the spool is taken");
            await Settle(async () => posted - await FromMailbox(), "the mailbox is fetched");
            await Settle(Unread, "everything is read");
        }

        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", Data);
        Assert.True(code == 0, output + errors);
        // The mailbox counts as its server serves it.
        var served = await dovecot.Content("INBOX");
        Assert.Equal(posted, served.Count);
        sent.UnionWith(served.Select(mail => ContentHash.Of(mail).Hex));
        var hashes = await UmlaufProgram.Ledger(Data);
        Assert.Equal(hashes.Count, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(sent.Order(StringComparer.Ordinal), hashes.Order(StringComparer.Ordinal));
        Assert.True(sent.Count > rounds, $"Only {sent.Count} messages were sent: the test did not test anything.");
    }

    public void Dispose() => client.Dispose();

    private async Task SetUp(string? database, int mailServer)
    {
        Directory.CreateDirectory(Spool);
        Directory.CreateDirectory(Data);
        var settings = new
        {
            database,
            secrets = new { post = "any" },
            imap = new { longestRetrySeconds = 1 },
        };
        await File.WriteAllTextAsync(Path.Combine(Data, "umlauf.json"), JsonSerializer.Serialize(settings));
        await UmlaufProgram.CreateTown(Data);
        await using var services = UmlaufProgram.Services(Data);
        var mailbox = new ChannelSettings
        {
            Host = "127.0.0.1",
            Port = mailServer,
            User = "post",
            Security = "none",
            PollSeconds = 0.5,
        };
        foreach (
            var (name, way, where) in new[]
            {
                ("spool", ChannelKind.Folder, new ChannelSettings { Folder = Spool, StableSeconds = 0.2 }),
                ("post", ChannelKind.Imap, mailbox),
            }
        )
        {
            var channel = await services
                .GetRequiredService<SetUpChannel>()
                .Run(IntakeHouse.Town, null, name, way, null, where, active: true, IntakeHouse.Ct);
            Assert.True(channel.Ok, channel.Refusal?.Code);
        }
    }

    private async Task FeedFolder(int seed, CancellationToken ct)
    {
        var random = new Random(seed);
        while (!ct.IsCancellationRequested)
        {
            var (key, mail) = Next("folder");
            // Half of the senders write under the final name at once, as copying over a network does.
            var final = Path.Combine(Spool, key + ".eml");
            var written = random.Next(2) == 0 ? final : Path.Combine(folder, key);
            await File.WriteAllBytesAsync(written, mail, CancellationToken.None);
            if (written != final)
                File.Move(written, final);
            await Pause(random.Next(5, 60), ct);
        }
    }

    private async Task FeedMailbox(Dovecot dovecot, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var mails = Enumerable.Range(0, 5).Select(_ => Mail($"imap-{Interlocked.Increment(ref number)}")).ToList();
            await dovecot.Append("INBOX", mails);
            posted += mails.Count;
        }
    }

    private async Task FeedHttp(RunFile run, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            for (var i = 0; i < 8; i++)
                unanswered.Add(Next("http"));
            await Deliver(run, ct);
        }
    }

    /// <summary>What a careful sender does: it keeps a message until it was answered, and sends it again under its own name.</summary>
    private async Task Deliver(RunFile run, CancellationToken ct)
    {
        var answered = await Task.WhenAll(
            unanswered.Select(async one =>
            {
                using var request = UmlaufProgram.Request(run, HttpMethod.Post, "/api/v1/arrivals");
                request.Headers.Add("X-Delivery-Id", one.Key);
                request.Content = new ByteArrayContent(one.Mail);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
                try
                {
                    using var answer = await client.SendAsync(request, ct);
                    return answer.IsSuccessStatusCode
                        ? one.Key
                        : throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(ct));
                }
                catch (Exception cut) when (cut is HttpRequestException or OperationCanceledException)
                {
                    return null;
                }
            })
        );
        unanswered.RemoveAll(one => answered.Contains(one.Key, StringComparer.Ordinal));
    }

    private (string Key, byte[] Mail) Next(string channel)
    {
        var key = $"{channel}-{Interlocked.Increment(ref number)}";
        var mail = Mail(key);
        lock (sent)
            sent.Add(ContentHash.Of(mail).Hex);
        return (key, mail);
    }

    private byte[] Mail(string key) =>
        IntakeHouse.Mail(key, string.Concat(Enumerable.Repeat($"Inhalt von {key}. ", number % 7 * 60)), id: key);

    private async Task<long> FromMailbox()
    {
        await using var services = UmlaufProgram.Services(Data);
        var sources = await services.GetRequiredService<ListSources>().Run(IntakeHouse.Musterstadt, IntakeHouse.Ct);
        return sources.Where(source => source is { Place: "INBOX", Problem: null }).Sum(source => source.Taken);
    }

    private async Task<long> Unread()
    {
        await using var services = UmlaufProgram.Services(Data);
        await using var unit = await services.GetRequiredService<Db>().Read(IntakeHouse.Town, IntakeHouse.Ct);
        return await unit.Scalar<long>("SELECT count(*) FROM intake_waiting WHERE tenant_id = @tenant");
    }

    /// <summary>Waits as long as there is progress: how much is left depends on the rounds, how fast it goes on the machine.</summary>
    private static async Task Settle(Func<Task<long>> left, string what)
    {
        var (least, since) = (long.MaxValue, Stopwatch.GetTimestamp());
        for (long now; (now = await left()) > 0; await Pause(100, IntakeHouse.Ct))
        {
            if (now < least)
                (least, since) = (now, Stopwatch.GetTimestamp());
            Assert.True(
                Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(2),
                $"No progress for two minutes until {what}: {now} left."
            );
        }
    }

    private static Task Pause(int milliseconds, CancellationToken ct) =>
        Task.Delay(milliseconds, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
