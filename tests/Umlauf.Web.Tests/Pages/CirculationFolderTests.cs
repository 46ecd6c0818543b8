using System.Net;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Pages;

/// <summary>The folder page as people use it without script.</summary>
public sealed class CirculationFolderTests(TownHall town)
{
    private readonly Papers papers = new(town);
    private readonly Folders folders = new(town);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string Address(CirculationFolderId id) => $"/mappen/{id.Value}";

    [Fact]
    public async Task The_page_shows_the_document_the_route_and_the_task_of_the_person()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make(
            "Bescheid zur Zeichnung",
            folders.Route("weber", "kaya", "brandt"),
            items: [new NewItem(document, 1, true)]
        );
        using var head = await town.SignedIn("kaya");

        var page = await head.Open(Address(id));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Bescheid zur Zeichnung", page.Title);
        Assert.Contains("Unterwegs, jetzt bei Ayşe Kaya, Jörg Brandt.", page.Words, StringComparison.Ordinal);
        Assert.Contains("Die Gebühr beträgt 50 Euro", page["#seite-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Ihre Aufgabe: Mitzeichnung", page.Words, StringComparison.Ordinal);
        Assert.Equal(2, page.Html.QuerySelectorAll(".u-route > li").Length);
        Assert.Equal("step", page[".u-route > li"].GetAttribute("aria-current"));
        Assert.Contains("jetzt an der Reihe", page["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("kommt noch", page["#station-3"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_signs_is_recorded_once_however_often_the_form_is_sent()
    {
        var id = await folders.Make("Doppelt gesendet", folders.Route("weber", "kaya"));
        using var head = await town.SignedIn("kaya");
        var page = await head.Open(Address(id));

        var once = await head.Send(page, "form[data-act=complete-1-CoSigned]", null, ("Form.Text", "Einverstanden"));
        var twice = await head.Send(page, "form[data-act=complete-1-CoSigned]", null, ("Form.Text", "Einverstanden"));

        Assert.Equal(HttpStatusCode.OK, once.Status);
        Assert.Contains("Eingetragen: mitgezeichnet.", once.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, twice.Status);
        Assert.Single((await folders.Show(id)).Folder.Station(1).Outcomes);
        Assert.Contains("mitgezeichnet von Ayşe Kaya", twice["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Einverstanden", twice["#station-1"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_no_part_is_told_that_there_is_no_such_folder_also_about_its_documents()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make("Geht nur wenige an", folders.Route("weber", "baumann"), items: [new NewItem(document, 1, true)]);
        using var outside = await town.SignedIn("voessing");
        using var asked = await town.SignedIn("baumann");
        var content = $"{Address(id)}/dokumente/{document.Value}/1/inhalt";

        Assert.Equal(HttpStatusCode.NotFound, (await outside.Open(Address(id))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await outside.Open(content)).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await asked.Open(Address(new CirculationFolderId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()))))).Status
        );
        // The records of the other office stay closed; what lies in the folder is open.
        Assert.Equal(HttpStatusCode.NotFound, (await asked.Open($"/dokument/{document.Value}/1/inhalt")).Status);
        var bytes = await asked.Http.GetAsync(new Uri(content, UriKind.Relative), Ct);
        Assert.Equal("application/pdf", bytes.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", bytes.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_versions_that_lie_or_lay_in_the_folder_are_open()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make("Eine Fassung", folders.Route("weber", "baumann"), items: [new NewItem(document, 1, true)]);
        await Second(document);
        using var asked = await town.SignedIn("baumann");

        Assert.Equal(HttpStatusCode.NotFound, (await asked.Open($"{Address(id)}/dokumente/{document.Value}/2/inhalt")).Status);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await asked.Open($"{Address(id)}/dokumente/{document.Value}/vergleich?von=1&nach=2")).Status
        );

        await folders.Act("sommer", id, new ReplaceItem(document, 2, default));

        Assert.Equal(HttpStatusCode.OK, (await asked.Open($"{Address(id)}/dokumente/{document.Value}/2/inhalt")).Status);
        var compared = await asked.Open($"{Address(id)}/dokumente/{document.Value}/vergleich?von=1&nach=2");
        Assert.Contains("80", compared[".u-difference ins"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_needs_its_reason_and_returns_the_folder()
    {
        var id = await folders.Make("Wird abgelehnt", folders.Route("weber", "kaya"));
        using var head = await town.SignedIn("kaya");
        var page = await head.Open(Address(id));

        var without = await head.Send(page, "form[data-act=complete-1-Refused]", null, ("Form.Text", " "));
        var refused = await head.Send(without, "form[data-act=complete-1-Refused]", null, ("Form.Text", "Die Rechnung fehlt"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, without.Status);
        Assert.True(without["form[data-act=complete-1-Refused]"].ParentElement!.HasAttribute("open"));
        Assert.Equal("true", without["#complete-1-Refused-Form-Text"].GetAttribute("aria-invalid"));
        Assert.False(without["#complete-1-CoSigned-Form-Text"].HasAttribute("aria-invalid"));
        Assert.Contains("Zurück bei Sabine Sommer: abgelehnt von Ayşe Kaya.", refused.Words, StringComparison.Ordinal);
        Assert.Contains("Die Rechnung fehlt", refused["#station-1"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_comes_second_is_told_who_was_first_and_keeps_the_text()
    {
        var id = await folders.Make(
            "Zwei auf einmal",
            [Folders.Step(Office("50")), Folders.Step(folders.Station("weber", StationTask.FinalSign))]
        );
        using var first = await town.SignedIn("kaya");
        using var second = await town.SignedIn("kaya");
        var early = await first.Open(Address(id));
        var late = await second.Open(Address(id));

        await first.Send(early, "form[data-act=complete-1-CoSigned]");
        var told = await second.Send(late, "form[data-act=complete-1-Refused]", null, ("Form.Text", "Mein langer Grund"));

        Assert.Equal(HttpStatusCode.Conflict, told.Status);
        Assert.Contains("Jemand war schneller", told.Words, StringComparison.Ordinal);
        Assert.Contains("Ayşe Kaya: mitgezeichnet", told.Words, StringComparison.Ordinal);
        Assert.Contains("Mein langer Grund", told["#typed"].TextContent, StringComparison.Ordinal);
        Assert.Single((await folders.Show(id)).Folder.Station(1).Outcomes);
    }

    [Fact]
    public async Task The_final_signer_confirms_each_dissent_before_signing()
    {
        var id = await folders.Make("Mit Widerspruch", folders.Route("weber", "kaya", "brandt"), new RoutePolicy(RefusalPolicy.Dissent));
        await folders.Act(
            "kaya",
            id,
            new Complete
            {
                Station = 1,
                Outcome = OutcomeKind.Refused,
                Remark = "Zu teuer",
            }
        );
        await folders.Sign("brandt", id, 2);
        using var mayor = await town.SignedIn("weber");
        var page = await mayor.Open(Address(id));
        var form = page["form[data-act=complete-3-Signed]"];

        var unseen = await mayor.Send(page, "form[data-act=complete-3-Signed]");
        var signed = await mayor.Send(unseen, "form[data-act=complete-3-Signed]", null, ("Form.Confirmed", "1"));

        Assert.Contains("Ayşe Kaya hat abgelehnt", form.TextContent, StringComparison.Ordinal);
        Assert.Contains("Zu teuer", form.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unseen.Status);
        Assert.Contains("Abgeschlossen.", signed.Words, StringComparison.Ordinal);
        Assert.Contains("Ablehnungen gesehen und bestätigt", signed["#station-3"].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ChangePolicy.Restart, "von dort wird neu gezeichnet", "Mitzeichnung")]
    [InlineData(ChangePolicy.Reconfirm, "bestätigt die Änderung", "Bestätigung der Änderung")]
    [InlineData(ChangePolicy.Continue, "als redaktionell gekennzeichnet", null)]
    public async Task Before_a_document_is_replaced_the_page_says_whose_signature_stops_counting(
        ChangePolicy policy,
        string words,
        string? task
    )
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make(
            $"Austausch {policy}",
            [
                Folders.Step(folders.Station("kaya")),
                Folders.Step(folders.Station("brandt")),
                Folders.Step(folders.Station("weber", StationTask.FinalSign)),
            ],
            new RoutePolicy(Change: policy),
            [new NewItem(document, 1, true)]
        );
        await folders.Sign("kaya", id, 1);
        await folders.Sign("brandt", id, 2);
        await Second(document);
        var before = (await folders.Show(id)).Folder.Revision;
        using var owner = await town.SignedIn("sommer");
        using var head = await town.SignedIn("kaya");
        using var mayor = await town.SignedIn("weber");

        var page = await owner.Open(Address(id));
        var preview = await owner.Send(page, "form[action='" + Address(id) + "']:has([name=ersetzen])");

        Assert.Equal(
            ["Ayşe Kaya", "Jörg Brandt"],
            preview.Html.QuerySelectorAll("[data-stale] li").Select(line => line.TextContent.Split(',')[0].Trim())
        );
        Assert.Contains(words, preview.Words, StringComparison.Ordinal);
        Assert.Equal(before, (await folders.Show(id)).Folder.Revision);

        var replaced = await owner.Send(preview, "form[data-act=replace-item]");
        var seen = await head.Open(Address(id));

        Assert.Contains("überholt", replaced["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains($"vergleich?von=1&nach=2", seen["#station-1 a"].GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(task is not null, seen.Words.Contains($"Ihre Aufgabe: {task ?? "?"}", StringComparison.Ordinal));
        var last = await mayor.Open(Address(id));
        Assert.Equal(policy == ChangePolicy.Continue, last.Html.QuerySelector("form[data-act=mark-editorial]") is not null);
        var asked = policy == ChangePolicy.Continue ? last : seen;
        Assert.Matches(
            @"^\S+, [\d.]{10}, .+Uhr: Sabine Sommer ersetzte .+, Version 1, durch Version 2[.]$",
            asked["#aufgabe [data-replaced] li"].TextContent.Trim()
        );
        Assert.EndsWith("vergleich?von=1&nach=2", asked["#aufgabe [data-replaced] a"].GetAttribute("href"), StringComparison.Ordinal);
        if (task is not null)
            Assert.Contains("Ihr Eintrag „mitgezeichnet“ vom ", asked["#aufgabe"].TextContent, StringComparison.Ordinal);
        if (policy != ChangePolicy.Continue)
            return;
        Assert.Null(last.Html.QuerySelector("form[data-act=complete-3-Signed]"));
        var marked = await mayor.Send(last, "form[data-act=mark-editorial]");
        var signed = await mayor.Send(marked, "form[data-act=complete-3-Signed]");
        Assert.Contains("Abgeschlossen.", signed.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_goes_to_whoever_is_named_and_both_texts_stay_on_the_route()
    {
        var id = await folders.Make("Mit Rückfrage", folders.Route("weber", "kaya"));
        using var head = await town.SignedIn("kaya");
        using var expert = await town.SignedIn("petersen");
        var page = await head.Open(Address(id));

        var nobody = await head.Send(
            page,
            "form[data-act=question-1]",
            null,
            ("Form.Text", "Stimmt die Summe?"),
            ("Form.Person", "Niemand")
        );
        var asked = await head.Send(
            nobody,
            "form[data-act=question-1]",
            null,
            ("Form.Text", "Stimmt die Summe?"),
            ("Form.Person", "Wiebke Petersen")
        );
        var desk = await expert.Open("/schreibtisch?art=question");
        var answered = await expert.Send(await expert.Open(Address(id)), "form[data-act=answer-1]", null, ("Form.Text", "Ja, geprüft."));

        Assert.Equal("true", nobody["#question-1-Form-Person"].GetAttribute("aria-invalid"));
        Assert.Contains("wartet auf Antwort", asked["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Rückfrage an Sie", desk.Words, StringComparison.Ordinal);
        Assert.Contains("Stimmt die Summe?", answered["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Ja, geprüft.", answered["#station-1"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_changes_the_route_and_calls_the_folder_back()
    {
        var id = await folders.Make("Laufweg ändern", folders.Route("weber", "kaya", "brandt"));
        using var owner = await town.SignedIn("sommer");
        var page = await owner.Open(Address(id));

        page = await owner.Send(
            page,
            "form[data-act=insert]",
            null,
            ("Form.Person", "baumann"),
            ("Form.Task", "Acknowledge"),
            ("Form.Side", "After"),
            ("Form.Days", "2")
        );
        page = await owner.Send(page, "form[data-act=extend]", null, ("Form.Station", "1"), ("Form.Days", "5"));
        page = await owner.Send(page, "form[data-act=skip]", null, ("Form.Station", "2"), ("Form.Text", "Ist im Haus nicht zuständig"));
        page = await owner.Send(page, "form[data-act=recall]", null, ("Form.Text", "Noch ein Fehler"));

        var folder = (await folders.Show(id)).Folder;
        Assert.Equal(town["baumann"].Staff, folder.Station(4).Addressee.Person);
        Assert.Equal(StationState.Skipped, folder.Station(2).State);
        Assert.Equal(FolderState.Returned, folder.State);
        Assert.Contains("Ist im Haus nicht zuständig", page["#station-2"].TextContent, StringComparison.Ordinal);

        page = await owner.Send(page, "form[data-act=resume]", "button[value=RefusingStep]");

        Assert.Equal(FolderState.Running, (await folders.Show(id)).Folder.State);
        page = await owner.Send(page, "form[data-act=withdraw]", null, ("Form.Text", "Erledigt sich"));
        Assert.Contains("Zurückgezogen: Erledigt sich", page.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hands_a_station_on_stays_on_record_and_takes_back_what_was_signed_too_soon()
    {
        var id = await folders.Make("Weitergegeben", folders.Route("weber", "kaya", "brandt"));
        using var head = await town.SignedIn("kaya");
        using var other = await town.SignedIn("moeller");

        var handed = await head.Send(await head.Open(Address(id)), "form[data-act=delegate-1]", null, ("Form.Person", "moeller"));
        var signed = await other.Send(await other.Open(Address(id)), "form[data-act=complete-1-CoSigned]");
        var back = await other.Send(signed, "form[data-act=take-back-1]");

        Assert.Contains("weitergegeben von Ayşe Kaya", handed["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("zurückgenommen", back["#station-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("jetzt an der Reihe", back["#station-1"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remark_carries_its_place_and_the_colour_of_the_rank_in_words()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make("Mit Randbemerkung", folders.Route("weber", "kaya"), items: [new NewItem(document, 1, true)]);
        using var head = await town.SignedIn("kaya");

        var page = await head.Send(
            await head.Open(Address(id)),
            "form[data-act=remark]",
            null,
            ("Form.Text", "Bitte prüfen"),
            ("anchorPage", "1"),
            ("anchorQuote", "Die Gebühr beträgt 50 Euro")
        );
        var bad = await head.Send(page, "form[data-act=remark]", null, ("Form.Text", "x"), ("anchorPage", "0"));

        var remark = page["#bemerkung-1"];
        Assert.Equal("blue", remark.GetAttribute("data-rank"));
        Assert.Equal("Die Gebühr beträgt 50 Euro", remark.GetAttribute("data-anchor-quote"));
        Assert.Contains("blau: Leitung", remark.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.Status);
    }

    [Fact]
    public async Task What_is_not_allowed_says_why()
    {
        var id = await folders.Make("Nicht erlaubt", folders.Route("weber", "kaya"));
        using var mayor = await town.SignedIn("weber");

        var page = await mayor.Open(Address(id));

        Assert.Null(page.Html.QuerySelector("form[data-act=complete-2-Signed]"));
        Assert.Null(page.Html.QuerySelector("form[data-act=withdraw]"));
        Assert.Contains("Diese Station ist noch nicht an der Reihe", page[".u-refused"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Das darf nur die Person, der die Mappe gehört", page[".u-refused"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_with_300_stations_and_200_documents_opens()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var items = new List<NewItem> { new(document, 1, true) };
        for (var i = 0; i < 199; i++)
            items.Add(new NewItem(await papers.Put("Anlage"u8.ToArray(), "text/plain", $"anlage-{i}.txt", "Anlage"), 1, false));
        var logins = new[] { "kaya", "brandt", "baumann", "oeztuerk", "schaefer" };
        var id = await folders.Make(
            "Sehr große Mappe",
            [.. Enumerable.Range(0, 60).Select(_ => Folders.Step([.. logins.Select(login => folders.Station(login))]))],
            items: items
        );
        using var head = await town.SignedIn("kaya");
        await head.Open(Address(id));

        var began = TimeProvider.System.GetTimestamp();
        var page = await head.Open(Address(id));

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{TimeProvider.System.GetElapsedTime(began).TotalMilliseconds:0} ms, {page.Text.Length} characters"
        );
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(300, page.Html.QuerySelectorAll(".u-station").Length);
        Assert.Equal(200, page.Html.QuerySelectorAll(".u-items li").Length);
    }

    private StationPlan Office(string code) => new() { Addressee = Addressee.Of(town.Office(code)), Task = StationTask.CoSign };

    private async Task Second(DocumentId document)
    {
        var pdf = Papers.Letter("80 Euro");
        await papers.AddVersion(document, pdf, "application/pdf", "neu.pdf", await papers.Text(pdf));
    }
}
