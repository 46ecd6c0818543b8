using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class MatterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_matter_shows_its_number_its_file_its_place_in_the_plan_and_its_parties(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter("Wohngeld Muster");
        var addParty = new AddParty(town.Db, town.Journal);
        await addParty.Run(town.By, matter.Id, new NewParty { Kind = PartyKind.Organisation, Name = "Wohnbau GmbH" }, Ct);
        await addParty.Run(
            town.By,
            matter.Id,
            new NewParty
            {
                Kind = PartyKind.Citizen,
                Name = "Erika Muster",
                Street = "Lindenweg 3",
                Postcode = "01234",
                City = "Musterstadt",
                Email = "Erika@Example.org",
            },
            Ct
        );

        var head = (await new ShowMatter(town.Db).Run(town.By, matter.Id, Ct)).Value;

        Assert.Equal(("46-0001/2026-01", "46-0001/2026", "46", "Wohngeld"), (head.Number, head.FileNumber, head.PlanCode, head.PlanName));
        Assert.Equal((MatterState.Open, null, null), (head.State, head.DueOn, head.ResponsibleId));
        Assert.Equal(["Erika Muster", "Wohnbau GmbH"], head.Parties.Select(party => party.Name));
        Assert.Equal((PartyKind.Citizen, "01234"), (head.Parties[0].Kind, head.Parties[0].Postcode));
        Assert.Equal(head.Id, (await new ShowMatter(town.Db).ByNumber(town.By, "46-0001/2026-01", Ct)).Value.Id);
        Assert.Equal(["matter-opened", "party-added", "party-added"], await town.JournalOf(matter.Id.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_writes_from_a_known_address_is_found_in_the_matters_that_the_clerk_may_see(string database)
    {
        await using var town = await Scenario.On(database);
        var (mine, confidential) = (await town.Matter("offen"), await town.Matter("vertraulich"));
        var addParty = new AddParty(town.Db, town.Journal);
        var erika = new NewParty
        {
            Kind = PartyKind.Citizen,
            Name = "Erika Muster",
            Email = "erika@example.org",
        };
        var party = (await addParty.Run(town.By, mine.Id, erika, Ct)).Value;
        Assert.True((await addParty.Known(town.By, confidential.Id, party, Ct)).Ok);
        await new ChangeConfidentiality(town.Db, town.Journal).Run(town.By, confidential.Id, Confidentiality.Confidential, Ct);
        var find = new FindParties(town.Db);

        Assert.Equal([mine.Id], (await find.Run(town.Officer(), "ERIKA@example.org", 10, Ct)).Select(hit => hit.MatterId));
        Assert.Equal(2, (await find.Run(town.Officer(clearance: Confidentiality.Confidential), "erika@example.org", 10, Ct)).Count);
        Assert.Empty(await find.Run(town.Officer(Ids.New<OfficeId>(town.Db.Now)), "erika@example.org", 10, Ct));
        Assert.Empty(await find.Run(town.By, "", 10, Ct));
        Assert.Equal(AddParty.NoEmail, (await addParty.Run(town.By, mine.Id, erika with { Email = "erika" }, Ct)).Refusal);
        Assert.Equal(AddParty.NoName, (await addParty.Run(town.By, mine.Id, erika with { Name = "" }, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_party_that_leaves_its_last_matter_is_deleted(string database)
    {
        await using var town = await Scenario.On(database);
        var (one, two) = (await town.Matter("eins"), await town.Matter("zwei"));
        var addParty = new AddParty(town.Db, town.Journal);
        var remove = new RemoveParty(town.Db, town.Journal);
        var party = (await addParty.Run(town.By, one.Id, new NewParty { Kind = PartyKind.Citizen, Name = "Max" }, Ct)).Value;
        await addParty.Known(town.By, two.Id, party, Ct);

        Assert.True((await remove.Run(town.By, one.Id, party, Ct)).Ok);
        Assert.Single(await town.Rows<Guid>("SELECT id FROM records_party WHERE tenant_id = @tenant"));
        Assert.True((await remove.Run(town.By, two.Id, party, Ct)).Ok);
        Assert.Empty(await town.Rows<Guid>("SELECT id FROM records_party WHERE tenant_id = @tenant"));
        Assert.Equal(AddParty.NoSuchParty, (await remove.Run(town.By, two.Id, party, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_matter_that_is_put_away_takes_nothing_more_until_it_is_reopened(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var mail = await town.Mail();
        await new PutAwayMatter(town.Db, town.Journal).Run(town.By, matter.Id, Ct);

        var filed = await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);
        var note = await new WriteNote(town.Db, town.Journal).Run(town.By, matter.Id, "Nachtrag", Ct);
        Assert.Equal((RecordsRefusals.MatterNotOpen.Code, matter.Number), (filed.Refusal!.Code, filed.Refusal.Detail));
        Assert.Equal(RecordsRefusals.MatterNotOpen.Code, note.Refusal!.Code);

        Assert.True((await new ReopenMatter(town.Db, town.Journal).Run(town.By, matter.Id, Ct)).Ok);
        Assert.True((await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct)).Ok);
        Assert.Equal(["matter-opened", "matter-put-away", "matter-reopened"], await town.JournalOf(matter.Id.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Handing_a_matter_to_another_office_takes_its_documents_along(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        await town.FileDocument.Run(town.By, await town.Mail("Antrag", "Lohn.pdf"), FilingTarget.Into(matter.Id), Ct);
        var (office, clerk) = (Ids.New<OfficeId>(town.Db.Now), Ids.New<StaffMemberId>(town.Db.Now));

        Assert.True((await new AssignMatter(town.Db, town.Journal).Run(town.Officer(), matter.Id, office, clerk, Ct)).Ok);

        Assert.Equal([office, office], await town.Rows<OfficeId>("SELECT office_id FROM records_document WHERE tenant_id = @tenant"));
        Assert.Equal(clerk, (await new ShowMatter(town.Db).Run(town.Officer(office), matter.Id, Ct)).Value.ResponsibleId);
        Assert.Equal(RecordsRefusals.NoSuchMatter, (await new ShowMatter(town.Db).Run(town.Officer(), matter.Id, Ct)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_list_of_an_office_goes_page_by_page_by_due_date_then_age_and_misses_nobody(string database)
    {
        await using var town = await Scenario.On(database);
        var setDueDate = new SetDueDate(town.Db, town.Journal);
        for (var i = 0; i < 7; i++)
        {
            var matter = await town.Matter($"Vorgang {i}");
            town.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            if (i % 2 == 1)
                await setDueDate.Run(town.By, matter.Id, new DateOnly(2026, 12, 30).AddDays(-i / 2), Ct);
        }
        var list = new ListMatters(town.Db);

        var subjects = new List<string>();
        string? after = null;
        do
        {
            var page = (await list.OfOffice(town.Officer(), town.Office, MatterState.Open, after, 2, Ct)).Value;
            subjects.AddRange(page.Rows.Select(row => row.Subject));
            Assert.Equal(7, page.Count.Value);
            after = page.Next;
        } while (after is not null);

        Assert.Equal(["Vorgang 5", "Vorgang 3", "Vorgang 1", "Vorgang 0", "Vorgang 2", "Vorgang 4", "Vorgang 6"], subjects);
        Assert.Equal(RecordsRefusals.BadCursor, (await list.OfOffice(town.By, town.Office, MatterState.Open, "nonsense", 2, Ct)).Refusal);
        Assert.Empty((await list.OfOffice(town.By, town.Office, MatterState.PutAway, null, 2, Ct)).Value.Rows);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_timeline_goes_back_page_by_page_through_documents_with_their_parts_and_notes(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var writeNote = new WriteNote(town.Db, town.Journal);
        for (var i = 0; i < 3; i++)
        {
            var mail = await town.Mail($"Mail {i}", "b.pdf", "a.pdf");
            await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);
            town.Database.Clock.Advance(TimeSpan.FromMinutes(1));
            await writeNote.Run(town.By, matter.Id, $"Vermerk {i}", Ct);
            town.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var show = new ShowTimeline(town.Db);

        var first = (await show.Run(town.Officer(), matter.Id, null, 4, Ct)).Value;
        var second = (await show.Run(town.Officer(), matter.Id, first.Next, 4, Ct)).Value;

        Assert.Equal(["Vermerk 2", "Mail 2", "Vermerk 1", "Mail 1"], first.Items.Select(item => item.Text));
        Assert.Equal(["Vermerk 0", "Mail 0"], second.Items.Select(item => item.Text));
        Assert.Null(second.Next);
        Assert.Null(first.Items[0].Kind);
        Assert.Equal((DocumentKind.Mail, "mail.eml"), (first.Items[1].Kind!.Value, first.Items[1].FileName));
        Assert.All(
            first.Items.Concat(second.Items).Where(item => item.Kind is not null),
            item => Assert.Equal(["b.pdf", "a.pdf"], item.Parts.Select(part => part.Title))
        );
        Assert.Equal(
            RecordsRefusals.NoSuchMatter,
            (await show.Run(town.Officer(Ids.New<OfficeId>(town.Db.Now)), matter.Id, null, 4, Ct)).Refusal
        );
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Case_files_of_a_unit_come_newest_first_and_only_with_a_matter_in_sight(string database)
    {
        await using var town = await Scenario.On(database);
        var secret = await town.Matter("geheim");
        var open = await town.Matter("offen");
        await town.Matter("auch offen");
        await town.OpenMatter.Run(town.By, await town.NewMatter("zweiter") with { PlanUnit = null, CaseFile = open.CaseFile }, Ct);
        await new ChangeConfidentiality(town.Db, town.Journal).Run(town.By, secret.Id, Confidentiality.Restricted, Ct);
        var list = new ListCaseFiles(town.Db);
        var unit = await town.PlanUnit();

        var first = await list.Run(town.Officer(), unit, null, 1, Ct);
        var rest = await list.Run(town.Officer(), unit, first[^1], 10, Ct);

        Assert.Equal(["auch offen", "offen"], first.Concat(rest).Select(file => file.Subject));
        Assert.Equal(3, (await list.Run(town.By, unit, null, 10, Ct)).Count);
        Assert.Null(await list.Show(town.Officer(), secret.CaseFile, Ct));
        Assert.Equal(["offen", "zweiter"], (await list.Matters(town.Officer(), open.CaseFile, 0, 10, Ct)).Select(matter => matter.Subject));
        Assert.Equal(["zweiter"], (await list.Matters(town.Officer(), open.CaseFile, 1, 10, Ct)).Select(matter => matter.Subject));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task The_plan_opens_level_by_level_and_says_how_long_files_are_kept(string database)
    {
        await using var town = await Scenario.On(database);
        await town.ImportPlan(
            "kennzeichen;bezeichnung;aufbewahrung_jahre;aussonderungsart;stillgelegt\n4;Soziales;10;B;\n46;Wohngeld;;V;\n461;Zuschuss;6;;\n462;Alt;unbefristet;A;ja\n5;Sport;;;\n"
        );
        var plan = new ShowFilingPlan(town.Db);

        var top = await plan.Run(town.By, null, Ct);
        var wohngeld = Assert.Single(await plan.Run(town.By, top[0].Id, Ct));
        var below = await plan.Run(town.By, wohngeld.Id, Ct);

        Assert.Equal([("4", true), ("5", false)], top.Select(unit => (unit.Code, unit.Branches)));
        Assert.Equal([("461", false), ("462", true)], below.Select(unit => (unit.Code, unit.Retired)));
        Assert.Equal(new Retention(false, 10, "V"), await plan.RetentionOf(town.By, wohngeld.Id, Ct));
        Assert.Equal(new Retention(false, 6, "V"), await plan.RetentionOf(town.By, below[0].Id, Ct));
        Assert.Equal(new Retention(true, null, "A"), await plan.RetentionOf(town.By, below[1].Id, Ct));
        Assert.Equal(new Retention(false, null, null), await plan.RetentionOf(town.By, top[1].Id, Ct));
        Assert.Equal(["4", "46", "461"], (await plan.Path(town.By, below[0].Id, Ct))!.Select(unit => unit.Code));
        Assert.Equal(["46", "461"], (await plan.Find(town.By, "46", 10, Ct)).Select(unit => unit.Code));
        Assert.Equal(["46"], (await plan.Find(town.By, "wohn", 10, Ct)).Select(unit => unit.Code));
        Assert.Empty(await plan.Find(town.By, "%", 10, Ct));
        Assert.Equal(
            OpenMatter.NoSuchPlanUnit,
            (
                await town.OpenMatter.Run(
                    town.By,
                    new NewMatter
                    {
                        PlanUnit = below[1].Id,
                        Subject = "x",
                        Office = town.Office,
                    },
                    Ct
                )
            ).Refusal
        );
    }
}
