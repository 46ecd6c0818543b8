using Umlauf.Intake;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

/// <summary>One changed byte in any row of the ledger is found and named.</summary>
public sealed class LedgerIntegrityTests
{
    public static TheoryData<string, string, string> Changes()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var database in new[] { Databases.Sqlite, Databases.Postgres })
        {
            if (database == Databases.Postgres && PostgresServer.Missing is not null)
                continue;
            foreach (var (table, change) in Each())
                data.Add(database, table, change);
        }
        return data;
    }

    [Theory, MemberData(nameof(Changes))]
    public async Task A_changed_value_is_found_and_its_row_named(string database, string table, string change)
    {
        await using var house = await Filled(database);
        Assert.Empty(await house.Verify());

        await house.Exec($"UPDATE {table} SET {change} WHERE tenant_id = 1");

        var problems = await house.Verify();
        Assert.Contains(problems, problem => problem.Where.StartsWith(table, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_missing_and_a_slipped_in_row_are_found(string database)
    {
        await using var house = await Filled(database);
        await house.Exec("DELETE FROM intake_envelope");
        await house.Exec("DELETE FROM intake_delivery");
        Assert.Contains(await house.Verify(), problem => problem is { Code: "intake.row-missing", Where: "intake_delivery" });

        await house.Exec("DELETE FROM intake_waiting");
        await house.Exec("DELETE FROM intake_arrival");
        Assert.Contains(
            await house.Verify(),
            problem => problem.Code == "intake.row-missing" && problem.Where.StartsWith("intake_arrival", StringComparison.Ordinal)
        );

        await house.Exec(
            """
            INSERT INTO intake_arrival (tenant_id, id, channel_id, hash, size, received_at, file_name, content_type, source, office_id, state, repeats)
            SELECT tenant_id, @id, id, 'ab', 1, @at, '', '', '', office_id, 'Read', 0 FROM intake_channel WHERE tenant_id = 1
            """,
            new { id = Guid.CreateVersion7(), at = house.Database.Db.Now }
        );
        Assert.Contains(await house.Verify(), problem => problem.Code == "intake.row-inserted");
    }

    private static IEnumerable<(string Table, string Change)> Each()
    {
        yield return ("intake_channel", "name = name || 'x'");
        yield return ("intake_channel", "settings = settings || ' '");
        yield return ("intake_channel", "active = NOT active");
        yield return ("intake_arrival", "hash = '00' || substr(hash, 3)");
        yield return ("intake_arrival", "size = size + 1");
        yield return ("intake_arrival", "received_at = delivered FROM (SELECT max(checked_at) AS delivered FROM intake_source) s");
        yield return ("intake_arrival", "file_name = 'x'");
        yield return ("intake_arrival", "content_type = 'x'");
        yield return ("intake_arrival", "source = source || 'x'");
        yield return ("intake_arrival", "state = 'Filed'");
        yield return ("intake_arrival", "reason = 'x'");
        yield return ("intake_arrival", "document_id = id");
        yield return ("intake_arrival", "repeats = repeats + 1");
        yield return ("intake_delivery", "key = key || 'x'");
        yield return ("intake_delivery", "family = 'x'");
        yield return ("intake_envelope", "sender = 'x'");
        yield return ("intake_envelope", "message_id = 'x'");
        yield return ("intake_envelope", "answers = '[\"x\"]'");
        yield return ("intake_source", "taken = taken + 1");
        yield return ("intake_source", "problem = 'x'");
    }

    private static async Task<IntakeHouse> Filled(string database)
    {
        var house = await Open(database);
        var channel = await house.Channel(ChannelKind.Http);
        await house.Deliver(channel, Mail("Ein Brief"));
        await house.ReadAll();
        house.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await house.Get<ReconcileSource>().Run(Musterstadt, channel.Id, new SourceCount("Ordner", "", 3, 3), Ct);
        return house;
    }
}
