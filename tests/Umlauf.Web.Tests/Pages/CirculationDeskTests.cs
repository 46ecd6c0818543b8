using System.Net;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Pages;

/// <summary>Desk, signature folder and the lists of folders, without script.</summary>
public sealed class CirculationDeskTests(TownHall town)
{
    private readonly Papers papers = new(town);
    private readonly Folders folders = new(town);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_desk_says_from_whom_since_when_and_why_and_the_next_entry_opens_by_itself()
    {
        var first = await folders.Make("Erste Mappe", [Folders.Step(folders.Station("thiele", due: 1))]);
        var second = await folders.Make("Zweite Mappe", [Folders.Step(folders.Station("thiele", StationTask.Acknowledge, due: 2))]);
        using var head = await town.SignedIn("thiele");

        var desk = await head.Open("/schreibtisch");
        var rows = desk.Html.QuerySelectorAll(".u-list .u-item").Select(row => row.TextContent).ToList();

        Assert.Contains("Erste Mappe", rows[0], StringComparison.Ordinal);
        Assert.Contains("zur Mitzeichnung", rows[0], StringComparison.Ordinal);
        Assert.Contains("von Sabine Sommer", rows[0], StringComparison.Ordinal);
        Assert.Contains("gerade eben", rows[0], StringComparison.Ordinal);
        Assert.Contains("zur Kenntnis", rows[1], StringComparison.Ordinal);
        Assert.Equal(
            ["Alles", "Zu zeichnen1", "Zur Kenntnis1"],
            desk.Html.QuerySelectorAll(".u-chips li").Select(chip => chip.TextContent.Trim())
        );

        var page = await head.Open(desk[".u-item__title"].GetAttribute("href")!);
        var next = await head.Send(page, "form[data-act=complete-1-CoSigned]");
        var done = await head.Send(next, "form[data-act=complete-1-Acknowledged]");

        Assert.Equal("Erste Mappe", page.Title);
        Assert.Equal($"/mappen/{second.Value}", next.Address.AbsolutePath);
        Assert.Contains("Eingetragen: mitgezeichnet.", next.Words, StringComparison.Ordinal);
        Assert.Equal("/schreibtisch", done.Address.AbsolutePath);
        Assert.Equal(FolderState.Completed, (await folders.Show(first)).Folder.State);
    }

    [Fact]
    public async Task A_permanent_deputy_sees_for_whom_something_lies_there()
    {
        await folders.Make("Für die Vertretung", [Folders.Step(folders.Station("baumann"))]);
        using var deputy = await town.SignedIn("yilmaz");

        var desk = await deputy.Open("/schreibtisch?art=sign");

        Assert.Contains("zur Mitzeichnung, i. V. für Rolf Baumann", desk.Words, StringComparison.Ordinal);
        var page = await deputy.Open(
            desk.Html.QuerySelectorAll(".u-item__title").First(link => link.TextContent == "Für die Vertretung").GetAttribute("href")!
        );
        Assert.Contains("Sie handeln i. V. für Rolf Baumann.", page.Words, StringComparison.Ordinal);
        var signed = await deputy.Send(page, "form[data-act=complete-1-CoSigned]");
        Assert.Equal(HttpStatusCode.OK, signed.Status);
        var route = await deputy.Open(page.Address.AbsolutePath);
        Assert.Contains("mitgezeichnet von Deniz Yılmaz i. V. für Rolf Baumann", route["#station-1"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_and_matters_stand_in_one_list_that_goes_on_page_by_page()
    {
        for (var i = 1; i <= 60; i++)
            await folders.Make($"Seite {i}", [Folders.Step(folders.Station("demir", due: i % 7 + 1))]);
        for (var i = 1; i <= 5; i++)
        {
            var matter = await Matter($"Vorgang {i}", "demir");
            await town.Get<SetDueDate>().Run(town["demir"], matter, Moments.DayOf(TimeProvider.System.GetUtcNow()).AddDays(i), Ct);
        }
        using var clerk = await town.SignedIn("demir");

        var first = await clerk.Open("/schreibtisch");
        var second = await clerk.Open(first.Html.QuerySelector(".u-more a:last-child")!.GetAttribute("href")!);
        var all = Titles(first).Concat(Titles(second)).ToList();

        Assert.Equal(50, Titles(first).Count());
        Assert.Equal(65, all.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(65, all.Count);
        Assert.Single(second.Html.QuerySelectorAll(".u-more a"));
        Assert.Equal(5, Titles(await clerk.Open("/schreibtisch?art=vorgaenge")).Count());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.Open("/schreibtisch?after=unsinn")).Status);
    }

    [Fact]
    public async Task The_signature_folder_opens_one_after_the_other_and_signs_all_that_are_opened()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var ids = new List<CirculationFolderId>();
        for (var i = 1; i <= 4; i++)
            ids.Add(
                await folders.Make(
                    $"Unterschrift {i}",
                    [Folders.Step(folders.Station("feldkamp", StationTask.FinalSign, due: i))],
                    items: [new NewItem(document, 1, true)]
                )
            );
        using var head = await town.SignedIn("feldkamp");

        var first = await head.Open("/unterschriftsmappe");
        var second = await head.Send(first, "form[data-act=complete-1-Signed]");

        Assert.Equal("Unterschrift 1", first[".u-signing h2"].TextContent);
        Assert.Contains("Die Gebühr beträgt 50 Euro", first["#seite-1"].TextContent, StringComparison.Ordinal);
        Assert.Equal("/unterschriftsmappe", second.Address.AbsolutePath);
        Assert.Equal("Unterschrift 2", second[".u-signing h2"].TextContent);
        Assert.Equal([false, true, true], second.Html.QuerySelectorAll("input[name=Chosen]").Select(box => box.HasAttribute("disabled")));

        var third = await head.Open(second["[data-step=forward]"].GetAttribute("href")!);
        // Changed after it was opened: must be seen anew.
        await folders.Act("sommer", ids[1], new WriteRemark("Noch etwas", null, null));
        var results = await head.Send(
            third,
            "form[action='/unterschriftsmappe']",
            null,
            [.. ids.Skip(1).Select(id => ("Chosen", id.Value.ToString()))]
        );

        Assert.Equal(3, results.Html.QuerySelectorAll("[data-results] li").Length);
        Assert.Equal(FolderState.Completed, (await folders.Show(ids[2])).Folder.State);
        Assert.Equal(FolderState.Running, (await folders.Show(ids[3])).Folder.State);
        Assert.Contains("Diese Mappe haben Sie nicht geöffnet", results["[data-results]"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Unterschrift 4", results[".u-signing__list"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_question_from_the_signature_folder_leaves_it_there_and_goes_on()
    {
        await folders.Make("Unklar", [Folders.Step(folders.Station("jansen", StationTask.FinalSign, due: 1))]);
        await folders.Make("Klar", [Folders.Step(folders.Station("jansen", StationTask.FinalSign, due: 2))]);
        using var head = await town.SignedIn("jansen");

        var page = await head.Open("/unterschriftsmappe");
        var next = await head.Send(page, "form[data-act=question-1]", null, ("Form.Text", "Wozu?"));

        Assert.Equal("Klar", next[".u-signing h2"].TextContent);
    }

    [Fact]
    public async Task My_folders_say_where_they_lie_and_the_matter_lists_its_circulations()
    {
        var matter = await Matter("Mit Umlauf", "nowak");
        var id = await folders.Make("Im Vorgang", [Folders.Step(folders.Station("schaefer"))], owner: "nowak", matter: matter);
        await folders.Make("Noch Entwurf", [Folders.Step(folders.Station("schaefer"))], owner: "nowak", start: false);
        using var clerk = await town.SignedIn("nowak");
        using var head = await town.SignedIn("schaefer");

        var mine = await clerk.Open("/mappen");
        var drafts = await clerk.Open("/mappen?ansicht=entwuerfe");
        var parts = await head.Open("/mappen?ansicht=beteiligt");
        var page = await clerk.Open($"/vorgang/{matter.Value}");

        Assert.Contains("liegt bei Nicole Schäfer", mine.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Noch Entwurf", mine.Words, StringComparison.Ordinal);
        Assert.Equal(["Noch Entwurf"], Titles(drafts));
        Assert.Contains("Im Vorgang", Titles(parts));
        Assert.Equal($"/mappen/{id.Value}", page["a[href^='/mappen/0']"].GetAttribute("href"));
        Assert.Equal($"/mappen/neu?vorgang={matter.Value}", page["a[href^='/mappen/neu']"].GetAttribute("href"));
    }

    [Fact]
    public async Task A_draft_is_started_from_its_page()
    {
        var id = await folders.Make("Entwurf beginnt", [Folders.Step(folders.Station("schaefer"))], start: false);
        using var owner = await town.SignedIn("sommer");

        var page = await owner.Send(await owner.Open($"/mappen/{id.Value}"), "form[data-act=start]");

        Assert.Contains("Unterwegs, jetzt bei Nicole Schäfer.", page.Words, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Titles(Page page) => page.Html.QuerySelectorAll(".u-item__title").Select(link => link.TextContent);

    private async Task<MatterId> Matter(string subject, string login) => (
            await town.Get<OpenMatter>()
                .Run(
                    town[login],
                    new NewMatter
                    {
                        PlanUnit = town.Plan(town.SomePlanUnit),
                        Subject = subject,
                        Office = town[login].Office!.Value,
                        Responsible = town[login].Staff,
                    },
                    Ct
                )
        ).Value.Id;
}
