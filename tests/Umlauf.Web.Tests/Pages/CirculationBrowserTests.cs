using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Pages;

/// <summary>The pages of the circulation in a real browser: barriers, small screens, keyboard, what a screen reader reads.</summary>
public sealed class CirculationBrowserTests(TownHall town, Browser browser)
{
    private readonly Papers papers = new(town);
    private readonly Folders folders = new(town);

    [Theory]
    [InlineData("folder")]
    [InlineData("signature-folder")]
    [InlineData("desk")]
    [InlineData("folders")]
    [InlineData("preview")]
    [InlineData("templates")]
    [InlineData("sheet")]
    [InlineData("new-version")]
    public async Task Each_page_has_no_barriers_light_dark_and_small(string page)
    {
        var id = await Rich($"Bescheid Wohngeld {page}");
        var (login, path) = page switch
        {
            "folder" => ("weber", $"/mappen/{id.Value}"),
            "signature-folder" => ("weber", $"/unterschriftsmappe?mappe={id.Value}"),
            "desk" => ("weber", "/schreibtisch"),
            "preview" => ("sommer", $"/mappen/{id.Value}?ersetzen={(await folders.Show(id)).Folder.Items[0].Document.Value}&neu=2"),
            "templates" => ("kaya", "/mappen/vorlagen"),
            "sheet" => ("weber", $"/mappen/{id.Value}/laufzettel"),
            "new-version" => ("sommer", $"/mappen/{id.Value}/fassung/{(await folders.Show(id)).Folder.Items[0].Document.Value}"),
            _ => ("sommer", "/mappen"),
        };
        using var visitor = await town.SignedIn(login);

        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go(path);
        await OpenAll(window.Page);
        await window.Look($"circulation-{page}", [.. Form.Everyday, new Form("390", 390, 844)]);
    }

    [Fact]
    public async Task A_screen_reader_reads_the_route_as_a_list_with_states()
    {
        var id = await Rich("Für den Vorleser");
        using var visitor = await town.SignedIn("weber");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go($"/mappen/{id.Value}");

        var tree = await window.Page.Locator("#laufweg").AriaSnapshotAsync();

        TestContext.Current.TestOutputHelper?.WriteLine(tree);
        Assert.Contains("- list \"Schritte des Laufwegs\":", tree, StringComparison.Ordinal);
        Assert.Contains("listitem", tree, StringComparison.Ordinal);
        Assert.Contains("Schritt 1", tree, StringComparison.Ordinal);
        Assert.Contains("erledigt", tree, StringComparison.Ordinal);
        Assert.Contains("Station 2:", tree, StringComparison.Ordinal);
        Assert.Contains("abgelehnt", tree, StringComparison.Ordinal);
        Assert.Contains("jetzt an der Reihe", tree, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_signature_folder_is_worked_through_by_keyboard_alone()
    {
        await folders.Make("Taste eins", [Folders.Step(folders.Station("grimm", StationTask.FinalSign, due: 1))]);
        await folders.Make("Taste zwei", [Folders.Step(folders.Station("grimm", StationTask.FinalSign, due: 2))]);
        using var visitor = await town.SignedIn("grimm");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go("/unterschriftsmappe");
        var heading = window.Page.Locator(".u-signing h2").First;

        await window.Page.Keyboard.PressAsync("j");
        await Assertions.Expect(heading).ToHaveTextAsync("Taste zwei");
        await window.Page.Keyboard.PressAsync("k");
        await Assertions.Expect(heading).ToHaveTextAsync("Taste eins");
        await window.Page.Keyboard.PressAsync("z");
        await Assertions.Expect(heading).ToHaveTextAsync("Taste zwei");
        await window.Page.Keyboard.PressAsync("a");
        await window.Page.Keyboard.TypeAsync("Nicht zuständig");
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator(".u-empty__title")).ToHaveTextAsync("Alles gezeichnet");

        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task On_a_phone_without_script_the_mayor_sees_the_dissent_and_signs()
    {
        var id = await Rich("Am Telefon");
        using var visitor = await town.SignedIn("weber");
        await using var window = await browser.Open(town.Host.Address, phone: true, script: false);
        await window.Use(visitor);
        await window.Go($"/mappen/{id.Value}");

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "Aufgabe" }).ClickAsync();
        await window.Page.GetByLabel("Gesehen: Jörg Brandt hat abgelehnt.").CheckAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Schlusszeichnen" }).ClickAsync();

        await Assertions.Expect(window.Page.Locator(".u-lead").First).ToHaveTextAsync("Abgeschlossen.");
    }

    [Theory]
    [InlineData(ChangePolicy.Restart, "kaya", "Ihre Aufgabe: Mitzeichnung")]
    [InlineData(ChangePolicy.Reconfirm, "kaya,brandt", "Ihre Aufgabe: Bestätigung der Änderung")]
    [InlineData(ChangePolicy.Continue, "weber", "Nach der Zeichnung geändert")]
    public async Task After_a_decisive_document_was_replaced_each_person_sees_what_follows(ChangePolicy policy, string who, string task)
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make(
            $"Bescheid, Regel {policy}",
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
        var pdf = Papers.Letter("80 Euro");
        await papers.AddVersion(document, pdf, "application/pdf", "neu.pdf", await papers.Text(pdf));
        await Look("sommer", $"/mappen/{id.Value}?ersetzen={document.Value}&neu=2", $"replace-{policy}-owner-before");
        await folders.Act("sommer", id, new ReplaceItem(document, 2, default));

        foreach (var login in new[] { "sommer", "kaya", "brandt", "weber" })
        {
            var words = await Look(login, $"/mappen/{id.Value}", $"replace-{policy}-{login}-after");
            Assert.Contains("überholt", words, StringComparison.Ordinal);
            if (who.Split(',').Contains(login))
                Assert.Contains(task, words, StringComparison.Ordinal);
            else
                Assert.DoesNotContain(task, words, StringComparison.Ordinal);
        }
        await Look("kaya", $"/mappen/{id.Value}/dokumente/{document.Value}/vergleich?von=1&nach=2", $"replace-{policy}-difference");
    }

    private async Task<string> Look(string login, string path, string name)
    {
        using var visitor = await town.SignedIn(login);
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go(path);
        await window.Picture(name);
        Assert.Empty(await window.Barriers());
        Assert.Empty(window.Problems);
        return string.Join(' ', (await window.Page.InnerTextAsync("main")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A folder in which everything has happened: remark, deputy, dissent, question, stale signature, branch, directives.</summary>
    private async Task<CirculationFolderId> Rich(string subject)
    {
        var document = await papers.PutPdf(Papers.Letter());
        var branch = new MemberPlan { Branch = [Folders.Step(folders.Station("gross")), Folders.Step(folders.Station("petersen"))] };
        var id = await folders.Make(
            subject,
            [
                Folders.Step(folders.Station("kaya"), folders.Station("brandt")),
                new StepPlan { Members = [new MemberPlan { Station = folders.Station("baumann") }, branch], Rule = CompletionRule.Any },
                Folders.Step(folders.Station("lorenz", StationTask.Acknowledge), folders.Station("weber", StationTask.FinalSign)),
            ],
            new RoutePolicy(RefusalPolicy.Dissent, ChangePolicy.Continue),
            [new NewItem(document, 1, true)]
        );
        await folders.Act("kaya", id, new Ask { Station = 1, Text = "Warum 50 Euro?" });
        await folders.Act("sommer", id, new Answer(1, "So steht es in der Satzung."));
        await folders.Act(
            "kaya",
            id,
            new WriteRemark(
                "Bitte genauer begründen",
                document,
                RemarkAnchor.Parse("1", null, "Die Gebühr beträgt 50 Euro", null, null).Value
            )
        );
        await folders.Act(
            "moeller",
            id,
            new Complete
            {
                Station = 1,
                Outcome = OutcomeKind.CoSigned,
                Remark = "Einverstanden",
            }
        );
        await folders.Act(
            "brandt",
            id,
            new Complete
            {
                Station = 2,
                Outcome = OutcomeKind.Refused,
                Remark = "Zu teuer für die Stadt",
            }
        );
        await folders.Sign("yilmaz", id, 3);
        var pdf = Papers.Letter("80 Euro");
        await papers.AddVersion(document, pdf, "application/pdf", "neu.pdf", await papers.Text(pdf));
        return id;
    }

    /// <summary>Everything that can be unfolded is looked at, too.</summary>
    private static Task<System.Text.Json.JsonElement?> OpenAll(IPage page) =>
        page.EvaluateAsync("document.querySelectorAll('main details').forEach(one => one.open = true)");
}
