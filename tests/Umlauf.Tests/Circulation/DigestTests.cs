using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Circulation;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

/// <summary>Rule 10, bundled per person and day. It is Monday, 9 o'clock.</summary>
public sealed class DigestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task One_mail_a_day_to_whoever_wants_it_however_many_folders_and_nodes_there_are(string database)
    {
        await using var house = await FolderHouse.On(database);
        await using var services = Services(house);
        await SetUp(services, house);
        await Choose(services, house.Kaya, "kaya@example.org", digest: true);
        await Choose(services, house.Brandt, "brandt@example.org", digest: false);
        await house.Make();
        await house.Make();

        var sent = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Send(services, house))));

        Assert.Equal(1, sent.Sum());
        var mail = Assert.Single(await Mails(house));
        Assert.Equal(("kaya@example.org", "Umlauf: 2 Einträge warten auf Sie"), (mail.Address, mail.Subject));
        Assert.Contains("neu: 2", mail.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Bescheid", mail.Body, StringComparison.Ordinal);
        await house.Make();
        Assert.Equal(0, await Send(services, house));
        house.House.Database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Send(services, house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_overdue_and_due_is_counted_and_the_subjects_are_named_only_if_the_house_says_so(string database)
    {
        await using var house = await FolderHouse.On(database);
        await using var services = Services(
            house,
            ("circulation:digestSubjects", "true"),
            ("circulation:address", "https://umlauf.example/")
        );
        await SetUp(services, house);
        await Choose(services, house.Kaya, "kaya@example.org", digest: true);
        await house.Make();
        house.House.Database.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal(1, await Send(services, house));
        house.House.Database.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(1, await Send(services, house));

        var mails = await Mails(house);
        Assert.Contains("heute fällig: 1", mails[0].Body, StringComparison.Ordinal);
        Assert.Contains("überfällig: 1", mails[1].Body, StringComparison.Ordinal);
        Assert.Contains("- Bescheid Wohngeld\n\nhttps://umlauf.example/schreibtisch\n", mails[0].Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task No_mail_at_night_on_a_day_without_work_or_without_a_mail_server(string database)
    {
        await using var house = await FolderHouse.On(database);
        await using var services = Services(house);
        var clock = house.House.Database.Clock;
        await Choose(services, house.Kaya, "kaya@example.org", digest: true);
        await house.Make();
        Assert.Equal(0, await Send(services, house));
        await SetUp(services, house);

        foreach (var day in new[] { "2026-11-28T09:00:00Z", "2026-11-29T09:00:00Z", "2026-12-25T09:00:00Z", "2027-01-04T05:59:59Z" })
        {
            clock.SetUtcNow(DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(0, await Send(services, house));
        }
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Send(services, house));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_address_must_be_one_and_none_means_no_digest(string database)
    {
        await using var house = await FolderHouse.On(database);
        var choose = new ChooseMail(house.Db, house.House.Journal);

        Assert.Equal(ChooseMail.BadAddress, (await choose.Run(house.Kaya, new MailChoice("kaya", true), Ct)).Refusal);
        Assert.Equal(ChooseMail.BadAddress, (await choose.Run(house.Kaya, new MailChoice(" ", true), Ct)).Refusal);
        Assert.True((await choose.Run(house.Kaya, new MailChoice(" kaya@example.org ", true), Ct)).Ok);
        Assert.Equal(new MailChoice("kaya@example.org", true), await new ShowMailChoice(house.Db).Run(house.Kaya, Ct));
        Assert.True((await choose.Run(house.Kaya, new MailChoice("", false), Ct)).Ok);
        Assert.Equal(new MailChoice("", false), await new ShowMailChoice(house.Db).Run(house.Kaya, Ct));
    }

    private static Task<int> Send(ServiceProvider services, FolderHouse house) =>
        services.GetRequiredService<SendDigests>().Run(house.House.Tenant, Ct);

    private static async Task Choose(ServiceProvider services, Caller by, string address, bool digest) =>
        Assert.True((await services.GetRequiredService<ChooseMail>().Run(by, new MailChoice(address, digest), Ct)).Ok);

    private static async Task SetUp(ServiceProvider services, FolderHouse house)
    {
        var server = new DispatchServer
        {
            Host = "127.0.0.1",
            Port = 25,
            Security = "none",
            SenderName = "Stadt Musterstadt",
            SenderAddress = "stadt@example.org",
        };
        Assert.True((await services.GetRequiredService<SetUpServer>().Run(house.House.Admin, server, Ct)).Ok);
    }

    private static async Task<IReadOnlyList<MailRow>> Mails(FolderHouse house)
    {
        await using var unit = await house.Db.Read(Actor.System(house.House.Tenant), Ct);
        return await unit.Query<MailRow>(
            """
            SELECT r.address, i.subject, i.body FROM dispatch_item i
            JOIN dispatch_recipient r ON r.tenant_id = i.tenant_id AND r.item_id = i.id
            WHERE i.tenant_id = @tenant AND i.state = 'Queued' ORDER BY i.created_at, i.id
            """
        );
    }

    private static ServiceProvider Services(FolderHouse house, params (string Key, string Value)[] settings)
    {
        var values = settings.Select(one => new KeyValuePair<string, string?>(one.Key, one.Value));
        var parts = new ServiceCollection();
        parts.AddLogging();
        parts.AddUmlauf(
            new Settings(
                new DataFolder(Path.Combine(house.House.Database.Folder, "data")),
                new ConfigurationBuilder().AddInMemoryCollection(values).Build()
            )
        );
        parts.AddSingleton(house.House.Database.Dialect);
        parts.AddSingleton(house.Db);
        parts.AddSingleton<TimeProvider>(house.House.Database.Clock);
        return parts.BuildServiceProvider();
    }

    private sealed record MailRow
    {
        public required string Address { get; init; }
        public required string Subject { get; init; }
        public required string Body { get; init; }
    }
}
