using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters.FileBlobs;
using Umlauf.Cli.Demo;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>
/// One mail per request from 16 clients on the same machine, each durable and on the ledger before the answer; the server reads what it took meanwhile.
/// The limit beside it is a bare Kestrel that hashes the same bodies and makes them durable in the same blob store, and does nothing else.
/// </summary>
internal sealed class HttpIntakeScenario(Bench bench)
{
    private const int Clients = 16;

    public async Task Run()
    {
        var to = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var bodies = Letters.Arrivals(7, bench.Scaled(10_000), to.AddMonths(-3), to).Select(mail => mail.Bytes).ToArray();
        foreach (var database in bench.Databases)
            await Run(database, bodies);
    }

    private async Task Run(string database, byte[][] bodies)
    {
        List<double> limits = [],
            rates = [],
            p50 = [],
            p95 = [];
        for (var run = 0; run < bench.Runs; run++)
        {
            limits.Add((await Limit(bodies, run)).Rate);
            var name = $"http-{database}-{run}";
            var postgres = database == "postgres" ? bench.Postgres(name.Replace('-', '_')) : null;
            await using var server = await Installed.Serve(bench, Path.Combine(bench.Folder, name), postgres);
            var (rate, times) = await Deliver(new Uri($"{server.Run.Url}/api/v1/arrivals"), server.Run.Key, bodies);
            rates.Add(rate);
            p50.Add(Figure.Percentile(times, 0.50));
            p95.Add(Figure.Percentile(times, 0.95));
        }
        bench.Report(Figure.Of($"{database}: limit, Kestrel with the body hashed and durable", "/s", limits));
        bench.Report(
            Figure.Of($"{database}: mails over HTTP, 16 clients", "/s", rates, Figure.Of("", "", limits).Median, ">= 1,000, ratio >= 60 %")
        );
        bench.Report(Figure.Of($"{database}: one request, half are faster", "ms", p50));
        bench.Report(Figure.Of($"{database}: one request, 95 % are faster", "ms", p95, wanted: "<= 50 ms"));
    }

    private async Task<(double Rate, IReadOnlyCollection<double> Milliseconds)> Limit(byte[][] bodies, int run)
    {
        using var store = new FileBlobStore(Path.Combine(bench.Folder, $"http-limit-{run}"));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapPost("/", async (HttpRequest request) => (await store.Put(new TenantId(1), request.Body, 1 << 30, default)).Hash.Hex);
        await app.StartAsync();
        return await Deliver(new Uri(app.Urls.First()), "", bodies);
    }

    private static async Task<(double Rate, IReadOnlyCollection<double> Milliseconds)> Deliver(Uri to, string key, byte[][] bodies)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        // The first thousands of requests compile code on the same two cores; a server has long done so.
        await Send(bodies.Take(bodies.Length / 2), []);
        var rest = bodies.Skip(bodies.Length / 2).ToArray();
        var times = new ConcurrentBag<double>();
        var start = Stopwatch.GetTimestamp();
        await Send(rest, times);
        return (rest.Length / Bench.Seconds(start), times);

        Task Send(IEnumerable<byte[]> some, ConcurrentBag<double> into) =>
            Parallel.ForEachAsync(
                some,
                new ParallelOptions { MaxDegreeOfParallelism = Clients },
                async (body, ct) =>
                {
                    var begun = Stopwatch.GetTimestamp();
                    using var content = new ByteArrayContent(body)
                    {
                        Headers = { ContentType = new MediaTypeHeaderValue("message/rfc822") },
                    };
                    using var answer = await client.PostAsync(to, content, ct);
                    answer.EnsureSuccessStatusCode();
                    into.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                }
            );
    }
}
