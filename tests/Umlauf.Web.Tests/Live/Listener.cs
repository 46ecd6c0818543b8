using System.Net.ServerSentEvents;
using System.Text.Json;
using Umlauf.Web.Live;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Live;

/// <summary>Somebody who listens to the counters.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private Listener(HttpResponseMessage answer, IAsyncEnumerator<SseItem<string>> events) => (Answer, this.events) = (answer, events);

    public HttpResponseMessage Answer { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> Ask(Visitor visitor) =>
        visitor.Http.GetAsync(new Uri(LiveEndpoints.Stream, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Ct);

    public static async Task<Listener> To(Visitor visitor)
    {
        var answer = await Ask(visitor);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new(answer, SseParser.Create(await answer.Content.ReadAsStreamAsync(Ct)).EnumerateAsync(Ct).GetAsyncEnumerator(Ct));
    }

    /// <summary>The next event that says something; null when the stream has ended.</summary>
    public async Task<(string Type, Dictionary<string, string> Counts)?> Next()
    {
        while (await events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Ct))
        {
            if (events.Current.EventType != "still")
                return (events.Current.EventType, JsonSerializer.Deserialize<Dictionary<string, string>>(events.Current.Data)!);
        }
        return null;
    }

    public async ValueTask DisposeAsync()
    {
        Answer.Dispose();
        await Task.CompletedTask;
    }
}
