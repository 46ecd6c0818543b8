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
}
