using System.Text;
using Umlauf.Dispatch;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Dispatch;

/// <summary>Reports of mail servers come by mail and are joined to what was sent.</summary>
public sealed class BounceTests
{
    private static CancellationToken Ct => DispatchHouse.Ct;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_comes_back_fails_with_its_reason_once_and_can_be_sent_again(string database)
    {
        await using var house = await Sent(database);
        var id = house.Id;
        var about = (await house.House.Show(id)).MessageId!;

        await house.Arrive(Report("jemand-anders@example.org", "failed", "5.1.1"));
        await house.Arrive("From: a@example.org\r\nSubject: x\r\nIn-Reply-To: <" + about + ">\r\n\r\nDanke.\r\n");
        Assert.Equal(DispatchState.Sent, (await house.House.Show(id)).State);
        await house.Arrive(Report(about, "delayed", "4.4.1"));
        Assert.Equal(DispatchState.Sent, (await house.House.Show(id)).State);
        await house.Arrive(Report(about, "failed", "5.1.1"));
        await house.Arrive(Report(about, "failed", "5.2.2"));

        var shown = await house.House.Show(id);
        Assert.Equal(DispatchState.Failed, shown.State);
        var bounce = Bounce.Read(shown.Reason)!;
        Assert.Equal(("5.1.1", "erika@example.org"), (bounce.Status, bounce.Recipient));
        Assert.Equal("Diese Adresse gibt es nicht.", bounce.Meaning.German);
        Assert.Contains("User unknown", bounce.Words, StringComparison.Ordinal);
        var counts = await house.House.Get<ListDispatches>().Counts(house.House.Town.By, Ct);
        Assert.Equal(1, counts[DispatchView.Problems]);
        var kinds = (await house.House.Get<ReadJournal>().Of(house.House.Town.Tenant, id.Value, Ct)).Select(entry => entry.Kind);
        Assert.Single(kinds, "dispatch-bounced");
        Assert.True((await house.House.Get<RetryDispatch>().Run(house.House.Town.By, id, false, Ct)).Ok);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_report_of_arrival_says_so_and_a_later_bounce_takes_it_back(string database)
    {
        await using var house = await Sent(database);
        var about = (await house.House.Show(house.Id)).MessageId!;

        await house.Arrive(Report(about, "delivered", "2.0.0"));
        Assert.Equal(DispatchState.Delivered, (await house.House.Show(house.Id)).State);
        await house.Arrive(Report(about, "failed", "5.2.2", "fremd|er@example.net"));
        var shown = await house.House.Show(house.Id);
        Assert.Equal(DispatchState.Failed, shown.State);
        // A recipient that we did not write to is a stranger's word.
        Assert.Null(Bounce.Read(shown.Reason)!.Recipient);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_report_about_what_is_in_doubt_proves_that_it_went_out(string database)
    {
        await using var house = await Sent(database, SmtpFault.LoseAnswer);
        var about = (await house.House.Show(house.Id)).MessageId!;

        await house.Arrive(Report(about, "delivered", "2.0.0"));

        var shown = await house.House.Show(house.Id);
        Assert.Equal(DispatchState.Delivered, shown.State);
        Assert.Equal(AttemptOutcome.Accepted, Assert.Single(shown.Attempts).Outcome);
        Assert.NotNull(shown.DocumentId);
        await house.Arrive(Report(about, "failed", "5.2.2"));
        shown = await house.House.Show(house.Id);
        Assert.Equal(DispatchState.Failed, shown.State);
        Assert.Equal("5.2.2", Bounce.Read(shown.Reason)!.Status);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_report_that_is_there_before_the_answer_of_the_server_is_not_lost(string database)
    {
        await using var house = await Released(database);
        var work = Assert.Single(await house.House.Get<Jobs>().Claim(SendWork.Kind, 1, Ct));
        var begun = (await house.House.Get<BeginAttempt>().Run(house.House.Town.Tenant, house.Id, work.Id, Ct)).Send!;
        Assert.True(await house.House.Get<HandOver>().Run(house.House.Town.Tenant, house.Id, begun.Number, Ct));

        await house.Arrive(Report(begun.MessageId, "failed", "5.1.1"));

        var shown = await house.House.Show(house.Id);
        Assert.Equal(DispatchState.Failed, shown.State);
        Assert.NotNull(shown.DocumentId);
        // The answer comes late, or the job comes again after a crash: nothing changes, nothing goes out.
        var record = house.House.Get<RecordAttempt>();
        await record.Run(house.House.Town.Tenant, house.Id, begun.Number, AttemptOutcome.Accepted, 250, "2.0.0 Ok", Ct);
        Assert.Equal(new NextStep(), await house.House.Get<BeginAttempt>().Run(house.House.Town.Tenant, house.Id, work.Id, Ct));
        Assert.Equal(DispatchState.Failed, (await house.House.Show(house.Id)).State);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_report_that_may_be_about_an_earlier_attempt_settles_no_doubt(string database)
    {
        await using var house = await Sent(database, SmtpFault.LoseAnswer);
        var about = (await house.House.Show(house.Id)).MessageId!;
        Assert.True((await house.House.Get<RetryDispatch>().Run(house.House.Town.By, house.Id, evenIfTaken: true, Ct)).Ok);
        house.Proxy.Fault = SmtpFault.LoseAnswer;
        await house.House.Work();
        Assert.Equal(2, (await house.House.Show(house.Id)).Attempts.Count);

        await house.Arrive(Report(about, "failed", "5.1.1"));

        Assert.Equal(DispatchState.Doubtful, (await house.House.Show(house.Id)).State);
    }

    [Theory]
    [InlineData("5.1.1", "Diese Adresse gibt es nicht.")]
    [InlineData("5.2.2", "Das Postfach ist voll.")]
    [InlineData("5.7.26", "Der Mailserver dort nimmt diese Nachricht nicht an.")]
    [InlineData("4.4.7", "Der Mailserver dort war nicht erreichbar.")]
    [InlineData(null, "Der Mailserver dort konnte sie nicht zustellen.")]
    public void A_reason_is_said_in_plain_words_and_survives_its_line(string? status, string meaning)
    {
        var bounce = new Bounce(status, "a@b.example", "550 5.1.1 a|b\r\nc");

        var read = Bounce.Read(bounce.ToString())!;

        Assert.Equal((status, "a@b.example", meaning), (read.Status, read.Recipient, read.Meaning.German));
        Assert.Contains("a|b", read.Words, StringComparison.Ordinal);
        Assert.Null(Bounce.Read("550 User unknown"));
    }

    /// <summary>An item that went out, or whose answer got lost on the way.</summary>
    private static async Task<SentItem> Sent(string database, SmtpFault fault = SmtpFault.None)
    {
        var dovecot = await Dovecot.Start();
        var postfix = await Postfix.Start(dovecot);
        var proxy = new SmtpProxy(postfix.Port) { Fault = fault };
        var house = await DispatchHouse.Open(database);
        await house.SetUp(proxy.Port);
        var id = await house.Released();
        await house.Work();
        Assert.Equal(fault == SmtpFault.None ? DispatchState.Sent : DispatchState.Doubtful, (await house.Show(id)).State);
        return new SentItem(house, id, proxy, [proxy, postfix, dovecot]);
    }

    /// <summary>An item on which no work was done yet.</summary>
    private static async Task<SentItem> Released(string database)
    {
        var house = await DispatchHouse.Open(database);
        var proxy = new SmtpProxy(1);
        await house.SetUp(proxy.Port);
        return new SentItem(house, await house.Released(), proxy, [proxy]);
    }

    /// <summary>As Postfix writes it.</summary>
    private static string Report(string about, string action, string status, string recipient = "erika@example.org") =>
        $"""
            From: MAILER-DAEMON@example.org (Mail Delivery System)
            Subject: Undelivered Mail Returned to Sender
            To: stadt@example.org
            Auto-Submitted: auto-replied
            Message-ID: <{Guid.CreateVersion7():N}@mx.example.org>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"

            --grenze
            Content-Type: text/plain; charset=us-ascii

            This is the mail system at host mx.example.org.

            --grenze
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org
            X-Postfix-Queue-ID: 4ABC

            Final-Recipient: rfc822; {recipient}
            Original-Recipient: rfc822;{recipient}
            Action: {action}
            Status: {status}
            Diagnostic-Code: smtp; 550 {status} <{recipient}>: Recipient address
                rejected: User unknown in virtual mailbox table

            --grenze
            Content-Type: text/rfc822-headers

            From: Stadt Musterstadt <stadt@example.org>
            Message-ID: <{about}>
            Subject: AW: Wohngeld

            --grenze--

            """.ReplaceLineEndings("\r\n");

    private sealed class SentItem(DispatchHouse house, DispatchId id, SmtpProxy proxy, IReadOnlyList<IAsyncDisposable> servers)
        : IAsyncDisposable
    {
        public DispatchHouse House => house;

        public DispatchId Id => id;

        public SmtpProxy Proxy => proxy;

        public async Task Arrive(string mail)
        {
            var bytes = Encoding.ASCII.GetBytes(mail);
            var by = Actor.System(house.Town.Tenant);
            var channel = await house.Get<OpenChannel>().Run(by, "stadt", ChannelKind.Pipe, Ct);
            var hash = await house.Get<IBlobStore>().Put(house.Town.Tenant, bytes, Ct);
            var delivery = new Delivery
            {
                Key = hash.ToString(),
                Blob = new StoredBlob(hash, bytes.Length),
                Source = "stadt",
            };
            Assert.True((await house.Get<TakeIn>().Run(by, new(channel), delivery, Ct)).Ok);
            await house.Get<ReadWaiting>().Drain(Ct);
            await house.Get<TakeReports>().Run(house.Town.Tenant, Ct);
        }

        public async ValueTask DisposeAsync()
        {
            await house.DisposeAsync();
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }
}
