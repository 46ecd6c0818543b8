using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

public sealed class ListTrayTests
{
    private static readonly OfficeId[] offices =
    [
        .. Enumerable.Range(1, 3).Select(n => new OfficeId(new Guid(n, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 0))),
    ];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_trays_in_sight_are_one_list_oldest_first_page_by_page(string database)
    {
        await using var house = await WithTrays(database);
        var by = SeesOffices(Confidentiality.Confidential, offices[0], offices[1]);

        var titles = new List<string>();
        string? after = null;
        do
        {
            var page = (await house.Get<ListTray>().Run(by, new TrayFilter(), after, 2, Ct)).Value;
            Assert.Equal(4, page.Count);
            titles.AddRange(page.Rows.Select(row => row.Title));
            after = page.Next;
        } while (after is not null);

        Assert.Equal(["Brief 0", "Brief 1", "Brief 3", "Brief 4"], titles);
        Assert.Equal((4, 0), await house.Get<ListTray>().Counts(by, Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_is_confidential_or_of_another_office_is_neither_listed_nor_counted(string database)
    {
        await using var house = await WithTrays(database);
        await house.Exec("UPDATE records_document SET confidentiality = 1 WHERE tenant_id = @tenant AND title IN ('Brief 0', 'Brief 2')");
        var by = SeesOffices(Confidentiality.Normal, offices[0]);

        var page = (await house.Get<ListTray>().Run(by, new TrayFilter(), null, 50, Ct)).Value;

        Assert.Equal(["Brief 3"], page.Rows.Select(row => row.Title));
        Assert.Equal(1, page.Count);
        Assert.Equal((1, 0), await house.Get<ListTray>().Counts(by, Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_mayor_reads_all_trays_in_one_go_and_still_only_what_is_in_sight(string database)
    {
        await using var house = await WithTrays(database);
        await house.Exec("UPDATE intake_arrival SET state = 'Filed' WHERE tenant_id = @tenant");
        await house.Exec("UPDATE records_document SET confidentiality = 1 WHERE tenant_id = @tenant AND title = 'Brief 3'");
        var by = SeesOffices(Confidentiality.Normal, offices[0], offices[1]) with { Roles = new HashSet<Role> { Role.Mayor } };
        var filed = new TrayFilter { View = TrayView.Filed };

        var first = (await house.Get<ListTray>().Run(by, filed, null, 2, Ct)).Value;
        var second = (await house.Get<ListTray>().Run(by, filed, first.Next, 2, Ct)).Value;

        Assert.Equal(["Brief 4", "Brief 1"], first.Rows.Select(row => row.Title));
        Assert.Equal(["Brief 0"], second.Rows.Select(row => row.Title));
    }

    /// <summary>Six letters, one a minute, in turn for each office.</summary>
    private static async Task<IntakeHouse> WithTrays(string database)
    {
        var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        for (var i = 0; i < 6; i++)
        {
            var taken = await house.Deliver(channel, Mail($"Brief {i}"));
            await house.ReadAll();
            await house.Exec(
                "UPDATE intake_arrival SET office_id = @Office WHERE tenant_id = @tenant AND id = @Arrival",
                new { Office = offices[i % 3], taken.Arrival }
            );
            await house.Exec(
                """
                UPDATE records_document SET office_id = @Office
                WHERE tenant_id = @tenant AND id = (SELECT document_id FROM intake_arrival WHERE tenant_id = @tenant AND id = @Arrival)
                """,
                new { Office = offices[i % 3], taken.Arrival }
            );
            house.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        return house;
    }

    private static Caller SeesOffices(Confidentiality clearance, params OfficeId[] seen)
    {
        var person = Ids.New<StaffMemberId>(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return new Caller
        {
            Actor = new Actor(Musterstadt, ActorKind.Staff, person.Value),
            Staff = person,
            Office = seen[0],
            Sight = seen.ToDictionary(office => office, _ => clearance),
        };
    }
}
