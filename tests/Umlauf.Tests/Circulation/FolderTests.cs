using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Circulation;

public sealed class FolderTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_folder_goes_from_desk_to_desk_until_the_mayor_has_signed(string database)
    {
        await using var house = await FolderHouse.On(database);
        var id = await house.Make();

        Assert.Equal(DeskKind.Sign, Assert.Single((await house.Desk(house.Kaya)).Entries).Kind);
        Assert.Empty((await house.Desk(house.Mayor)).Entries);
        await house.Acted(house.Kaya, id, await house.Signing(id, 1));
        await house.Acted(house.Brandt, id, await house.Signing(id, 2));
        await house.Acted(house.Yilmaz, id, await house.Signing(id, 3));
        Assert.Empty((await house.Desk(house.Kaya)).Entries);
        Assert.Equal(4, Assert.Single((await house.Desk(house.Mayor)).Entries).Station);
        var folder = await house.Acted(house.Mayor, id, await house.Signing(id, 4, OutcomeKind.Signed));

        Assert.Equal(FolderState.Completed, folder.State);
        Assert.Empty((await house.Desk(house.Mayor)).Entries);
        Assert.Equal(["folder-made", .. Enumerable.Repeat("folder-acted", 5)], await house.House.JournalOf(id.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_read_anew_from_the_acts_is_what_the_acting_person_saw(string database)
    {
        await using var house = await FolderHouse.On(database);
        var id = await house.Make();
        var acted = await house.Acted(house.Kaya, id, await house.Signing(id, 1, OutcomeKind.Refused, "So nicht."));

        await using var unit = await house.Db.Read(house.Officer.Actor, Ct);
        var replayed = Circulate.Replay(
            null,
            (
                await unit.Query<string>(
                    "SELECT data FROM circulation_act WHERE tenant_id = @tenant AND folder_id = @id ORDER BY revision",
                    new { id }
                )
            ).Select(ActJson.Read)
        );

        Assert.Equal(ActJson.Write(acted), ActJson.Write(replayed));
        Assert.Equal(FolderState.Returned, replayed.State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_14_a_repeated_command_answers_as_it_did_the_first_time(string database)
    {
        await using var house = await FolderHouse.On(database);
        var id = await house.Make();
        var command = await house.Signing(id, 1);
        var commandId = Guid.CreateVersion7();

        var first = await house.Act(house.Kaya, id, command, commandId);
        await house.Acted(house.Brandt, id, await house.Signing(id, 2));
        var again = await house.Act(house.Kaya, id, command, commandId);

        Assert.Equal(ActJson.Write(first.Value), ActJson.Write(again.Value));
        Assert.Equal(4, (await house.Shown(house.Officer, id)).Folder.Revision);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_14_a_folder_that_is_made_twice_by_one_command_is_one_folder(string database)
    {
        await using var house = await FolderHouse.On(database);
        var command = Guid.CreateVersion7();

        Assert.Equal(await house.Make(command: command), await house.Make(command: command));
        Assert.Equal(1, (await house.Desk(house.Kaya)).Counts[DeskKind.Sign]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_13_of_two_people_at_one_station_the_second_is_told_who_acted_and_what(string database)
    {
        await using var house = await FolderHouse.On(database);
        var id = await house.Make([
            FolderHouse.Step(
                new StationPlan { Addressee = Addressee.Of(house.House.Building), Task = StationTask.CoSign },
                FolderHouse.CoSign(house.Kaya)
            ),
            FolderHouse.Step(FolderHouse.Sign(house.Mayor)),
        ]);
        var colleague = await house.House.Add("zimmer", house.House.Building);
        var seen = await house.Signing(id, 1);

        await house.Acted(house.Yilmaz, id, seen);
        var second = await house.Act(colleague, id, seen);
        var parallel = await house.Act(house.Kaya, id, seen with { Station = 2 });

        Assert.Equal(13, second.Refusal!.Rule);
        Assert.Contains("yilmaz: mitgezeichnet", second.Refusal.Detail);
        Assert.True(parallel.Ok, parallel.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_13_fifty_people_sign_at_once_and_all_are_recorded(string database)
    {
        await using var house = await FolderHouse.On(database);
        var signers = new List<Caller>();
        for (var i = 0; i < 50; i++)
            signers.Add(await house.House.Add($"person{i}", house.House.Building));
        var id = await house.Make([
            FolderHouse.Step([.. signers.Select(signer => FolderHouse.CoSign(signer))]),
            FolderHouse.Step(FolderHouse.Sign(house.Mayor)),
        ]);
        var seen = await house.Signing(id, 1);

        var results = await Task.WhenAll(
            signers.Select((signer, i) => Task.Run(() => house.Act(signer, id, seen with { Station = i + 1 })))
        );

        Assert.All(results, result => Assert.True(result.Ok, result.Refusal?.Code));
        var folder = (await house.Shown(house.Officer, id)).Folder;
        Assert.Equal(signers.Select(signer => signer.Staff!.Value), folder.Stations.Take(50).Select(station => station.Effective!.ActedBy));
        Assert.Equal(52, folder.Revision);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Rule_17_all_opened_folders_are_signed_at_once_each_with_its_own_result(string database)
    {
        await using var house = await FolderHouse.On(database);
        var opened = await house.Make();
        var changed = await house.Make();
        var unopened = await house.Make();
        foreach (var id in new[] { opened, changed })
            Assert.True((await house.OpenFolder.Run(house.Kaya, id, Ct)).Ok);
        await house.Acted(house.Officer, changed, new Recall { Revision = 2 });

        var results = await house.SignOpened.Run(house.Kaya, [opened, changed, unopened], Guid.CreateVersion7(), Ct);

        Assert.Null(results[0].Refusal);
        Assert.NotNull(results[1].Refusal);
        Assert.Equal(17, results[2].Refusal!.Rule);
        Assert.Equal(unopened, Assert.Single((await house.Desk(house.Kaya)).Entries).FolderId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_has_no_part_in_a_folder_does_not_see_it(string database)
    {
        await using var house = await FolderHouse.On(database);
        var id = await house.Make();
        var stranger = await house.House.Add("fremd", house.House.Building);

        Assert.Equal(FolderRefusals.NoSuchFolder.Code, (await house.ShowFolder.Run(stranger, id, Ct)).Refusal!.Code);
        Assert.Equal(FolderRefusals.NoSuchFolder.Code, (await house.Act(stranger, id, await house.Signing(id, 1))).Refusal!.Code);
        Assert.True((await house.ShowFolder.Run(house.Yilmaz, id, Ct)).Ok);
    }
}
