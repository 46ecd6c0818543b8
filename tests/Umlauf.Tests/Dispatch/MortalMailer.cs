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
/// The real program in a town that answers mail through a real mail server, killed while it works. UMLAUF_KILL_SEED repeats a run.
/// </summary>
internal sealed class MortalMailer : IAsyncDisposable
{
    public static readonly Caller Operator = Caller.Program(new TenantId(1));

    private readonly string data = Directory.CreateTempSubdirectory("umlauf-kill-").FullName;
    private readonly Dovecot dovecot;
    private readonly Postfix postfix;
    private readonly SmtpProxy proxy;

    private MortalMailer(Dovecot dovecot, Postfix postfix)
    {
        (this.dovecot, this.postfix) = (dovecot, postfix);
        proxy = new SmtpProxy(postfix.Port) { Delay = TimeSpan.FromMilliseconds(25) };
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MortalMailer> Start()
    {
        var mailboxes = await Dovecot.Start();
        var mailer = new MortalMailer(mailboxes, await Postfix.Start(mailboxes));
        await mailer.SetUp();
        return mailer;
    }

    /// <summary>The product on the data folder, in this process.</summary>
    public ServiceProvider Services() => UmlaufProgram.Services(data);

    /// <summary>Prepares work, starts the program, lets it act and kills it at a random moment; so many times.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="prepare">What lies ready when the program starts.</param>
    /// <param name="act">What is done with the running program.</param>
    /// <param name="longest">It lives at most so many milliseconds after that.</param>
    public async Task Kill(int rounds, Func<Task> prepare, Func<RunFile, Task> act, int longest)
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("UMLAUF_KILL_SEED") ?? Random.Shared.Next().ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"UMLAUF_KILL_SEED={seed}");
        var random = new Random(seed);
        for (var round = 0; round < rounds; round++)
        {
            await prepare();
            // The first kills hit the end of a mail for sure: it, or the answer to it, is lost together with the program.
            proxy.Fault = round switch
            {
                0 => SmtpFault.LoseAnswer,
                1 => SmtpFault.LoseEnd,
                _ => SmtpFault.None,
            };
            await using var program = await UmlaufProgram.Serve(data);
            await act(program.Run);
            if (round < 2)
                await Wait.Until(() => Task.FromResult(proxy.Fault == SmtpFault.None), "a mail was on its way");
            else
                await Task.Delay(random.Next(0, longest), Ct);
            await program.Kill();
        }
    }

    /// <summary>Lets the program finish its work in peace.</summary>
    public async Task Finish(Func<RunFile, Task<bool>> done)
    {
        await using var program = await UmlaufProgram.Serve(data);
        await Wait.Until(() => done(program.Run), "Something is still open.", seconds: 300);
    }

    /// <summary>Each item was delivered once and nothing else was, and the journal vouches for it all.</summary>
    public async Task DeliveredOnce(IEnumerable<DispatchId> items)
    {
        var expected = items.Select(id => $"{id.Value:N}.umlauf@example.org").Order().ToList();
        Assert.Equal(expected, (await MessageIds("erika")).Order());
        await Wait.Until(async () => (await Copies()).Count >= expected.Count, "every copy is there");
        Assert.Equal(expected, (await Copies()).Order());
        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", data);
        Assert.True(code == 0, output + errors);
    }

    /// <summary>What the kills hit, for the reader of the log.</summary>
    public async Task Report(IReadOnlyCollection<DispatchId> items)
    {
        await using var services = Services();
        var outcomes = new List<AttemptOutcome?>();
        foreach (var id in items)
        {
            var item = (await services.GetRequiredService<ShowDispatch>().Run(Operator, id, Ct)).Value;
            Assert.NotNull(item.DocumentId);
            outcomes.AddRange(item.Attempts.Select(attempt => attempt.Looks > 0 ? AttemptOutcome.Unknown : attempt.Outcome));
            outcomes.AddRange(
                item.Attempts.Where(attempt => attempt.Outcome == AttemptOutcome.NotTaken).Select(attempt => attempt.Outcome)
            );
        }
        var counts = outcomes.GroupBy(outcome => outcome).Select(same => $"{same.Key} {same.Count()}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{items.Count} items: {string.Join(", ", counts)}");
    }

    /// <summary>Opens a matter about housing benefit.</summary>
    public static async Task<MatterId> Matter(ServiceProvider services, Caller by, string subject)
    {
        var unit = (await services.GetRequiredService<ShowFilingPlan>().Find(Operator, "46", 1, Ct))[0];
        var wanted = new NewMatter
        {
            PlanUnit = unit.Id,
            Subject = subject,
            Office = await Office(services),
        };
        return Must(await services.GetRequiredService<OpenMatter>().Run(by, wanted, Ct)).Id;
    }

    public static async Task<OfficeId> Office(ServiceProvider services) =>
        (await services.GetRequiredService<ListOffices>().Run(Operator, Ct))[0].Office.Id;

    /// <summary>An answer, the longer the more there were before it.</summary>
    public static async Task<DispatchId> Answer(ServiceProvider services, Caller by, MatterId matter, int number)
    {
        var text = new DraftText
        {
            To = "erika@example.org",
            Subject = $"Bescheid {number}",
            Body = string.Concat(Enumerable.Repeat("Ihr Antrag ist bewilligt.\n", 1 + number * 40)),
        };
        return Must(await services.GetRequiredService<PrepareReply>().Run(by, new NewDispatch { Matter = matter, Text = text }, Ct));
    }

    public static T Must<T>(Result<T> result)
    {
        Assert.True(result.Ok, result.Refusal?.Code);
        return result.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await postfix.DisposeAsync();
        await dovecot.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    private async Task SetUp()
    {
        await File.WriteAllTextAsync(
            Path.Combine(data, "umlauf.json"),
            """{ "secrets": { "postausgang-archiv": "any" }, "dispatch": { "lookSeconds": 0.5, "settleSeconds": 2 } }""",
            Ct
        );
        await UmlaufProgram.CreateTown(data);
        await using var services = Services();
        var server = new DispatchServer
        {
            Host = "127.0.0.1",
            Port = proxy.Port,
            Security = "none",
            SenderAddress = "stadt@example.org",
            ArchiveAddress = "archiv@example.org",
            ArchiveHost = "127.0.0.1",
            ArchivePort = dovecot.Port,
            ArchiveSecurity = "none",
            ArchiveUser = "archiv",
        };
        Must(await services.GetRequiredService<SetUpServer>().Run(Operator, server, Ct));
        var plan = Encoding.UTF8.GetBytes("kennzeichen;bezeichnung\n46;Wohngeld\n");
        Must(await services.GetRequiredService<ImportFilingPlan>().Run(Operator, plan, dryRun: false, Ct));
    }

    private async Task<List<string>> Copies() =>
        [.. (await MessageIds("archiv")).Where(id => !id.Contains("probe", StringComparison.Ordinal))];

    private async Task<List<string>> MessageIds(string user)
    {
        var ids = new List<string>();
        foreach (var bytes in await dovecot.Content("INBOX", user))
        {
            using var mail = DispatchHouse.Parse(bytes);
            ids.Add(mail.MessageId!);
        }
        return ids;
    }
}
