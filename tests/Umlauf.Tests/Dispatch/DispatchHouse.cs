using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Umlauf.Adapters;
using Umlauf.Dispatch;
using Umlauf.Formats.Mail;
using Umlauf.Formats.Reading;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Dispatch;

/// <summary>A town hall that answers its mail, put together as the program does it; time moves when the test moves it.</summary>
internal sealed class DispatchHouse : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private DispatchHouse(Scenario town)
    {
        Town = town;
        var data = new DataFolder(Path.Combine(town.Database.Folder, "data"));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("secrets:postausgang-archiv", "any")]).Build();
        var parts = new ServiceCollection();
        parts.AddLogging();
        parts.AddUmlauf(new Settings(data, configuration));
        parts.AddSingleton(town.Database.Dialect);
        parts.AddSingleton(town.Db);
        parts.AddSingleton<TimeProvider>(town.Database.Clock);
        services = parts.BuildServiceProvider();
    }

    public Scenario Town { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<DispatchHouse> Open(string database) => new(await Scenario.On(database));

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task SetUp(int port, int archivePort = 0)
    {
        var server = new DispatchServer
        {
            Host = "127.0.0.1",
            Port = port,
            Security = "none",
            SenderName = "Stadt Musterstadt",
            SenderAddress = "stadt@example.org",
            ArchiveAddress = archivePort == 0 ? "" : "archiv@example.org",
            ArchiveHost = archivePort == 0 ? "" : "127.0.0.1",
            ArchivePort = archivePort,
            ArchiveSecurity = "none",
            ArchiveUser = "archiv",
        };
        Assert.True((await Get<SetUpServer>().Run(Town.By, server, Ct)).Ok);
    }

    public async Task<DispatchId> Prepare(
        string to = "erika@example.org",
        DocumentId? answers = null,
        MatterId? matter = null,
        params DraftFile[] files
    )
    {
        var prepared = await Get<PrepareReply>()
            .Run(
                Town.By,
                new NewDispatch
                {
                    Matter = matter ?? (await Town.Matter()).Id,
                    Answers = answers,
                    Text = new DraftText
                    {
                        To = to,
                        Subject = "AW: Wohngeld",
                        Body = "Guten Tag, Ihr Antrag ist bewilligt.",
                        Files = files,
                    },
                },
                Ct
            );
        return prepared.Value;
    }

    public async Task<DispatchId> Released(string to = "erika@example.org")
    {
        var id = await Prepare(to);
        Assert.True((await Get<ReleaseDispatch>().Run(Town.By, id, Ct)).Ok);
        return id;
    }

    /// <summary>Does the work that is due now.</summary>
    public async Task Work()
    {
        var runner = new JobRunner(Get<Jobs>(), [], NullLogger<JobRunner>.Instance);
        while (await runner.Step(services.GetServices<IJobHandler>().Single(handler => handler.Kind == SendWork.Kind), Ct)) { }
    }

    /// <summary>Works until the item stands there; the clock goes on between.</summary>
    public Task WorkUntil(DispatchId id, DispatchState state, TimeSpan step) =>
        Wait.Until(
            async () =>
            {
                await Work();
                if ((await Show(id)).State == state)
                    return true;
                Town.Database.Clock.Advance(step);
                return false;
            },
            $"The item never became {state}."
        );

    public async Task<DispatchDetail> Show(DispatchId id) => (await Get<ShowDispatch>().Run(Town.By, id, Ct)).Value;

    /// <summary>A mail from outside in a matter.</summary>
    public async Task<DocumentId> Arrived(MatterId matter)
    {
        var bytes = MailWriter.Write(
            new OutgoingMail
            {
                From = new MailPerson("Erika Muster", "erika@example.org"),
                To = [new MailPerson("", "stadt@example.org")],
                Subject = "Re: AW: Wohngeld",
                Text = "Wann kommt der Bescheid?\n> Guten Tag",
                MessageId = "frage-2@example.org",
                InReplyTo = "antwort-1@example.org",
                References = ["frage-1@example.org", "antwort-1@example.org"],
                Date = Town.Db.Now,
            }
        );
        var hash = await Get<IBlobStore>().Put(Town.Tenant, bytes, Ct);
        var mail = Town.NewMail("Wohngeld") with { Content = new NewContent(new StoredBlob(hash, bytes.Length), "message/rfc822", "") };
        Assert.True((await Get<UploadDocument>().Run(Town.By, matter, mail, Ct)).Ok);
        return mail.Id;
    }

    /// <summary>A PDF in a matter.</summary>
    public async Task<DocumentId> Uploaded(MatterId matter, string name, string content = "%PDF-1.7 Bescheid")
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        var hash = await Get<IBlobStore>().Put(Town.Tenant, bytes, Ct);
        var file = Town.NewMail(name) with { Content = new NewContent(new StoredBlob(hash, bytes.Length), "application/pdf", name) };
        Assert.True((await Get<UploadDocument>().Run(Town.By, matter, file, Ct)).Ok);
        return file.Id;
    }

    public static MimeMessage Parse(byte[] bytes) => MimeMessage.Load(new MemoryStream(bytes));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Town.DisposeAsync();
    }
}
