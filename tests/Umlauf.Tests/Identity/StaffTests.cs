using Umlauf.Identity;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class StaffTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_case_officer_sees_the_own_office_and_a_head_everything_below(string kind)
    {
        await using var house = await House.Build(kind);
        var officer = await house.Add("sommer", house.Housing);
        var head = await house.Add("kaya", house.Social, heads: true, Confidentiality.Confidential);
        var mayor = await house.Add("weber", house.Top, heads: false, Confidentiality.Confidential, Role.Mayor);

        Assert.Equal([house.Housing], officer.Sight.Keys);
        Assert.Equal(2, head.Sight.Count);
        Assert.Equal(Confidentiality.Confidential, head.Sight[house.Housing]);
        Assert.Equal(4, mayor.Sight.Count);
        Assert.Equal("Wohngeldstelle", officer.OfficeName);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_login_is_unique_without_regard_to_case(string kind)
    {
        await using var house = await House.Build(kind);
        await house.Add("Sommer", house.Housing);

        var second = await house.AddStaff.Run(house.Admin, new NewStaff { Login = "sommer", Name = "Zweite" }, Ct);

        Assert.Equal(Login.Taken, second.Refusal);
        Assert.Equal(
            Login.Unusable,
            (
                await house.AddStaff.Run(
                    house.Admin,
                    new NewStaff
                    {
                        Login = "a@b",
                        Name = "x",
                        Password = House.Password,
                    },
                    Ct
                )
            ).Refusal
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Only_an_administrator_changes_people(string kind)
    {
        await using var house = await House.Build(kind);
        var officer = await house.Add("sommer", house.Housing);
        var change = new StaffChange("Sommer", [new Post(house.Housing)], [Role.Administrator], Confidentiality.Confidential);

        Assert.Equal(
            Rights.NotAllowed,
            (await new ChangeStaff(house.Db, house.Journal).Run(officer, officer.Staff!.Value, change, Ct)).Refusal
        );
        Assert.True((await new ChangeStaff(house.Db, house.Journal).Run(house.Admin, officer.Staff!.Value, change, Ct)).Ok);
        Assert.True(Rights.Of(await house.Caller("sommer")).May(Right.Administrate));
        Assert.Equal(["staff-added", "staff-changed"], await house.JournalOf(officer.Staff!.Value.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_last_administrator_stays(string kind)
    {
        await using var house = await House.Build(kind);
        var admin = house.Admin.Staff!.Value;

        Assert.Equal(
            ChangeStaff.LastAdministrator,
            (await new ChangeStaff(house.Db, house.Journal).Run(house.Admin, admin, new StaffChange("A", [], [], default), Ct)).Refusal
        );
        Assert.Equal(
            ChangeStaff.LastAdministrator,
            (await new DeactivateStaff(house.Db, house.Journal).Run(house.Admin, admin, Ct)).Refusal
        );
        Assert.Contains(Role.Administrator, (await house.Caller("admin")).Roles);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_deactivated_person_is_nobody_until_reactivated(string kind)
    {
        await using var house = await House.Build(kind);
        var officer = await house.Add("sommer", house.Housing);
        var deactivate = new DeactivateStaff(house.Db, house.Journal);

        Assert.True((await deactivate.Run(house.Admin, officer.Staff!.Value, Ct)).Ok);
        Assert.Null(await house.LoadCaller.Of(house.Tenant, "sommer", Ct));
        Assert.True((await deactivate.Reactivate(house.Admin, officer.Staff!.Value, Ct)).Ok);
        Assert.NotNull(await house.LoadCaller.Of(house.Tenant, "sommer", Ct));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_start_password_opens_nothing_but_the_own_account(string kind)
    {
        await using var house = await House.Build(kind);
        var added = (
            await house.AddStaff.Run(
                house.Admin,
                new NewStaff
                {
                    Login = "neu",
                    Name = "Neu",
                    Posts = [new Post(house.Social)],
                },
                Ct
            )
        ).Value;

        Assert.Matches("^[a-z2-9]{4}(-[a-z2-9]{4}){3}$", added.StartPassword);
        var rights = Rights.Of(await house.Caller("neu"));
        Assert.True(rights.May(Right.OwnAccount));
        Assert.False(rights.May(Right.SeeDesk));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task People_are_listed_by_name_page_by_page(string kind)
    {
        await using var house = await House.Build(kind);
        foreach (var login in new[] { "dora", "anton", "berta", "caesar" })
            await house.Add(login, login == "berta" ? house.Social : house.Housing);
        var list = new ListStaff(house.Db);

        var first = await list.Run(house.Admin, null, null, 3, Ct);
        var rest = await list.Run(house.Admin, null, first[^1], 3, Ct);

        Assert.Equal(["Andrea Admin", "anton", "berta", "caesar", "dora"], first.Concat(rest).Select(person => person.Name));
        Assert.Equal(["berta"], (await list.Run(house.Admin, house.Social, null, 10, Ct)).Select(person => person.Name));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Administrations_do_not_see_one_another(string kind)
    {
        await using var house = await House.Build(kind);
        await house.Add("sommer", house.Housing);

        var other = (await house.Create("Nachbarstadt", "06412001")).Value;
        var neighbour = (await house.LoadCaller.Of(other.Tenant, "admin", Ct))!;

        Assert.NotEqual(house.Tenant, other.Tenant);
        Assert.Equal(["Andrea Admin"], (await new ListStaff(house.Db).Run(neighbour, null, null, 10, Ct)).Select(person => person.Name));
        Assert.Equal(AddMunicipality.AlreadyServed, (await house.Create("Dritte", "06412000")).Refusal);
        Assert.Equal(AddMunicipality.NoKey, (await house.Create("Dritte", "17412000")).Refusal);
    }
}
