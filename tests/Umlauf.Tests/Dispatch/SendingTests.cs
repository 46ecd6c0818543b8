using MimeKit;
using Umlauf.Dispatch;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Dispatch;

public sealed class SendingTests
{
    private static CancellationToken Ct => DispatchHouse.Ct;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_reply_is_delivered_once_with_its_files_and_filed_beside_the_question(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(postfix.Port, dovecot.Port);
        var matter = (await house.Town.Matter()).Id;
        var question = await house.Arrived(matter);
        var notice = await house.Uploaded(matter, "Bescheid ü.pdf");

        var proposed = (await house.Get<ProposeReply>().Run(house.Town.By, matter, question, Ct)).Value;
        var id = (
            await house
                .Get<PrepareReply>()
                .Run(
                    house.Town.By,
                    new NewDispatch
                    {
                        Matter = matter,
                        Answers = question,
                        Text = proposed with { Body = "Anbei der Bescheid." + proposed.Body, Files = [new DraftFile(notice)] },
                    },
                    Ct
                )
        ).Value;
        Assert.True((await house.Get<ReleaseDispatch>().Run(house.Town.By, id, Ct)).Ok);
        Assert.True((await house.Get<ReleaseDispatch>().Run(house.Town.By, id, Ct)).Ok);
        await house.Work();

        var shown = await house.Show(id);
        Assert.Equal(DispatchState.Sent, shown.State);
        var attempt = Assert.Single(shown.Attempts);
        Assert.Equal((AttemptOutcome.Accepted, 250), (attempt.Outcome, attempt.Code));
        await Wait.Until(async () => (await dovecot.Content("INBOX", "archiv")).Count == 1, "the copy is there");
        var raw = Assert.Single(await dovecot.Content("INBOX", "erika"));
        using var mail = DispatchHouse.Parse(raw);
        Assert.Equal("AW: Wohngeld", mail.Subject);
        Assert.Equal("frage-2@example.org", mail.InReplyTo);
        Assert.Equal(["frage-1@example.org", "antwort-1@example.org", "frage-2@example.org"], mail.References);
        Assert.Equal(shown.MessageId, mail.MessageId);
        Assert.Contains("> Wann kommt der Bescheid?", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("archiv", mail.Headers.Select(header => header.Value).First(), StringComparison.Ordinal);
        Assert.Empty(mail.Bcc);
        var file = Assert.IsType<MimePart>(Assert.Single(mail.Attachments));
        Assert.Equal("Bescheid ü.pdf", file.FileName);

        var timeline = (await house.Get<ShowTimeline>().Run(house.Town.By, matter, null, 10, Ct)).Value.Items;
        var filed = Assert.Single(timeline, item => item.Id == shown.DocumentId!.Value.Value);
        var content = (await house.Get<ReadContent>().Run(house.Town.By, new DocumentId(filed.Id), 1, Ct)).Value;
        // What stands in the record is byte for byte what the recipient's server got behind its own headers.
        Assert.True(raw.AsSpan().EndsWith(content.Bytes.Span), "the filed bytes are not those that were delivered");
        Assert.NotEmpty((await house.Get<SearchDocuments>().Run(house.Town.By, new SearchQuery("Bescheid"), Ct)).Value.Hits);
        Assert.Equal(
            ["dispatch-prepared", "dispatch-released", "dispatch-attempt-begun", "dispatch-handed-over", "dispatch-sent"],
            await house.Town.JournalOf(id.Value)
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_refused_recipient_fails_with_the_servers_own_words_and_nobody_gets_half_of_it(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(postfix.Port);
        var id = await house.Released("erika@example.org, nie@example.org");
        await house.Work();

        var shown = await house.Show(id);
        Assert.Equal(DispatchState.Failed, shown.State);
        Assert.Contains("Kein solches Postfach bei uns", shown.Reason, StringComparison.Ordinal);
        Assert.Empty(await dovecot.Content("INBOX", "erika"));
        Assert.Null(shown.DocumentId);
        var gauge = await house.Get<CountDispatches>().Read(Ct);
        Assert.Contains(("administration=\"1\",state=\"Failed\"", 1d), gauge);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_temporary_refusal_is_tried_again_after_growing_pauses_and_then_fails_for_all_to_see(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(postfix.Port);
        var id = await house.Released("spaeter@example.org");
        var pauses = new List<double>();
        await house.Work();
        while ((await house.Show(id)) is { State: DispatchState.Queued, NextAt: { } next })
        {
            pauses.Add((next - house.Town.Db.Now).TotalMinutes);
            house.Town.Database.Clock.Advance(next - house.Town.Db.Now);
            await house.Work();
        }

        Assert.Equal([1, 5, 15, 30, 60, 120, 240, 240, 480, 480, 720, 720], pauses);
        var shown = await house.Show(id);
        Assert.Equal((DispatchState.Failed, 13), (shown.State, shown.Attempts.Count));
        Assert.Contains("bitte spaeter", shown.Reason, StringComparison.Ordinal);
        var problems = (await house.Get<ListDispatches>().Run(house.Town.By, DispatchView.Problems, null, null, 10, Ct)).Value.Items;
        Assert.Equal(shown.Reason, Assert.Single(problems).Reason);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_server_that_is_away_gets_the_mail_when_it_is_back(string database)
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        await using var house = await DispatchHouse.Open(database);
        await house.SetUp(postfix.Port);
        await postfix.Stop();
        var id = await house.Released();
        await house.Work();
        Assert.Equal(AttemptOutcome.Deferred, Assert.Single((await house.Show(id)).Attempts).Outcome);

        await postfix.Run();
        house.Town.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        await house.Work();
        Assert.Equal(DispatchState.Sent, (await house.Show(id)).State);
    }
}
