using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umlauf.Adapters;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Web.Tests.Kit;

/// <summary>A town hall with people, a filing plan and some post, served as people reach it. Shared by all tests: each works on things of its own.</summary>
public sealed class TownHall : IAsyncLifetime
{
    private const int Letters = 40;
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-web-").FullName;
    private WebHost? host;
    private Cli.Demo.Town? town;

    public WebHost Host => host!;

    public TenantId Tenant => town!.Tenant;

    public Caller this[string login] => town!.People[login];

    public OfficeId Office(string code) => town!.Offices[code];

    public FilingPlanUnitId Plan(string code) => town!.Plan[code];

    public string SomePlanUnit =>
        town!
            .Plan.Keys.Order(StringComparer.Ordinal)
            .First(code => town.Plan.Keys.All(other => other == code || !other.StartsWith(code, StringComparison.Ordinal)));

    public T Get<T>()
        where T : notnull => host!.Services.GetRequiredService<T>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        host = await WebHost.Start(services =>
        {
            services.AddUmlauf(Settings.Load(folder));
            services.AddSingleton(new LocalKey("the local key"));
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        });
        var seed = ActivatorUtilities.CreateInstance<SeedTown>(host.Services);
        town = await seed.Run(Musterstadt.Name, Musterstadt.Ags, Ct);
        var now = TimeProvider.System.GetUtcNow();
        foreach (var letter in Cli.Demo.Letters.Arrivals(7, Letters, now.AddDays(-20), now))
            await Deliver(letter.Bytes, letter.Mailbox, letter.ReceivedAt);
        await Read();
    }

    /// <summary>A mail arrives in one of the mailboxes.</summary>
    public async Task<ArrivalId> Deliver(byte[] mail, string mailbox = "poststelle", DateTimeOffset? at = null)
    {
        var channel = await Get<OpenChannel>().Run(Actor.System(Tenant), mailbox, ChannelKind.Pipe, Ct);
        var hash = await Get<IBlobStore>().Put(Tenant, mail, Ct);
        var delivery = new Delivery
        {
            Key = hash.ToString(),
            Blob = new StoredBlob(hash, mail.Length),
            Source = mailbox,
            ReceivedAt = at,
        };
        return (await Get<TakeIn>().Run(Actor.System(Tenant), new(channel), delivery, Ct)).Value.Arrival;
    }

    /// <summary>Reads what was delivered.</summary>
    public Task Read() => Get<ReadWaiting>().Drain(Ct);

    /// <summary>A mail of a made-up citizen.</summary>
    public static byte[] Mail(
        string subject,
        string body,
        string contentType = "text/plain; charset=utf-8",
        string from = "Erika Öztürk <erika@buerger.example>"
    ) =>
        System.Text.Encoding.UTF8.GetBytes(
            $"From: {from}\r\nTo: poststelle@musterstadt.example\r\nSubject: {subject}\r\nMessage-ID: <{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}@buerger.example>\r\n"
                + $"MIME-Version: 1.0\r\nContent-Type: {contentType}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n"
        );

    public async Task<ArrivalId> Arrive(string subject, string body, string contentType = "text/plain; charset=utf-8")
    {
        var id = await Deliver(Mail(subject, body, contentType));
        await Read();
        return id;
    }

    /// <summary>Somebody at the sign-in page, through it.</summary>
    public async Task<Visitor> SignedIn(string login)
    {
        var visitor = Host.Visitor();
        var page = await visitor.Send(
            await visitor.Open("/anmelden"),
            "form[action='/anmelden']",
            null,
            ("Login", login),
            ("Password", Musterstadt.Password)
        );
        Assert.DoesNotContain("/anmelden", page.Address.AbsolutePath, StringComparison.Ordinal);
        return visitor;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
