using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Umlauf.Intake;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary>Hands post to the program that already runs on the data folder, with the local key of its run file.</summary>
internal sealed class IntakeOverHttp(RunFile running, string? channel, IntakeReport report)
{
    private const int AtOnce = 8;

    private static readonly TimeSpan longestReading = TimeSpan.FromMinutes(2);

    public async Task Run(IReadOnlyList<string> paths, bool reRead, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler())
        {
            BaseAddress = new Uri(running.Url),
            Timeout = TimeSpan.FromMinutes(10),
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", running.Key);
        if (reRead)
        {
            using var answer = await client.PostAsync(new Uri("/api/v1/arrivals/re-read", UriKind.Relative), null, ct);
            answer.EnsureSuccessStatusCode();
            report.ReRead = (await answer.Content.ReadFromJsonAsync<JsonObject>(ct))!["arrivals"]!.GetValue<int>();
        }
        var taken = new List<ArrivalId>();
        if (paths is ["-"])
        {
            await using var input = Console.OpenStandardInput();
            try
            {
                Add(new FileTaken("-", await Post(client, input, "pipe", null, "-", "", "message/rfc822", ct), null));
            }
            catch (InvalidDataException refused)
            {
                report.Refuse(refused.Message);
            }
        }
        else
            await Parallel.ForEachAsync(
                FileItem.In(paths, ct),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (item, inner) => Add(await PostFile(client, item, inner))
            );
        report.Update(await States(client, taken, ct));

        void Add(FileTaken one)
        {
            report.Add(one);
            lock (taken)
            {
                if (one.Taken is { Repeated: false } now)
                    taken.Add(now.Arrival);
            }
        }
    }

    private async Task<FileTaken> PostFile(HttpClient client, FileItem item, CancellationToken ct)
    {
        try
        {
            ContentHash hash;
            await using (var content = item.Open())
                hash = new ContentHash(Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)));
            await using var again = item.Open();
            return new FileTaken(
                item.Source,
                await Post(client, again, "file", item.Key(hash), item.Source, item.FileName, item.ContentType, ct),
                null
            );
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return new FileTaken(item.Source, null, failure.Message);
        }
    }

    private async Task<Taken> Post(
        HttpClient client,
        Stream content,
        string kind,
        string? key,
        string source,
        string fileName,
        string contentType,
        CancellationToken ct
    )
    {
        var query = channel is null ? $"?kind={kind}" : $"?kind={kind}&channel={Uri.EscapeDataString(channel)}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/arrivals" + query, UriKind.Relative))
        {
            Content = new StreamContent(content),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType.Length > 0 ? contentType : "application/octet-stream");
        if (key is not null)
            request.Headers.Add("X-Delivery-Id", Uri.EscapeDataString(key));
        request.Headers.Add("X-Source", Uri.EscapeDataString(source));
        if (fileName.Length > 0)
            request.Headers.Add("X-File-Name", Uri.EscapeDataString(fileName));
        using var answer = await client.SendAsync(request, ct);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(ct);
        if (answer.StatusCode == System.Net.HttpStatusCode.RequestEntityTooLarge)
            throw new InvalidDataException($"{body?["title"]} {body?["detail"]}");
        if (!answer.IsSuccessStatusCode)
            throw new IOException($"{body?["title"] ?? answer.ReasonPhrase}");
        return new Taken(
            new ArrivalId(body!["id"]!.GetValue<Guid>()),
            new ContentHash(body["sha256"]!.GetValue<string>()),
            Enum.Parse<ArrivalState>(body["state"]!.GetValue<string>(), ignoreCase: true),
            body["repeated"]!.GetValue<bool>(),
            body["reason"]?.GetValue<string>()
        );
    }

    /// <summary>Waits until the running program has read what was handed over.</summary>
    private static async Task<Dictionary<ArrivalId, (ArrivalState, string?)>> States(
        HttpClient client,
        IReadOnlyList<ArrivalId> taken,
        CancellationToken ct
    )
    {
        var states = new Dictionary<ArrivalId, (ArrivalState, string?)>();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(longestReading);
        foreach (var arrival in taken)
        {
            while (!patience.IsCancellationRequested)
            {
                var body = await client.GetFromJsonAsync<JsonObject>(new Uri($"/api/v1/arrivals/{arrival.Value}", UriKind.Relative), ct);
                var state = Enum.Parse<ArrivalState>(body!["state"]!.GetValue<string>(), ignoreCase: true);
                states[arrival] = (state, body["reason"]?.GetValue<string>());
                if (state != ArrivalState.Stored)
                    break;
                await Task.Delay(100, ct);
            }
        }
        return states;
    }
}
