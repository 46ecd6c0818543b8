using Umlauf.Dispatch;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Dispatch;

/// <summary>What happens when the answer of the mail server, or the program itself, is lost between handing over and recording.</summary>
public sealed class DoubtTests
{
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(30);

    private static CancellationToken Ct => DispatchHouse.Ct;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_lost_answer_is_found_again_in_the_archive_and_nothing_is_sent_twice(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var proxy = new SmtpProxy(postfix.Port) { Fault = SmtpFault.LoseAnswer };
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(proxy.Port, dovecot.Port);
        var id = await house.Released();
        await house.Work();
        Assert.Equal(DispatchState.Doubtful, (await house.Show(id)).State);

        await house.WorkUntil(id, DispatchState.Sent, Later);

        Assert.Single(await dovecot.Content("INBOX", "erika"));
        Assert.Equal(AttemptOutcome.Accepted, Assert.Single((await house.Show(id)).Attempts).Outcome);
        Assert.NotNull((await house.Show(id)).DocumentId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_that_never_reached_the_server_goes_out_when_a_later_one_proves_it(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var proxy = new SmtpProxy(postfix.Port) { Fault = SmtpFault.LoseEnd };
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(proxy.Port, dovecot.Port);
        var id = await house.Released();
        await house.Work();
        Assert.Equal(DispatchState.Doubtful, (await house.Show(id)).State);

        await house.WorkUntil(id, DispatchState.Sent, Later);

        Assert.Equal(
            [AttemptOutcome.Accepted, AttemptOutcome.NotTaken],
            (await house.Show(id)).Attempts.Select(attempt => attempt.Outcome!.Value)
        );
        await Wait.Until(async () => (await dovecot.Content("INBOX", "erika")).Count == 1, "it arrived");
        // The archive holds the copy and the later mail that proved the way.
        await Wait.Until(async () => (await dovecot.Content("INBOX", "archiv")).Count == 2, "both are in the archive");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Without_a_witness_a_person_decides_and_until_then_nothing_goes_out(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var proxy = new SmtpProxy(postfix.Port) { Fault = SmtpFault.LoseAnswer };
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(proxy.Port);
        var lost = await house.Released();
        await house.Work();
        house.Town.Database.Clock.Advance(TimeSpan.FromDays(3));
        await house.Work();

        Assert.Equal(DispatchState.Doubtful, (await house.Show(lost)).State);
        Assert.Contains(("administration=\"1\",state=\"Doubtful\"", 1d), await house.Get<CountDispatches>().Read(Ct));
        Assert.Equal(
            DispatchRefusals.AlreadyOut,
            (await house.Get<RetryDispatch>().Run(house.Town.By, lost, evenIfTaken: false, Ct)).Refusal
        );
        Assert.Equal(DispatchRefusals.AlreadyOut, (await house.Get<CancelDispatch>().Run(house.Town.By, lost, Ct)).Refusal);
        Assert.True((await house.Get<MarkAsSent>().Run(house.Town.By, lost, Ct)).Ok);
        Assert.Equal(DispatchRefusals.NotInDoubt, (await house.Get<MarkAsSent>().Run(house.Town.By, lost, Ct)).Refusal);
        await house.Work();
        Assert.Equal(DispatchState.Sent, (await house.Show(lost)).State);
        Assert.NotNull((await house.Show(lost)).DocumentId);
        Assert.Single(await dovecot.Content("INBOX", "erika"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_program_that_died_before_handing_over_sends_again_at_once(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(postfix.Port);
        var id = await house.Released();
        var job = Assert.Single(await house.Get<Jobs>().Claim(SendWork.Kind, 1, Ct));
        Assert.NotNull((await house.Get<BeginAttempt>().Run(house.Town.Tenant, id, job.Id, Ct)).Send);
        // Here the program dies. Another job of the same item must not touch what this one holds.
        Assert.Equal(new NextStep(), await house.Get<BeginAttempt>().Run(house.Town.Tenant, id, Guid.CreateVersion7(), Ct));

        house.Town.Database.Clock.Advance(TimeSpan.FromMinutes(6));
        await house.Work();

        Assert.Equal(
            [AttemptOutcome.Accepted, AttemptOutcome.BrokenOff],
            (await house.Show(id)).Attempts.Select(attempt => attempt.Outcome!.Value)
        );
        await Wait.Until(async () => (await dovecot.Content("INBOX", "erika")).Count == 1, "it arrived once");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_program_that_died_after_handing_over_asks_first_and_a_late_sleeper_sends_nothing(string database)
    {
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(port: 1);
        var id = await house.Released();
        var job = Assert.Single(await house.Get<Jobs>().Claim(SendWork.Kind, 1, Ct));
        var first = (await house.Get<BeginAttempt>().Run(house.Town.Tenant, id, job.Id, Ct)).Send!;
        Assert.True(await house.Get<HandOver>().Run(house.Town.Tenant, id, first.Number, Ct));
        Assert.Equal(new NextStep(), await house.Get<BeginAttempt>().Run(house.Town.Tenant, id, job.Id, Ct));
        Assert.Equal(DispatchState.Doubtful, (await house.Show(id)).State);

        // Another item: its worker sleeps, is taken for dead, and wakes up just before the last bytes.
        var other = await house.Released();
        var work = (await house.Get<Jobs>().Claim(SendWork.Kind, 2, Ct)).Single(one => one.Read<SendWork>().Item == other.Value);
        var asleep = (await house.Get<BeginAttempt>().Run(house.Town.Tenant, other, work.Id, Ct)).Send!;
        var successor = (await house.Get<BeginAttempt>().Run(house.Town.Tenant, other, work.Id, Ct)).Send!;
        Assert.Equal((1, 2), (asleep.Number, successor.Number));
        Assert.False(await house.Get<HandOver>().Run(house.Town.Tenant, other, asleep.Number, Ct));
        Assert.True(await house.Get<HandOver>().Run(house.Town.Tenant, other, successor.Number, Ct));
        Assert.True(asleep.Bytes.Span.SequenceEqual(successor.Bytes.Span));
    }
}
