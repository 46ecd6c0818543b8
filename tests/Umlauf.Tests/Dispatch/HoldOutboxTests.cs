using Umlauf.Dispatch;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Dispatch.DispatchHouse;

namespace Umlauf.Tests.Dispatch;

/// <summary>A restored backup knows nothing of what was sent since: nothing goes out a second time by itself.</summary>
public sealed class HoldOutboxTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_waiting_when_the_backup_was_made_waits_for_a_person_and_is_not_sent_by_itself(string kind)
    {
        await using var house = await Open(kind);
        await house.SetUp(port: 1);
        var waiting = await house.Released();
        var draft = await house.Prepare();

        var held = await house.Get<HoldOutbox>().Run(house.Town.Tenant, Ct);
        await house.Work();

        Assert.Equal(1, held);
        var item = await house.Show(waiting);
        Assert.Equal((DispatchState.Failed, HoldOutbox.Reason, 0), (item.State, item.Reason, item.Attempts.Count));
        Assert.Equal(DispatchState.Draft, (await house.Show(draft)).State);
        Assert.Contains("dispatch-held", await house.Town.JournalOf(waiting.Value));
        Assert.True((await house.Get<RetryDispatch>().Run(house.Town.By, waiting, false, Ct)).Ok);
        Assert.Equal(DispatchState.Queued, (await house.Show(waiting)).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_being_sent_is_in_doubt(string kind)
    {
        await using var house = await Open(kind);
        await house.SetUp(port: 1);
        var sending = await house.Released();
        var job = Guid.CreateVersion7();
        Assert.NotNull((await house.Get<BeginAttempt>().Run(house.Town.Tenant, sending, job, Ct)).Send);

        await house.Get<HoldOutbox>().Run(house.Town.Tenant, Ct);

        Assert.Equal(DispatchState.Doubtful, (await house.Show(sending)).State);
        Assert.Null((await house.Get<BeginAttempt>().Run(house.Town.Tenant, sending, job, Ct)).Send);
    }
}
