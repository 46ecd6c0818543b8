using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Routes;

/// <summary>The route editor in a real browser: with the keyboard alone, and for whoever sees little.</summary>
public sealed class RouteBrowserTests(TownHall town, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_route_is_built_saved_and_started_with_the_keyboard_alone()
    {
        using var visitor = await town.SignedIn("sommer");
        await using var window = await Open(visitor);
        var page = window.Page;

        await Type(page, "#Subject", "Nur Tasten");
        await Choose(page, "#t2-wer", "Katharina Lorenz");
        await Press(page, "[name=tun][value='station:s1']");
        await page.WaitForSelectorAsync("#t5-wer:focus");
        await Choose(page, "#t5-wer", "Renate");
        await Choose(page, "#t4-wer", "Matthias Weber");
        await Press(page, "[name=tun][value='field:']");
        await page.WaitForSelectorAsync("#feld-0:focus");
        await page.Keyboard.TypeAsync("Betrag");
        await Type(page, "#wert-0", "20.000");
        // The step above can depend on the number as soon as it has a name.
        await page.WaitForSelectorAsync("#s3-wenn", new() { State = WaitForSelectorState.Attached });
        await Choose(page, "#s3-wenn", "wenn Betrag");
        await Type(page, "#s3-ueber", "10.000");
        await Press(page, "[name=tun][value='entwurf']");
        await page.WaitForURLAsync(url =>
            url.Contains("/mappen/", StringComparison.Ordinal) && !url.EndsWith("/neu", StringComparison.Ordinal)
        );

        var id = new CirculationFolderId(Guid.Parse(new Uri(page.Url).Segments[^1]));
        var draft = (await town.Get<ShowFolder>().Run(town["sommer"], id, Ct)).Value.Folder;
        Assert.Equal(
            new[] { "lorenz", "gross", "weber" }.Select(login => town[login].Staff),
            draft.Stations.Select(station => station.Addressee.Person)
        );
        Assert.Equal([1, 2], draft.Steps[0].Stations);
        Assert.Equal(new Condition { Field = "Betrag", Above = 10_000 }, draft.Steps[1].When);

        await window.Go($"/mappen/{id.Value}/laufweg");
        await Press(page, "[name=tun][value='speichern']");
        await page.WaitForURLAsync($"**/mappen/{id.Value}");
        var saved = (await town.Get<ShowFolder>().Run(town["sommer"], id, Ct)).Value.Folder;
        var started = await town.Get<ActInFolder>()
            .Run(town["sommer"], id, Guid.CreateVersion7(), new Start { Revision = saved.Revision }, Ct);
        Assert.Equal(FolderState.Running, started.Value.State);
    }

    [Fact]
    public async Task A_long_route_with_a_branch_has_no_barriers()
    {
        using var visitor = await town.SignedIn("sommer");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        var page = window.Page;
        await window.Go("/mappen/neu");
        await page.FillAsync("#Subject", "Bebauungsplan Nordhang");
        await page.SelectOptionAsync("#t4-wer", Addressee.KeyOf(town["weber"].Staff!.Value));
        await page.SelectOptionAsync("#t2-wer", Addressee.KeyOf(town["kaya"].Staff!.Value));
        await page.SelectOptionAsync("#t2-aufgabe", "Decide");
        await page.FillAsync("#t2-wahl", "Ja\nNein");
        await page.ClickAsync("[name=tun][value='branch:s1']");
        await page.WaitForSelectorAsync("#b5 #t7");
        await page.SelectOptionAsync("#t7-wer", Addressee.KeyOf(town.Office("61.1")));
        await page.FillAsync("#t7-frist", "0");
        await page.ClickAsync("[name=tun][value='beginnen']");
        await page.WaitForSelectorAsync("#t7-frist-error");
        Assert.All(window.Problems, problem => Assert.Contains("422", problem, StringComparison.Ordinal));
        window.Problems.Clear();
        await window.Look("mappen-fehler");

        await page.FillAsync("#t7-frist", "4");
        await page.ClickAsync("#vorschau-titel");
        await page.WaitForSelectorAsync(".u-plan__time", new() { State = WaitForSelectorState.Attached });

        await window.Look("mappen-neu");
    }

    private async Task<Window> Open(Visitor visitor)
    {
        var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        return await window.Go("/mappen/neu");
    }

    /// <summary>Walks with the tabulator until the focus is there, as somebody without a mouse does.</summary>
    private static async Task TabTo(IPage page, string selector)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await page.EvaluateAsync<bool>("s => document.activeElement?.matches(s) ?? false", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"The tabulator does not reach {selector}.");
    }

    private static async Task Type(IPage page, string selector, string text)
    {
        await TabTo(page, selector);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>By the arrow keys: typing ahead depends on how fast one types.</summary>
    private static async Task Choose(IPage page, string selector, string text)
    {
        await TabTo(page, selector);
        await page.Keyboard.PressAsync("Home");
        for (var i = 0; i < 200; i++)
        {
            if (
                await page.EvaluateAsync<bool>(
                    "([s, text]) => document.querySelector(s)?.selectedOptions[0]?.text.startsWith(text) ?? false",
                    new[] { selector, text }
                )
            )
                return;
            await page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Fail($"The arrow keys do not reach {text} in {selector}.");
    }

    private static async Task Press(IPage page, string selector)
    {
        await TabTo(page, selector);
        await page.Keyboard.PressAsync("Enter");
    }
}
