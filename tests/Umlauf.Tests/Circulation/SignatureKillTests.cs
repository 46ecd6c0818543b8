using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Umlauf.Tests.Dispatch;
using Umlauf.Tests.Intake;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>
/// The real program with a real mail server, killed between the mayor's signature and the sending of the answer: each answer is delivered exactly once.
/// UMLAUF_SIGN_KILLS sets the number of kills (default 3), UMLAUF_KILL_SEED repeats a run.
/// </summary>
public sealed class SignatureKillTests : IDisposable
{
    private static readonly Caller Operator = Caller.Program(new TenantId(1));

    private readonly string data = Directory.CreateTempSubdirectory("umlauf-sign-kill-").FullName;
    private readonly List<(CirculationFolderId Folder, DispatchId Answer)> signed = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_between_signature_and_sending_the_answer_is_delivered_exactly_once()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_SIGN_KILLS") ?? "3");
        var seed = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_SEED") ?? Random.Shared.Next().ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"UMLAUF_KILL_SEED={seed}");
        var random = new Random(seed);
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var proxy = new SmtpProxy(postfix.Port) { Delay = TimeSpan.FromMilliseconds(25) };
        var (mayor, key) = await SetUp(proxy.Port, dovecot.Port);

        for (var round = 0; round < rounds; round++)
        {
            var folder = await Folder(mayor);
            // The first kills hit the end of the mail for sure: it, or the answer to it, is lost together with the program.
            proxy.Fault = round switch
            {
                0 => SmtpFault.LoseAnswer,
                1 => SmtpFault.LoseEnd,
                _ => SmtpFault.None,
            };
            await using var program = await UmlaufProgram.Serve(data);
            await Sign(program.Run, key, folder);
            if (round < 2)
                await Wait.Until(() => Task.FromResult(proxy.Fault == SmtpFault.None), "the answer was on its way");
            else
                await Task.Delay(random.Next(0, 900), Ct);
            await program.Kill();
        }

        await using (await UmlaufProgram.Serve(data))
            await Wait.Until(AllSent, "Some answer was not sent.", seconds: 300);

        var delivered = new List<string>();
        foreach (var bytes in await dovecot.Content("INBOX", "erika"))
        {
            using var mail = DispatchHouse.Parse(bytes);
            delivered.Add(mail.MessageId!);
        }
        Assert.Equal(rounds, signed.Count);
        Assert.Equal(signed.Select(one => $"{one.Answer.Value:N}.umlauf@example.org").Order(), delivered.Order());
        await Report();
        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", data);
        Assert.True(code == 0, output + errors);
    }

    public void Dispose() => Directory.Delete(data, recursive: true);

    private async Task<(Caller Mayor, string Key)> SetUp(int port, int archivePort)
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
        Must(await services.GetRequiredService<SetUpServer>().Run(Operator, server, Ct));
        var plan = Encoding.UTF8.GetBytes("kennzeichen;bezeichnung\n46;Wohngeld\n");
        Must(await services.GetRequiredService<ImportFilingPlan>().Run(Operator, plan, dryRun: false, Ct));
        var office = (await services.GetRequiredService<ListOffices>().Run(Operator, Ct))[0].Office.Id;
        var mayor = new NewStaff
        {
            Login = "weber",
            Name = "Matthias Weber",
            Posts = [new Post(office, true)],
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
    private async Task<CirculationFolderId> Folder(Caller mayor)
    {
        await using var services = UmlaufProgram.Services(data);
        var unit = (await services.GetRequiredService<ShowFilingPlan>().Find(Operator, "46", 1, Ct))[0];
        var opening = new NewMatter
        {
            PlanUnit = unit.Id,
            Subject = $"Wohngeld {signed.Count}",
            Office = mayor.Office!.Value,
        };
        var matter = Must(await services.GetRequiredService<OpenMatter>().Run(mayor, opening, Ct)).Id;
        var text = new DraftText
        {
            To = "erika@example.org",
            Subject = $"Bescheid {signed.Count}",
            Body = string.Concat(Enumerable.Repeat("Ihr Antrag ist bewilligt.\n", 1 + signed.Count * 40)),
        };
        var answer = Must(
            await services.GetRequiredService<PrepareReply>().Run(mayor, new NewDispatch { Matter = matter, Text = text }, Ct)
        );
        var wanted = new NewFolder
        {
            Subject = opening.Subject,
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
        return folder;
    }

    private static async Task Sign(RunFile run, string key, CirculationFolderId folder)
    {
#pragma warning disable RS0030 // Some program of another firm.
        using var client = new HttpClient();
#pragma warning restore RS0030
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

    private async Task<bool> AllSent()
    {
        await using var services = UmlaufProgram.Services(data);
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

    /// <summary>What the kills hit, for the reader of the log.</summary>
    private async Task Report()
    {
        await using var services = UmlaufProgram.Services(data);
        var attempts = new List<DispatchAttempt>();
        foreach (var (_, answer) in signed)
            attempts.AddRange((await services.GetRequiredService<ShowDispatch>().Run(Operator, answer, Ct)).Value.Attempts);
        var counts = attempts
            .GroupBy(one => one.Looks > 0 ? AttemptOutcome.Unknown : one.Outcome)
            .Select(same => $"{same.Key} {same.Count()}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{signed.Count} answers: {string.Join(", ", counts)}");
    }

    private static T Must<T>(Result<T> result)
    {
        Assert.True(result.Ok, result.Refusal?.Code);
        return result.Value;
    }
}
