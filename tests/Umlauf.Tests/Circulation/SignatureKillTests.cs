using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Tests.Dispatch;
using Xunit;
using static Umlauf.Tests.Dispatch.MortalMailer;

namespace Umlauf.Tests.Circulation;

/// <summary>
/// Killed between the mayor's signature and the sending of the answer: each answer is delivered exactly once. UMLAUF_SIGN_KILLS sets the number of
/// kills (default 3).
/// </summary>
public sealed class SignatureKillTests
{
    private readonly List<(CirculationFolderId Folder, DispatchId Answer)> signed = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_signature_and_sending_the_answer_is_delivered_exactly_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_SIGN_KILLS") ?? "3");
        await using var mailer = await Start();
        var (mayor, key) = await Mayor(mailer);

        await mailer.Kill(rounds, () => Folder(mailer, mayor), run => Sign(run, key, signed[^1].Folder), longest: 900);

        await mailer.Finish(_ => AllSent(mailer));
        Assert.Equal(rounds, signed.Count);
        List<DispatchId> answers = [.. signed.Select(one => one.Answer)];
        await mailer.DeliveredOnce(answers);
        await mailer.Report(answers);
    }

    private static async Task<(Caller Mayor, string Key)> Mayor(MortalMailer mailer)
    {
        await using var services = mailer.Services();
        var mayor = new NewStaff
        {
            Login = "weber",
            Name = "Matthias Weber",
            Posts = [new Post(await Office(services), true)],
            Roles = [Role.Mayor],
            Clearance = Confidentiality.Normal,
            Password = PasswordHash.Of("umlauf-demo"),
        };
        Must(await services.GetRequiredService<AddStaff>().Run(Operator, mayor, Ct));
        var key = Must(
            await services.GetRequiredService<CreateApiKey>().Run(Operator, new NewApiKey("weber", [Scope.Folders], "weber"), Ct)
        );
        return ((await services.GetRequiredService<LoadCaller>().Of(Operator.Tenant, "weber", Ct))!, key.Secret);
    }

    /// <summary>A folder that lies before the mayor with an answer that waits for the signature.</summary>
    private async Task Folder(MortalMailer mailer, Caller mayor)
    {
        await using var services = mailer.Services();
        var matter = await Matter(services, mayor, $"Wohngeld {signed.Count}");
        var answer = await Answer(services, mayor, matter, signed.Count);
        var wanted = new NewFolder
        {
            Subject = "Wohngeld",
            Matter = matter,
            Route = [FolderHouse.Step(FolderHouse.Sign(mayor))],
            Directives =
            [
                new Directive { Kind = DirectiveKind.Dispatch, Target = answer.Value },
                new Directive { Kind = DirectiveKind.PutAway },
            ],
            Start = true,
        };
        var folder = Must(
            await services.GetRequiredService<MakeFolder>().Run(mayor, wanted, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Ct)
        );
        signed.Add((folder, answer));
    }

    private static async Task Sign(RunFile run, string key, CirculationFolderId folder)
    {
        using var client = new HttpClient(new SocketsHttpHandler());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var command = new
        {
            type = "complete",
            station = "1",
            outcome = "signed",
            revision = 2,
        };
        var answer = await client.PostAsJsonAsync(new Uri(new Uri(run.Url), $"/api/v1/folders/{folder.Value}/commands"), command, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }

    private async Task<bool> AllSent(MortalMailer mailer)
    {
        await using var services = mailer.Services();
        foreach (var (folder, answer) in signed)
        {
            var item = (await services.GetRequiredService<ShowDispatch>().Run(Operator, answer, Ct)).Value;
            Assert.NotEqual(DispatchState.Failed, item.State);
            var orders = (await services.GetRequiredService<ShowFolder>().Run(Operator, folder, Ct)).Value.Folder.Directives;
            if (item.State != DispatchState.Sent || orders.Any(order => order.State != DirectiveState.Done))
                return false;
        }
        return true;
    }
}
