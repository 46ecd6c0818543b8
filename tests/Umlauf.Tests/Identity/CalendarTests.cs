using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class CalendarTests
{
    private static readonly DateOnly eve = new(2026, 12, 24);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_office_is_closed_on_its_own_days_and_on_those_of_the_offices_above(string kind)
    {
        await using var house = await House.Build(kind);
        var calendars = new OfficeCalendars(house.Db);
        Assert.True((await calendars.Run(house.Admin, house.Housing, Ct)).IsWorkingDay(eve));
        var set = new SetClosingDay(house.Db, house.Journal);

        Assert.True((await set.Run(house.Admin, house.Social, eve, eve, "Heiligabend", Ct)).Ok);
        Assert.True((await set.Run(house.Admin, house.Housing, eve.AddDays(-2), eve.AddDays(-1), "Umzug", Ct)).Ok);

        var housing = await calendars.Run(house.Admin, house.Housing, Ct);
        Assert.Equal([22, 23, 24], Enumerable.Range(21, 4).Where(day => !housing.IsWorkingDay(new DateOnly(2026, 12, day))));
        Assert.Equal(new DateOnly(2026, 12, 28), housing.Next(new DateOnly(2026, 12, 21)));
        Assert.True((await calendars.Run(house.Admin, house.Social, Ct)).IsWorkingDay(eve.AddDays(-1)));
        Assert.False((await calendars.Run(house.Admin, house.Social, Ct)).IsWorkingDay(eve));
        Assert.True((await calendars.Run(house.Admin, house.Building, Ct)).IsWorkingDay(eve));
        Assert.True((await calendars.Run(house.Admin, null, Ct)).IsWorkingDay(eve));
        Assert.Equal(
            [("Umzug", house.Housing), ("Umzug", house.Housing), ("Heiligabend", house.Social)],
            (await new ListClosingDays(house.Db).Run(house.Admin, house.Housing, eve.AddDays(-9), eve.AddDays(9), Ct)).Select(day =>
                (day.Name, day.OfficeId)
            )
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_change_counts_at_once_on_every_node(string kind)
    {
        await using var house = await House.Build(kind);
        var (here, there) = (new OfficeCalendars(house.Db), new OfficeCalendars(house.Db));
        await new SetClosingDay(house.Db, house.Journal).Run(house.Admin, house.Social, eve, eve, "Heiligabend", Ct);
        Assert.False((await here.Run(house.Admin, house.Housing, Ct)).IsWorkingDay(eve));
        Assert.False((await there.Run(house.Admin, house.Housing, Ct)).IsWorkingDay(eve));
        Assert.Same(await here.Run(house.Admin, house.Housing, Ct), await here.Run(house.Admin, house.Social, Ct));

        await new MoveOffice(house.Db, house.Journal).Run(house.Admin, house.Housing, house.Building, Ct);
        Assert.True((await here.Run(house.Admin, house.Housing, Ct)).IsWorkingDay(eve));
        Assert.True((await new RemoveClosingDay(house.Db, house.Journal).Run(house.Admin, house.Social, eve, Ct)).Ok);
        Assert.True((await there.Run(house.Admin, house.Social, Ct)).IsWorkingDay(eve));
        var added = (await house.AddOffice.Run(house.Admin, house.Social, "50.3", "Neu", Ct)).Value;
        await new SetClosingDay(house.Db, house.Journal).Run(house.Admin, added, eve, eve, "Heiligabend", Ct);
        Assert.False((await there.Run(house.Admin, added, Ct)).IsWorkingDay(eve));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_state_and_the_local_holidays_of_the_municipality_decide(string kind)
    {
        await using var house = await House.Build(kind);
        var augsburg = (await house.Create("Augsburg", "09761000")).Value;
        var program = Caller.Program(augsburg.Tenant);
        var calendars = new OfficeCalendars(house.Db);
        var (peace, corpus) = (new DateOnly(2028, 8, 8), PublicHolidays.Easter(2028).AddDays(60));
        var set = new SetLocalHolidays(house.Db, house.Journal);
        var town = Assert.Single(await new ListMunicipalities(house.Db).Run(program, Ct));

        Assert.Equal(FederalState.Bavaria, town.State);
        Assert.True((await calendars.Run(program, augsburg.Top, Ct)).IsWorkingDay(peace));
        Assert.False((await calendars.Run(program, augsburg.Top, Ct)).IsWorkingDay(corpus));
        Assert.True((await set.Run(program, town.Id, LocalHolidays.PeaceFestival, Ct)).Ok);
        Assert.False((await calendars.Run(program, augsburg.Top, Ct)).IsWorkingDay(peace));
        Assert.Equal(SetLocalHolidays.NotInThisState, (await set.Run(program, town.Id, LocalHolidays.CorpusChristi, Ct)).Refusal);
        Assert.Equal(SetLocalHolidays.NoSuchMunicipality, (await set.Run(house.Admin, town.Id, LocalHolidays.None, Ct)).Refusal);
        Assert.Equal(["municipality-added", "local-holidays-set"], await Journal(house, program, town.Id.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_cannot_be_closed_is_refused(string kind)
    {
        await using var house = await House.Build(kind);
        var set = new SetClosingDay(house.Db, house.Journal);
        var remove = new RemoveClosingDay(house.Db, house.Journal);
        var head = await house.Add("kaya", house.Social, heads: true);

        Assert.Equal(Rights.NotAllowed, (await set.Run(head, house.Social, eve, eve, "Heiligabend", Ct)).Refusal);
        Assert.Equal(SetClosingDay.NoDays, (await set.Run(house.Admin, house.Social, eve, eve.AddDays(-1), "x", Ct)).Refusal);
        Assert.Equal(SetClosingDay.NoDays, (await set.Run(house.Admin, house.Social, eve, eve.AddDays(62), "x", Ct)).Refusal);
        Assert.Equal(CreateAdministration.NoName, (await set.Run(house.Admin, house.Social, eve, eve, " ", Ct)).Refusal);
        Assert.Equal(AddOffice.NoSuchOffice, (await set.Run(house.Admin, new(Guid.CreateVersion7()), eve, eve, "x", Ct)).Refusal);
        Assert.True((await set.Run(house.Admin, house.Social, eve, eve, "x", Ct)).Ok);
        Assert.True((await set.Run(house.Admin, house.Social, eve, eve, "Heiligabend", Ct)).Ok);
        Assert.Equal(RemoveClosingDay.NoSuchDay, (await remove.Run(house.Admin, house.Housing, eve, Ct)).Refusal);
        Assert.Equal(Rights.NotAllowed, (await remove.Run(head, house.Social, eve, Ct)).Refusal);
        Assert.Equal(["office-added", "closing-days-set", "closing-days-set"], await house.JournalOf(house.Social.Value));
    }

    private static async Task<IReadOnlyList<string>> Journal(House house, Caller by, Guid subject) =>
        [.. (await new Umlauf.Journal.ReadJournal(house.Db).Of(by.Tenant, subject, Ct)).Select(entry => entry.Kind)];
}
