using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Tests.Intake;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Adapters;

public sealed class HousekeepingTests
{
    [Fact]
    public async Task PostgreSQL_knows_a_ledger_that_grows_fast_long_before_its_own_round()
    {
        await using var house = await Open(Databases.Postgres);
        var channel = await house.Get<OpenChannel>().Run(Town, null, ChannelKind.Pipe, Ct);

        var number = 0;
        await Wait.Until(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                    await house.Deliver(channel, Mail($"Brief {number++}"));
                await using var unit = await house.Database.Db.Read(Town, Ct);
                return await unit.Scalar<long>(
                        "SELECT count(*) FROM pg_stat_user_tables WHERE relname = 'intake_arrival' AND analyze_count > 0"
                    ) == 1;
            },
            "The ledger has no statistics."
        );
    }

    [Fact]
    public async Task A_table_from_which_most_is_gone_is_cleared_up_while_work_goes_on()
    {
        await using var town = await Scenario.On(Databases.Postgres);
        await town.Exec(
            """
            INSERT INTO platform_job (tenant_id, id, kind, key, payload, due_at, attempts)
            SELECT @tenant, gen_random_uuid(), 'nothing', CAST(n AS text), '{}', now(), 0 FROM generate_series(1, 1000) n
            """
        );
        await town.Exec("DELETE FROM platform_job WHERE tenant_id = @tenant AND kind = 'nothing'");

        await Wait.Until(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                    await town.Exec("UPDATE identity_administration SET name = name WHERE tenant_id = @tenant");
                var cleared = await town.Rows<long>("SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'platform_job'");
                return cleared[0] > 0;
            },
            "The table was not cleared up."
        );
    }
}
