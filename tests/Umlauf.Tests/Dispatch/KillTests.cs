using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Umlauf.Tests.Intake;
using Xunit;

namespace Umlauf.Tests.Dispatch;

/// <summary>
/// The real program with a real mail server, killed at random moments while it sends: at the end every item was delivered exactly once.
/// UMLAUF_SEND_KILLS sets the number of kills (default 10), UMLAUF_KILL_SEED repeats a run.
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int PerRound = 3;

    private static readonly Caller Operator = Caller.Program(new TenantId(1));

    private readonly string data = Directory.CreateTempSubdirectory("umlauf-send-kill-").FullName;
    private readonly List<DispatchId> released = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_random_moments_between_release_and_sending_each_item_is_delivered_exactly_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_SEND_KILLS") ?? "10");
        var seed = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_SEED") ?? Random.Shared.Next().ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"UMLAUF_KILL_SEED={seed}");
        var random = new Random(seed);
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var proxy = new SmtpProxy(postfix.Port) { Delay = TimeSpan.FromMilliseconds(25) };
        var matter = await SetUp(proxy.Port, dovecot.Port);

        for (var round = 0; round < rounds; round++)
        {
            await Release(matter);
            // The first kills hit the end of a mail for sure: it, or the answer to it, is lost together with the program.
            proxy.Fault = round switch
            {
                0 => SmtpFault.LoseAnswer,
                1 => SmtpFault.LoseEnd,
                _ => SmtpFault.None,
            };
            await using var program = await UmlaufProgram.Serve(data);
            if (round < 2)
                await Wait.Until(() => Task.FromResult(proxy.Fault == SmtpFault.None), "a mail was on its way");
            else
                await Task.Delay(random.Next(0, 600), Ct);
            await program.Kill();
        }

        await using (var program = await UmlaufProgram.Serve(data))
            await Wait.Until(async () => await Open(program.Run) == 0, "Something is still open.", seconds: 300);

        await Wait.Until(async () => (await dovecot.Content("INBOX", "archiv")).Count >= released.Count, "every copy is there");
        var delivered = await Delivered(dovecot, "erika");
        Assert.Equal(released.Count, rounds * PerRound);
        Assert.Equal(released.Select(id => $"{id.Value:N}.umlauf@example.org").Order(), delivered.Order());
        var copies = (await Delivered(dovecot, "archiv")).Where(id => !id.Contains("probe", StringComparison.Ordinal));
        Assert.Equal(delivered.Order(), copies.Order());
        await Report();
        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", data);
        Assert.True(code == 0, output + errors);
    }

    public void Dispose() => Directory.Delete(data, recursive: true);

    private async Task<MatterId> SetUp(int port, int archivePort)
    {
        await File.WriteAllTextAsync(
            Path.Combine(data, "umlauf.json"),
            """{ "secrets": { "postausgang-archiv": "any" }, "dispatch": { "lookSeconds": 0.5, "settleSeconds": 2 } }""",
            Ct
        );
        await UmlaufProgram.CreateTown(data);
        await using var services = UmlaufProgram.Services(data);
        var server = new DispatchServer
        {
            Host = "127.0.0.1",
            Port = port,
            Security = "none",
            SenderAddress = "stadt@example.org",
            ArchiveAddress = "archiv@example.org",
            ArchiveHost = "127.0.0.1",
            ArchivePort = archivePort,
            ArchiveSecurity = "none",
            ArchiveUser = "archiv",
        };
        Assert.True((await services.GetRequiredService<SetUpServer>().Run(Operator, server, Ct)).Ok);
        var plan = Encoding.UTF8.GetBytes("kennzeichen;bezeichnung\n46;Wohngeld\n");
        Assert.True((await services.GetRequiredService<ImportFilingPlan>().Run(Operator, plan, dryRun: false, Ct)).Ok);
        var unit = (await services.GetRequiredService<ShowFilingPlan>().Find(Operator, "46", 1, Ct))[0];
        var office = (await services.GetRequiredService<ListOffices>().Run(Operator, Ct))[0];
        var wanted = new NewMatter
        {
            PlanUnit = unit.Id,
            Subject = "Wohngeld",
            Office = office.Office.Id,
        };
        return (await services.GetRequiredService<OpenMatter>().Run(Operator, wanted, Ct)).Value.Id;
    }

    private async Task Release(MatterId matter)
    {
        await using var services = UmlaufProgram.Services(data);
        for (var i = 0; i < PerRound; i++)
        {
            var wanted = new NewDispatch
            {
                Matter = matter,
                Text = new DraftText
                {
                    To = "erika@example.org",
                    Subject = $"Bescheid {released.Count}",
                    Body = string.Concat(Enumerable.Repeat("Ihr Antrag ist bewilligt.\n", 1 + released.Count * 40)),
                },
            };
            var id = (await services.GetRequiredService<PrepareReply>().Run(Operator, wanted, Ct)).Value;
            Assert.True((await services.GetRequiredService<ReleaseDispatch>().Run(Operator, id, Ct)).Ok);
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

    private static async Task<List<string>> Delivered(Dovecot dovecot, string user) =>
        [
            .. (await dovecot.Content("INBOX", user)).Select(bytes =>
            {
                using var mail = DispatchHouse.Parse(bytes);
                return mail.MessageId!;
            }),
        ];

    /// <summary>What the kills hit, for the reader of the log.</summary>
    private async Task Report()
    {
        await using var services = UmlaufProgram.Services(data);
        var outcomes = new List<AttemptOutcome?>();
        foreach (var id in released)
        {
            var item = (await services.GetRequiredService<ShowDispatch>().Run(Operator, id, Ct)).Value;
            Assert.NotNull(item.DocumentId);
            outcomes.AddRange(item.Attempts.Select(attempt => attempt.Looks > 0 ? AttemptOutcome.Unknown : attempt.Outcome));
            outcomes.AddRange(
                item.Attempts.Where(attempt => attempt.Outcome == AttemptOutcome.NotTaken).Select(attempt => attempt.Outcome)
            );
        }
        var counts = outcomes.GroupBy(outcome => outcome).Select(same => $"{same.Key} {same.Count()}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{released.Count} items: {string.Join(", ", counts)}");
    }
}
