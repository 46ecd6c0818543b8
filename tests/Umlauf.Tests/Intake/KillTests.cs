using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>
/// The real program, fed by folder and HTTP, killed at random moments and started again: at the end every message is on the ledger exactly once.
/// UMLAUF_KILL_ROUNDS sets the number of kills (default 20), UMLAUF_KILL_SEED repeats a run.
/// </summary>
public sealed class KillTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-kill-").FullName;
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);
    private readonly List<(string Key, byte[] Mail)> unanswered = [];
    private readonly HttpClient client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(30) };
    private int number;

    private string Data => Path.Combine(folder, "data");

    private string Spool => Path.Combine(folder, "spool");

    [Fact]
    public async Task Killed_at_random_moments_nothing_is_lost_and_nothing_is_doubled()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_ROUNDS") ?? "20");
        var seed = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_SEED") ?? Random.Shared.Next().ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"UMLAUF_KILL_SEED={seed}");
        var random = new Random(seed);
        await SetUp();

        for (var round = 0; round < rounds; round++)
        {
            await using var program = await UmlaufProgram.Serve(Data);
            using var killed = new CancellationTokenSource();
            var feeding = Task.WhenAll(FeedFolder(random.Next(), killed.Token), FeedHttp(program.Run, killed.Token));
            await Task.Delay(random.Next(20, 900), IntakeHouse.Ct);
            await program.Kill();
            await killed.CancelAsync();
            await feeding;
        }

        await using (var program = await UmlaufProgram.Serve(Data))
        {
            await Deliver(program.Run, CancellationToken.None);
            await Until(() => !Directory.EnumerateFiles(Spool).Any(), "the spool is empty");
            await Until(async () => await Stored(program.Run) == 0, "everything is read");
        }

        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", Data);
        Assert.True(code == 0, output + errors);
        var hashes = await OnTheLedger();
        Assert.Equal(hashes.Count, hashes.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(sent.Order(StringComparer.Ordinal), hashes.Order(StringComparer.Ordinal));
        Assert.True(sent.Count > rounds, $"Only {sent.Count} messages were sent: the test did not test anything.");
    }

    public void Dispose()
    {
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SetUp()
    {
        Directory.CreateDirectory(Spool);
        await UmlaufProgram.CreateTown(Data);
        await using var services = UmlaufProgram.Services(Data);
        var channel = await services
            .GetRequiredService<SetUpChannel>()
            .Run(
                IntakeHouse.Town,
                null,
                "spool",
                ChannelKind.Folder,
                null,
                new ChannelSettings { Folder = Spool, StableSeconds = 0.2 },
                active: true,
                IntakeHouse.Ct
            );
        Assert.True(channel.Ok);
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
            await Pause(random.Next(1, 20), ct);
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
                using var request = Request(run, HttpMethod.Post, "/api/v1/arrivals");
                request.Headers.Add("X-Delivery-Id", one.Key);
                request.Content = new ByteArrayContent(one.Mail);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
                try
                {
                    using var answer = await client.SendAsync(request, ct);
                    Assert.True(answer.IsSuccessStatusCode, answer.ToString());
                    return one.Key;
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
        var mail = IntakeHouse.Mail(key, string.Concat(Enumerable.Repeat($"Inhalt von {key}. ", number % 7 * 60)), id: key);
        lock (sent)
            sent.Add(ContentHash.Of(mail).Hex);
        return (key, mail);
    }

    private async Task<int> Stored(RunFile run)
    {
        using var request = Request(run, HttpMethod.Get, "/api/v1/arrivals?state=stored&limit=1");
        using var answer = await client.SendAsync(request, IntakeHouse.Ct);
        var text = await answer.Content.ReadAsStringAsync(IntakeHouse.Ct);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Contains("\"sha256\"", StringComparison.Ordinal) ? 1 : 0;
    }

    private async Task<List<string>> OnTheLedger()
    {
        await using var services = UmlaufProgram.Services(Data);
        var list = services.GetRequiredService<ListArrivals>();
        var hashes = new List<string>();
        string? after = null;
        do
        {
            var page = await list.Run(IntakeHouse.Operator, new ArrivalFilter { After = after, Limit = 200 }, IntakeHouse.Ct);
            hashes.AddRange(page.Arrivals.Select(arrival => arrival.Hash.Hex));
            Assert.All(page.Arrivals, arrival => Assert.Equal(ArrivalState.Read, arrival.At));
            after = page.Next;
        } while (after is not null);
        return hashes;
    }

    private static HttpRequestMessage Request(RunFile run, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri(run.Url), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", run.Key);
        return request;
    }

    private static Task Until(Func<bool> reached, string what) => Until(() => Task.FromResult(reached()), what);

    private static async Task Until(Func<Task<bool>> reached, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await reached())
        {
            Assert.False(patience.IsCancellationRequested, $"Not within two minutes: {what}.");
            await Pause(100, IntakeHouse.Ct);
        }
    }

    private static Task Pause(int milliseconds, CancellationToken ct) =>
        Task.Delay(milliseconds, ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
}
