using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Dispatch;
using Umlauf.Platform;
using Xunit;
using static Umlauf.Tests.Dispatch.MortalMailer;

namespace Umlauf.Tests.Dispatch;

/// <summary>
/// Killed at random moments while it sends: at the end every item was delivered exactly once. UMLAUF_SEND_KILLS sets the number of kills (default 10).
/// </summary>
public sealed class KillTests
{
    private const int PerRound = 3;

    private readonly List<DispatchId> released = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_random_moments_between_release_and_sending_each_item_is_delivered_exactly_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_SEND_KILLS") ?? "10");
        await using var mailer = await Start();

        await mailer.Kill(rounds, () => Release(mailer), _ => Task.CompletedTask, longest: 600);

        await mailer.Finish(async run => await Open(run) == 0);
        Assert.Equal(rounds * PerRound, released.Count);
        await mailer.DeliveredOnce(released);
        await mailer.Report(released);
    }

    private async Task Release(MortalMailer mailer)
    {
        await using var services = mailer.Services();
        var matter = await Matter(services, Operator, "Wohngeld");
        for (var i = 0; i < PerRound; i++)
        {
            var id = await Answer(services, Operator, matter, released.Count);
            Must(await services.GetRequiredService<ReleaseDispatch>().Run(Operator, id, Ct));
            released.Add(id);
        }
    }

    private static async Task<int> Open(RunFile run)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(run.Url), "/metrics"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", run.Key);
        using var answer = await client.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.DoesNotContain("state=\"Failed\"", text, StringComparison.Ordinal);
        return text.Split('\n').Count(line => line.StartsWith("umlauf_dispatch_items{", StringComparison.Ordinal));
    }
}
