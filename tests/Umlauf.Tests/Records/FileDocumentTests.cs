using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class FileDocumentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Filing_puts_the_document_and_its_attachments_into_the_matter_and_into_the_journal_once(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var mail = await town.Mail("Antrag", "Mietvertrag.pdf", "Lohn.pdf");
        var other = await town.Mail("Anderes");

        var filed = await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);
        var second = await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);

        Assert.Equal(matter.Number, filed.Value.Number);
        Assert.False(filed.Value.Opened);
        Assert.Equal(FileDocument.AlreadyFiled.Code, second.Refusal!.Code);
        Assert.Contains(matter.Number, second.Refusal.Detail);
        Assert.Equal(3, (await InMatter(town, matter.Id)).Count);
        Assert.Equal(["document-added", "document-filed"], await town.JournalOf(mail.Value));
        Assert.Equal(["document-added"], await town.JournalOf(other.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Filing_into_a_new_matter_opens_it_with_the_next_number(string database)
    {
        await using var town = await Scenario.On(database);

        var first = await town.FileDocument.Run(town.By, await town.Mail(), FilingTarget.Opening(await town.NewMatter()), Ct);
        var second = await town.FileDocument.Run(town.By, await town.Mail(), FilingTarget.Opening(await town.NewMatter()), Ct);

        Assert.True(first.Value.Opened);
        Assert.Equal("46-0001/2026-01", first.Value.Number);
        Assert.Equal("46-0002/2026-01", second.Value.Number);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Of_many_clerks_who_file_the_same_mail_one_wins_and_the_others_are_told_where_it_is(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.Mail("Antrag", "Mietvertrag.pdf");
        var matters = new List<OpenedMatter>();
        for (var i = 0; i < 8; i++)
            matters.Add(await town.Matter($"Vorgang {i}"));

        var results = await Task.WhenAll(
            matters.Select(matter => Task.Run(() => town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct)))
        );

        var winner = Assert.Single(results, result => result.Ok).Value;
        Assert.All(results.Where(result => !result.Ok), result => Assert.StartsWith(winner.Number, result.Refusal!.Detail));
        Assert.Equal(2, (await InMatter(town, winner.Matter)).Count);
        Assert.Single(await town.Rows<Guid>("SELECT id FROM records_filing WHERE tenant_id = @tenant"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Another_administration_sees_neither_the_document_nor_the_matter(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.Mail();
        var matter = await town.Matter();
        var neighbour = Caller.Program(new TenantId(2));

        var filed = await town.FileDocument.Run(neighbour, mail, FilingTarget.Into(matter.Id), Ct);

        Assert.Equal(RecordsRefusals.NoSuchDocument, filed.Refusal);
        Assert.Empty(await InMatter(town, matter.Id));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Undo_puts_the_mail_back_and_keeps_the_number_of_the_matter_that_was_opened_for_it(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.Mail("Antrag", "Mietvertrag.pdf");
        var filed = (await town.FileDocument.Run(town.By, mail, FilingTarget.Opening(await town.NewMatter()), Ct)).Value;

        var undone = await town.UndoFiling.Run(town.By, filed.Id, Ct);
        var again = await town.UndoFiling.Run(town.By, filed.Id, Ct);

        Assert.True(undone.Ok);
        Assert.True(again.Ok);
        Assert.Empty(await InMatter(town, filed.Matter));
        Assert.Equal(["Void"], await town.Rows<string>("SELECT state FROM records_matter WHERE tenant_id = @tenant"));
        Assert.Equal(["document-added", "document-filed", "filing-undone"], await town.JournalOf(mail.Value));
        Assert.Equal(["matter-opened", "matter-voided"], await town.JournalOf(filed.Matter.Value));
        Assert.Equal("46-0002/2026-01", (await town.Matter()).Number);
        Assert.True((await town.FileDocument.Run(town.By, mail, FilingTarget.Opening(await town.NewMatter()), Ct)).Ok);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Undo_ends_after_half_a_minute_and_when_the_mail_has_moved_on(string database)
    {
        await using var town = await Scenario.On(database);
        var (mine, late) = (await town.Mail(), await town.Mail());
        var (here, there) = (await town.Matter("hier"), await town.Matter("dort"));
        var first = (await town.FileDocument.Run(town.By, mine, FilingTarget.Into(here.Id), Ct)).Value;
        var moved = (await town.FileDocument.Refile(town.By, mine, here.Id, FilingTarget.Into(there.Id), Ct)).Value;
        var slow = (await town.FileDocument.Run(town.By, late, FilingTarget.Into(here.Id), Ct)).Value;

        Assert.Equal(UndoFiling.TooLate, (await town.UndoFiling.Run(town.By, first.Id, Ct)).Refusal);
        Assert.Equal(UndoFiling.NoSuchFiling, (await town.UndoFiling.Run(town.Officer(), moved.Id, Ct)).Refusal);
        Assert.True((await town.UndoFiling.Run(town.By, moved.Id, Ct)).Ok);
        Assert.Contains(mine, await InMatter(town, here.Id));
        Assert.True((await town.UndoFiling.Run(town.By, first.Id, Ct)).Ok);
        town.Database.Clock.Advance(TimeSpan.FromSeconds(36));
        Assert.Equal(UndoFiling.TooLate, (await town.UndoFiling.Run(town.By, slow.Id, Ct)).Refusal);
        Assert.Equal([late], await InMatter(town, here.Id));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Refiling_moves_a_document_only_from_where_the_clerk_saw_it(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.Mail();
        var (a, b, c) = (await town.Matter("a"), await town.Matter("b"), await town.Matter("c"));
        await town.FileDocument.Run(town.By, mail, FilingTarget.Into(a.Id), Ct);

        var moved = await town.FileDocument.Refile(town.By, mail, a.Id, FilingTarget.Into(b.Id), Ct);
        var stale = await town.FileDocument.Refile(town.By, mail, a.Id, FilingTarget.Into(c.Id), Ct);

        Assert.Equal(b.Number, moved.Value.Number);
        Assert.StartsWith(b.Number, stale.Refusal!.Detail);
        Assert.Equal(["document-added", "document-filed", "document-refiled"], await town.JournalOf(mail.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_refused_filing_leaves_no_matter_and_no_number_behind(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.Mail("Antrag", "Mietvertrag.pdf");
        var attachment = (
            await town.Rows<DocumentId>("SELECT id FROM records_document WHERE tenant_id = @tenant AND parent_id IS NOT NULL")
        )[0];
        var wanted = await town.NewMatter();

        var part = await town.FileDocument.Run(town.By, attachment, FilingTarget.Opening(wanted), Ct);
        var nameless = await town.FileDocument.Run(town.By, mail, FilingTarget.Opening(wanted with { Subject = " \t" }), Ct);
        var nowhere = await town.FileDocument.Run(town.By, mail, FilingTarget.Opening(wanted with { PlanUnit = null }), Ct);

        Assert.Equal(FileDocument.PartOfAnother, part.Refusal);
        Assert.Equal(OpenMatter.NoSubject, nameless.Refusal);
        Assert.Equal(OpenMatter.NoSuchPlanUnit, nowhere.Refusal);
        Assert.Equal("46-0001/2026-01", (await town.Matter()).Number);
    }

    private static Task<IReadOnlyList<DocumentId>> InMatter(Scenario town, MatterId matter) =>
        town.Rows<DocumentId>("SELECT id FROM records_document WHERE tenant_id = @tenant AND matter_id = @matter", new { matter });
}
