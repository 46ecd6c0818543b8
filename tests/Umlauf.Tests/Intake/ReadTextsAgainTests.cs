using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

public sealed class ReadTextsAgainTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Lost_texts_recipients_and_index_come_back_from_the_originals(string database)
    {
        await using var house = await WithTwoMails(database);
        await LoseWhatIsDerived(house);
        Assert.Equal(0, await Hits(house, "Kaltmiete"));

        await ReadAgain(house, onlyMissing: true);

        Assert.Equal(1, await Hits(house, "Kaltmiete"));
        Assert.Equal(1, await Hits(house, "Mülltonne"));
        Assert.Equal(2, await Hits(house, "an:post@musterstadt.example"));
        Assert.Empty(await house.Verify());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_has_a_text_is_read_again_only_when_all_are_wanted(string database)
    {
        await using var house = await WithTwoMails(database);
        await house.Exec("UPDATE records_document SET recipient = 'jemand' WHERE tenant_id = @tenant");

        await ReadAgain(house, onlyMissing: true);
        Assert.Equal(
            2,
            await house.Scalar<int>("SELECT count(*) FROM records_document WHERE tenant_id = @tenant AND recipient = 'jemand'")
        );

        await ReadAgain(house, onlyMissing: false);
        Assert.Equal(
            0,
            await house.Scalar<int>("SELECT count(*) FROM records_document WHERE tenant_id = @tenant AND recipient = 'jemand'")
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_piece_goes_on_behind_the_document_that_it_names(string database)
    {
        await using var house = await WithTwoMails(database);
        await LoseWhatIsDerived(house);
        var first = await house.Scalar<Guid>("SELECT id FROM records_document WHERE tenant_id = @tenant ORDER BY id LIMIT 1");
        await using (var unit = await house.Database.Db.Write(Town, Ct))
        {
            await house.Get<Jobs>().Enqueue(unit, house.Get<ReadTextsAgainJob>().Kind, "piece", new { After = first, OnlyMissing = true });
            await unit.Commit();
        }

        await Work(house);

        Assert.Equal(1, await house.Scalar<int>("SELECT count(*) FROM records_text WHERE tenant_id = @tenant"));
        Assert.Equal(
            0,
            await house.Scalar<int>("SELECT count(*) FROM records_text WHERE tenant_id = @tenant AND document_id = @first", new { first })
        );
    }

    private static async Task<IntakeHouse> WithTwoMails(string database)
    {
        var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        await house.Deliver(channel, Mail("Wohngeld", "anbei die Kaltmiete"));
        await house.ReadAll();
        house.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Deliver(channel, Mail("Abfall", "die Mülltonne ist voll"));
        await house.ReadAll();
        return house;
    }

    private static async Task LoseWhatIsDerived(IntakeHouse house)
    {
        await house.Exec("UPDATE records_document SET recipient = '' WHERE tenant_id = @tenant");
        await house.Exec("DELETE FROM records_text WHERE tenant_id = @tenant");
        await house.Exec("DELETE FROM records_search_entry WHERE tenant_id = @tenant");
        await house.Exec(
            house.Database.Dialect.IsSqlite
                ? "INSERT INTO records_search (records_search) VALUES ('delete-all')"
                : "DELETE FROM records_search_block WHERE tenant_id = @tenant; DELETE FROM records_search_segment WHERE tenant_id = @tenant"
        );
    }

    private static async Task ReadAgain(IntakeHouse house, bool onlyMissing)
    {
        Assert.True((await house.Get<ReadTextsAgain>().Run(Operator, onlyMissing, Ct)).Ok);
        await Work(house);
    }

    private static async Task Work(IntakeHouse house)
    {
        var handler = house.Get<ReadTextsAgainJob>();
        using var runner = new JobRunner(house.Get<Jobs>(), [handler], NullLogger<JobRunner>.Instance);
        while (await runner.Step(handler, Ct)) { }
    }

    private static async Task<int> Hits(IntakeHouse house, string query) =>
        (await house.Get<SearchDocuments>().Run(Operator, new SearchQuery(query), Ct)).Value.Total;
}
