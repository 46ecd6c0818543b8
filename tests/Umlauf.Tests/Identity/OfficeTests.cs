using Umlauf.Identity;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Identity;

public sealed class OfficeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_tree_lists_offices_from_the_top_down(string kind)
    {
        await using var house = await House.Build(kind);

        var tree = await new ListOffices(house.Db).Run(house.Admin, Ct);

        Assert.Equal([("0", 0), ("50", 1), ("50.2", 2), ("60", 1)], tree.Select(place => (place.Office.Code, place.Depth)));
        Assert.Equal(["office-added"], await house.JournalOf(house.Housing.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_office_cannot_come_to_stand_below_itself(string kind)
    {
        await using var house = await House.Build(kind);
        var move = new MoveOffice(house.Db, house.Journal);

        Assert.Equal(MoveOffice.IntoItself, (await move.Run(house.Admin, house.Social, house.Housing, Ct)).Refusal);
        Assert.Equal(MoveOffice.IntoItself, (await move.Run(house.Admin, house.Social, house.Social, Ct)).Refusal);
        Assert.Equal(MoveOffice.IntoItself, (await move.Run(house.Admin, house.Top, house.Social, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Moving_an_office_moves_it_into_the_sight_of_its_new_head(string kind)
    {
        await using var house = await House.Build(kind);
        await house.Add("bauleitung", house.Building, heads: true);

        Assert.True((await new MoveOffice(house.Db, house.Journal).Run(house.Admin, house.Housing, house.Building, Ct)).Ok);

        var head = await house.Caller("bauleitung");
        Assert.Equal(Confidentiality.Normal, Rights.Of(head).LevelIn(house.Housing));
        Assert.Contains("office-moved", await house.JournalOf(house.Housing.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_office_closes_only_when_nobody_works_there(string kind)
    {
        await using var house = await House.Build(kind);
        var close = new CloseOffice(house.Db, house.Journal);
        var person = await house.Add("sommer", house.Housing);

        Assert.Equal(CloseOffice.InUse, (await close.Run(house.Admin, house.Housing, Ct)).Refusal);
        Assert.Equal(CloseOffice.InUse, (await close.Run(house.Admin, house.Social, Ct)).Refusal);
        Assert.True((await new DeactivateStaff(house.Db, house.Journal).Run(house.Admin, person.Staff!.Value, Ct)).Ok);
        Assert.True((await close.Run(house.Admin, house.Housing, Ct)).Ok);
        Assert.Equal(AddOffice.NoSuchOffice, (await close.Run(house.Admin, house.Housing, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Two_offices_never_share_a_code(string kind)
    {
        await using var house = await House.Build(kind);

        Assert.Equal(AddOffice.CodeTaken, (await house.AddOffice.Run(house.Admin, house.Top, "50", "Noch eins", Ct)).Refusal);
        var rename = new RenameOffice(house.Db, house.Journal);
        Assert.Equal(AddOffice.CodeTaken, (await rename.Run(house.Admin, house.Building, "50", "Bauamt", Ct)).Refusal);
        Assert.True((await rename.Run(house.Admin, house.Social, "50", "Amt für Soziales", Ct)).Ok);
    }
}
