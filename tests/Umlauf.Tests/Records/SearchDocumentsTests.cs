using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Records;

public sealed class SearchDocumentsTests
{
    /// <summary>A query, the text of the only mail in sight (titled "Eingabe", from Erika, of today), and whether it is found.</summary>
    private static readonly (string Query, string Text, bool Found)[] cases =
    [
        ("Zeh", "eine kurze Hose", false),
        ("Zeh", "eine Kurzehose", false),
        ("Muelleimer", "der Mülleimer ist voll", true),
        ("Mülleimer", "der Muelleimer ist voll", true),
        ("Strasse", "die Straße ist gesperrt", true),
        ("Hauptstraße", "wohnhaft Hauptstr. 5", true),
        ("Wohngeldantrag", "mein Antrag vom Mai", false),
        ("Wohngeldantrag", "mein Wohngeld-Antrag vom Mai", true),
        ("Wohngeldantrag", "mein Antrag auf Wohngeld", true),
        ("Wohngeldantrag", "mein Antrag zum Kindergeld, später Wohngeld", false),
        ("Wohngeldantrag", "Wohngeld, Antrag auf Erhöhung", true),
        ("Wohngeld", "wir wohnen hier und beziehen Kindergeld", false),
        ("63-0815/2026", "zum Zeichen 63-0815/2026 teile ich mit", true),
        ("6308152026", "zum Zeichen 63-0815/2026 teile ich mit", true),
        ("63-0815/2026", "zum Zeichen 6308152026 teile ich mit", true),
        ("63-0815/2025", "zum Zeichen 63-0815/2026 teile ich mit", false),
        ("4.46-12/2026", "Az.: 4.46-12/2026", true),
        ("SO-2026/001234", "Kassenzeichen SO2026001234", true),
        ("DE12 5001 0517 0648 4898 90", "IBAN DE12500105170648489890", true),
        ("DE12500105170648489890", "IBAN DE12 5001 0517 0648 4898 90", true),
        ("DE12 5001 0517 0648 4898 90", "IBAN DE02120300000000202051", false),
        ("schwerbehinderten", "Antrag auf einen Schwerbehindertenausweis", true),
        ("Bescheinigung", "eine Bescheini-\ngung der Miete", true),
        ("Wohng*", "mein Wohngeldantrag", true),
        ("\"Antrag auf Wohngeld\"", "mein Antrag auf Wohngeld", true),
        ("\"Antrag auf Wohngeld\"", "mein Wohngeld und der Antrag", false),
        ("\"Antrag Wohngeld\"", "mein Antrag auf Wohngeld", false),
        ("Hund Katze", "der Hund bellt", false),
        ("Hund ODER Katze", "der Hund bellt", true),
        ("Hund OR (Katze UND Maus)", "die Katze jagt die Maus", true),
        ("Hund -Katze", "Hund und Katze", false),
        ("Hund NICHT Katze", "ein Hund", true),
        ("Hund -\"böse Katze\"", "ein Hund, eine Katze, böse", true),
        ("Hund -\"böse Katze\"", "ein Hund, eine böse Katze", false),
        ("betreff:Eingabe", "Text", true),
        ("betreff:Text", "Text", false),
        ("von:Erika Text", "Text", true),
        ("von:erika@example.org", "Text", true),
        ("von:example.org Text", "Text", true),
        ("von:stadt.example Text", "Text", false),
        ("an:Bürgerbüro Text", "Text", true),
        ("an:buergerbuero@stadt.example", "Text", true),
        ("to:Erika Text", "Text", false),
        ("art:mail Text", "Text", true),
        ("art:fax Text", "Text", false),
        ("datum:2026-11-23 Text", "Text", true),
        ("datum:2026-01..2026-10 Text", "Text", false),
        ("datum:11.2026.. Text", "Text", true),
        ("http://example.org Re: (", "siehe http://example.org Re:", true),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_word_finds_the_compound_in_the_text_of_an_attachment(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.MailWith("Ihr Schreiben", ("Bescheid.pdf", "anbei der Wohngeldbewilligungsbescheid vom 12.05.2026"));

        var hit = Assert.Single((await town.Search("Wohngeld")).Hits);

        Assert.Equal(DocumentKind.Attachment, hit.Kind);
        Assert.Equal(mail, hit.Root);
        var mark = Assert.Single(hit.Snippet, piece => piece.Match is not null);
        Assert.Equal(new SearchMark("Wohngeldbewilligungsbescheid", SearchMatch.PartOfWord), mark);
        Assert.Single((await town.Search("Bewilligungsbescheide")).Hits);
        Assert.Empty((await town.Search("Kindergeld")).Hits);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_query_finds_what_it_says(string database)
    {
        await using var town = await Scenario.On(database);
        foreach (var (query, text, found) in cases)
        {
            var office = Ids.New<OfficeId>(town.Db.Now);
            await town.MailSaying("Eingabe", text, office);

            var page = await town.Search(query, town.Officer(office));

            Assert.True((found ? (1, 1) : (0, 0)) == Counts(page), $"{query} in: {text}: {Counts(page)}");
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Somebody_of_another_office_finds_nothing_and_no_count_betrays_it(string database)
    {
        await using var town = await Scenario.On(database);
        var neighbour = Ids.New<OfficeId>(town.Db.Now);
        await town.MailSaying("Wohngeld für Familie Muster", "Wohngeld");
        await town.MailSaying("Wohngeld, vertraulich", "Wohngeld", confidentiality: Confidentiality.Confidential);
        await town.MailSaying("Wohngeld, nur persönlich", "Wohngeld", confidentiality: Confidentiality.Restricted);

        Assert.Equal((1, 1), Counts(await town.Search("Wohngeld", town.Officer(town.Office))));
        Assert.Equal((2, 2), Counts(await town.Search("Wohngeld", town.Officer(town.Office, Confidentiality.Confidential))));
        Assert.Equal((0, 0), Counts(await town.Search("Wohngeld", town.Officer(neighbour))));
        Assert.Equal((0, 0), Counts(await town.Search("NOT Katze", town.Officer(neighbour))));
        Assert.Equal((0, 0), Counts(await town.Search($"r_1_all OR r_1_o{town.Office.Value:N}x0", town.Officer(neighbour))));
        Assert.Equal((0, 0), Counts(await town.Search("Wohngeld", Caller.Program(new TenantId(2)))));
        Assert.Equal((3, 3), Counts(await town.Search("Wohngeld")));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Filing_hands_a_document_over_to_the_readers_of_the_matter_and_undo_takes_it_back(string database)
    {
        await using var town = await Scenario.On(database);
        var registry = Ids.New<OfficeId>(town.Db.Now);
        var mail = await town.MailWith("Antrag", ("Mietvertrag.pdf", "Kaltmiete"), office: registry);
        var matter = await town.Matter();

        Assert.Empty((await town.Search("Kaltmiete", town.Officer(town.Office))).Hits);
        var filed = await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);

        var hit = Assert.Single((await town.Search("Kaltmiete", town.Officer(town.Office))).Hits);
        Assert.Equal(matter.Number, hit.MatterNumber);
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete", town.Officer(registry))));
        Assert.Equal(2, (await town.Search(matter.Number)).Total);
        Assert.Equal(2, (await town.Search($"az:{matter.Number.Replace("-", "", StringComparison.Ordinal)}")).Total);

        await town.UndoFiling.Run(town.By, filed.Value.Id, Ct);
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete", town.Officer(town.Office))));
        Assert.Equal((1, 1), Counts(await town.Search("Kaltmiete", town.Officer(registry))));
        Assert.Equal((0, 0), Counts(await town.Search(matter.Number)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Who_is_named_for_a_matter_finds_its_documents_until_that_is_taken_back(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var mail = await town.MailWith("Antrag", ("Mietvertrag.pdf", "Kaltmiete"));
        await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);
        var colleague = town.Officer(Ids.New<OfficeId>(town.Db.Now));
        var neighbour = Ids.New<OfficeId>(town.Db.Now);

        await new GrantAccess(town.Db, town.Journal).Run(town.By, matter.Id, colleague.Staff!.Value, "Vertretung", Ct);
        Assert.Equal((1, 1), Counts(await town.Search("Kaltmiete", colleague)));
        await new RevokeAccess(town.Db, town.Journal).Run(town.By, matter.Id, colleague.Staff.Value, Ct);
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete", colleague)));

        await new ChangeConfidentiality(town.Db, town.Journal).Run(town.By, matter.Id, Confidentiality.Confidential, Ct);
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete", town.Officer())));
        await new AssignMatter(town.Db, town.Journal).Run(town.By, matter.Id, neighbour, colleague.Staff, Ct);
        Assert.Equal((1, 1), Counts(await town.Search("Kaltmiete", colleague)));
        Assert.Equal((1, 1), Counts(await town.Search("Kaltmiete", town.Officer(neighbour, Confidentiality.Confidential))));
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete", town.Officer(clearance: Confidentiality.Confidential))));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Hits_come_by_number_then_title_then_text_the_newest_first_and_page_by_page(string database)
    {
        await using var town = await Scenario.On(database);
        var apart = await town.MailSaying("Apart", "ein Antrag auf Wohngeld");
        var text = await town.MailSaying("Text", "der Wohngeldantrag");
        var newerText = await town.MailSaying("Neuer", "die Wohngeldanträge");
        var title = await town.MailSaying("Wohngeldantrag", "siehe Anlage");
        DocumentId[] expected = [title, newerText, text, apart];

        var pages = new List<DocumentId>();
        string? after = null;
        do
        {
            var page = await town.Search(new SearchQuery("Wohngeldantrag") { Limit = 1, After = after });
            Assert.Equal(4, page.Total);
            pages.AddRange(page.Hits.Select(hit => hit.Id));
            after = page.Next;
        } while (after is not null);

        Assert.Equal(expected, pages);
        Assert.Equal(expected, (await town.Search("Wohngeldantrag")).Hits.Select(hit => hit.Id));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task An_office_is_named_by_its_code_or_its_name(string database)
    {
        await using var town = await Scenario.On(database);
        await town.Exec(
            "INSERT INTO identity_office (tenant_id, id, code, name) VALUES (@tenant, @Office, '50', 'Sozialamt')",
            new { town.Office }
        );
        await town.MailSaying("Eingabe", "Wohngeld");
        await town.MailSaying("Eingabe", "Wohngeld", Ids.New<OfficeId>(town.Db.Now));

        Assert.Equal((2, 2), Counts(await town.Search("Wohngeld")));
        Assert.Equal((1, 1), Counts(await town.Search("Wohngeld amt:50")));
        Assert.Equal((1, 1), Counts(await town.Search("Wohngeld amt:\"sozialamt\"")));
        Assert.Equal((0, 0), Counts(await town.Search("Wohngeld amt:63")));
        Assert.Equal((1, 1), Counts(await town.Search(new SearchQuery("Wohngeld") { Office = town.Office, Kind = DocumentKind.Mail })));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_text_that_was_read_later_replaces_the_one_before(string database)
    {
        await using var town = await Scenario.On(database);
        var mail = await town.MailSaying("Fax", "unleserlich");
        await using (var unit = await town.Db.Write(town.By.Actor, Ct))
        {
            await new SetText(town.Journal).Run(unit, [(mail, DocumentText.Of("Hundesteuer"))]);
            await unit.Commit();
        }

        Assert.Equal((0, 0), Counts(await town.Search("unleserlich")));
        Assert.Equal((1, 1), Counts(await town.Search("Hundesteuerbescheid OR Hund")));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_was_rolled_back_is_not_found(string database)
    {
        await using var town = await Scenario.On(database);
        await using (var unit = await town.Db.Write(town.By.Actor, Ct))
            await town.AddDocument.Run(unit, town.NewMail("Verworfen"));
        await town.MailSaying("Behalten", "Text");

        Assert.Equal((0, 0), Counts(await town.Search("Verworfen")));
        Assert.Equal((1, 1), Counts(await town.Search("Behalten")));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_lost_index_is_written_anew_from_the_texts(string database)
    {
        await using var town = await Scenario.On(database);
        var matter = await town.Matter();
        var mail = await town.MailWith("Antrag", ("Mietvertrag.pdf", "Kaltmiete"));
        await town.FileDocument.Run(town.By, mail, FilingTarget.Into(matter.Id), Ct);
        await town.LoseTheIndex();
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete")));

        await town.RebuildIndex();

        Assert.Equal((1, 1), Counts(await town.Search("Kaltmiete", town.Officer())));
        Assert.Equal((2, 2), Counts(await town.Search(matter.Number)));
        Assert.Equal((0, 0), Counts(await town.Search("Kaltmiete", town.Officer(Ids.New<OfficeId>(town.Db.Now)))));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_query_without_a_word_and_a_page_that_does_not_exist_are_refused(string database)
    {
        await using var town = await Scenario.On(database);

        foreach (var empty in (string[])["", "der und", "\"\"", "()", "NOT", "a*", "-"])
            Assert.Equal(SearchDocuments.NothingAsked, await town.SearchRefused(new SearchQuery(empty)));
        Assert.Equal(SearchDocuments.NoSuchPage, await town.SearchRefused(new SearchQuery("Wort") { After = "7-1" }));
        Assert.Equal(SearchDocuments.TooLong, await town.SearchRefused(new SearchQuery(new string('x', 1001))));
    }

    private static (int, int) Counts(SearchPage page) => (page.Hits.Count, page.Total);
}
