using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class AccessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_matter_for_named_people_is_seen_by_them_alone_in_list_head_timeline_and_count(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var mail = await town.Mail("Antrag");
        await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);
        var (named, responsible, colleague) = (
            town.Officer(Ids.New<OfficeId>(town.Db.Now)),
            town.Officer(Ids.New<OfficeId>(town.Db.Now)),
            town.Officer(clearance: Confidentiality.Restricted)
        );
        await new GrantAccess(town.Db, town.Journal).Run(town.By, matter.Id, named.Staff!.Value, "Vertretung", Ct);
        await new AssignMatter(town.Db, town.Journal).Run(town.By, matter.Id, town.Office, responsible.Staff, Ct);
        await new ChangeConfidentiality(town.Db, town.Journal).Run(town.By, matter.Id, Confidentiality.Restricted, Ct);

        foreach (var (who, sees) in new[] { (named, true), (responsible, true), (colleague, false) })
        {
            Assert.Equal(sees, (await new ShowMatter(town.Db).Run(who, matter.Id, Ct)).Ok);
            Assert.Equal(sees, (await new ShowAccess(town.Db).Run(who, matter.Id, Ct)).Ok);
            var timeline = await new ShowTimeline(town.Db).Run(who, matter.Id, null, 10, Ct);
            Assert.Equal(sees, timeline.Ok && timeline.Value.Items.Any(item => item.Kind == DocumentKind.Mail));
            var page = (await new ListMatters(town.Db).OfOffice(who, town.Office, MatterState.Open, null, 10, Ct)).Value;
            Assert.Equal(sees ? 1 : 0, page.Rows.Count);
            Assert.Equal(sees ? 1 : 0, page.Count.Value);
            Assert.Equal(sees, (await new WriteNote(town.Db, town.Journal).Run(who, matter.Id, "Hallo", Ct)).Ok);
        }
        var access = (await new ShowAccess(town.Db).Run(named, matter.Id, Ct)).Value;
        Assert.Equal((town.Office, Confidentiality.Restricted, responsible.Staff), (access.Office, access.Level, access.Responsible));
        Assert.Equal(["Vertretung"], access.Named.Select(grant => grant.Reason));

        await new RevokeAccess(town.Db, town.Journal).Run(town.By, matter.Id, named.Staff!.Value, Ct);
        Assert.Equal(RecordsRefusals.NoSuchMatter, (await new ShowMatter(town.Db).Run(named, matter.Id, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Nobody_locks_himself_out(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var clerk = town.Officer();
        var change = new ChangeConfidentiality(town.Db, town.Journal);

        Assert.Equal(ChangeConfidentiality.LocksYouOut, (await change.Run(clerk, matter.Id, Confidentiality.Restricted, Ct)).Refusal);
        await new AssignMatter(town.Db, town.Journal).Run(clerk, matter.Id, town.Office, clerk.Staff, Ct);
        Assert.True((await change.Run(clerk, matter.Id, Confidentiality.Restricted, Ct)).Ok);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_mailroom_files_into_a_matter_that_it_may_not_open_and_others_into_none_that_they_do_not_see(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var (mail, other) = (await town.Mail(), await town.Mail());
        var mailroom = town.Officer(Ids.New<OfficeId>(town.Db.Now), roles: Role.Mailroom);
        var stranger = town.Officer(Ids.New<OfficeId>(town.Db.Now));

        Assert.Equal(
            RecordsRefusals.NoSuchDocument,
            (await town.FileDocument.Run(stranger, mail, FilingTarget.Into(matter.Id), Ct)).Refusal
        );
        Assert.True((await town.FileDocument.Run(mailroom, mail, FilingTarget.Into(matter.Id), Ct)).Ok);
        Assert.Equal(RecordsRefusals.NoSuchMatter, (await new ShowMatter(town.Db).Run(mailroom, matter.Id, Ct)).Refusal);
        // Second clerk of the mailroom: the mail is out of sight by now, but it was there a moment ago.
        Assert.Equal(
            FileDocument.AlreadyFiled.Code,
            (
                await town.FileDocument.Run(
                    town.Officer(Ids.New<OfficeId>(town.Db.Now), roles: Role.Mailroom),
                    mail,
                    FilingTarget.Into(matter.Id),
                    Ct
                )
            )
                .Refusal!
                .Code
        );
        await new ChangeConfidentiality(town.Db, town.Journal).Run(town.By, matter.Id, Confidentiality.Restricted, Ct);
        Assert.Equal(
            RecordsRefusals.NoSuchMatter,
            (await town.FileDocument.Run(mailroom, other, FilingTarget.Into(matter.Id), Ct)).Refusal
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_confidential_letter_stays_confidential_in_an_open_matter(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var letter = town.NewMail("vertraulich", "Befund.pdf") with { Confidentiality = Confidentiality.Confidential };
        await using (var unit = await town.Db.Write(town.By.Actor, Ct))
        {
            await town.AddDocument.Run(unit, letter);
            await unit.Commit();
        }
        await town.FileDocument.Run(town.By, letter.Id, FilingTarget.Into(matter.Id), Ct);

        Assert.Empty((await new ShowTimeline(town.Db).Run(town.Officer(), matter.Id, null, 10, Ct)).Value.Items);
        var cleared = town.Officer(clearance: Confidentiality.Confidential);
        Assert.Single((await new ShowTimeline(town.Db).Run(cleared, matter.Id, null, 10, Ct)).Value.Items);
        Assert.Equal([1, 1], await town.Rows<int>("SELECT confidentiality FROM records_document WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_key_for_search_alone_changes_no_records(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var key = town.Officer() with { Scopes = new HashSet<Scope> { Scope.Search } };

        Assert.Equal(RecordsRefusals.NotAllowed, (await town.OpenMatter.Run(key, await town.NewMatter(), Ct)).Refusal);
        Assert.Equal(RecordsRefusals.NotAllowed, (await new WriteNote(town.Db, town.Journal).Run(key, matter.Id, "x", Ct)).Refusal);
        Assert.Equal(
            RecordsRefusals.NotAllowed,
            (await town.ImportFilingPlan.Run(town.Officer(), Array.Empty<byte>(), dryRun: false, Ct)).Refusal
        );
        Assert.Equal(RecordsRefusals.NoSuchMatter, (await new ShowMatter(town.Db).Run(key, matter.Id, Ct)).Refusal);
    }
}
