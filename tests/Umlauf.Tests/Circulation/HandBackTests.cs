using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class HandBackTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_5_whoever_comes_back_reads_what_was_done_in_the_own_name_until_it_is_seen(string database)
    {
        await using var house = await FolderHouse.On(database);
        var (list, clock) = (new ListDoneForMe(house.Db), house.House.Database.Clock);
        var kaya = house.Kaya.Staff!.Value;
        var appointed = await new AppointDeputy(house.Db, house.House.Journal).Run(
            house.House.Admin,
            kaya,
            house.Officer.Staff!.Value,
            always: true,
            null,
            Ct
        );
        Assert.True(appointed.Ok, appointed.Refusal?.Code);
        var first = await house.Make();
        await house.Acted(house.Officer, first, await house.Signing(first, 1));
        await house.Acted(house.Brandt, first, await house.Signing(first, 2));

        var one = Assert.Single(await list.Run(house.Kaya, null, Ct));
        Assert.Equal((first, 1, OutcomeKind.CoSigned, "sommer"), (one.FolderId, one.Station, one.Outcome, one.ActedByName));
        Assert.Empty(await list.Run(house.Officer, null, Ct));
        Assert.Empty(await list.Run(house.Brandt, null, Ct));

        clock.Advance(TimeSpan.FromMinutes(1));
        var second = await house.Make();
        await house.Acted(house.Officer, second, await house.Signing(second, 1, OutcomeKind.Refused, "So nicht."));
        var dismiss = new DismissDoneForMe(house.Db, house.House.Journal);
        Assert.True((await dismiss.Run(house.Kaya, one.DoneAt, Ct)).Ok);
        Assert.Equal(second, Assert.Single(await list.Run(house.Kaya, null, Ct)).FolderId);
        Assert.Equal(2, (await list.Run(house.Kaya, DateTimeOffset.UnixEpoch, Ct)).Count);
        Assert.True((await dismiss.Run(house.Kaya, DateTimeOffset.MaxValue, Ct)).Ok);
        Assert.True((await dismiss.Run(house.Kaya, one.DoneAt, Ct)).Ok);
        Assert.Empty(await list.Run(house.Kaya, null, Ct));
        Assert.Equal(2, (await house.House.JournalOf(kaya.Value)).Count(kind => kind == "hand-back-seen"));
    }
}
