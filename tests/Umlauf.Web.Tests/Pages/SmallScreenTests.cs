using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Pages;

/// <summary>The workplace on a phone, and on a desktop where everything is enlarged to 400 % (WCAG 1.4.10).</summary>
public sealed class SmallScreenTests(TownHall town, Browser browser)
{
    private readonly Folders folders = new(town);
    private readonly Papers papers = new(town);

    [Theory]
    [InlineData("folder")]
    [InlineData("desk")]
    [InlineData("signature-folder")]
    [InlineData("editor")]
    [InlineData("template")]
    [InlineData("tray")]
    [InlineData("arrival")]
    public async Task At_400_percent_nothing_scrolls_sideways_and_nothing_lies_over_the_page(string page)
    {
        var (id, _) = await Waiting($"Donaudampfschifffahrtsgesellschaftskapitänsangelegenheit {page}");
        var (login, path) = page switch
        {
            "folder" => ("weber", $"/mappen/{id.Value}"),
            "desk" => ("weber", "/schreibtisch"),
            "signature-folder" => ("weber", $"/unterschriftsmappe?mappe={id.Value}"),
            "editor" => ("sommer", "/mappen/neu"),
            "template" => ("sommer", "/mappen/vorlagen/neu"),
            "tray" => ("poststelle", "/eingang"),
            _ => ("poststelle", $"/eingang/{(await town.Arrive("Rindfleischetikettierungsüberwachung", "Anbei.")).Value}"),
        };

        // 1280 x 1024 enlarged four times.
        await using var window = await Open(login, path, 320, 256);
        await window.Page.EvaluateAsync("document.querySelectorAll('main details').forEach(one => one.open = true)");
        await window.Picture($"zoom-{page}");

        Assert.Empty(await window.StickingOut());
        Assert.Empty(await window.Covering());
        Assert.Empty(window.Problems);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("signature-folder")]
    public async Task On_a_phone_the_decision_can_be_pressed_without_scrolling(string page)
    {
        var (id, _) = await Waiting($"Am Telefon zuerst {page}");

        await using var window = await Open(
            "weber",
            page == "folder" ? $"/mappen/{id.Value}" : $"/unterschriftsmappe?mappe={id.Value}",
            390,
            844
        );
        await Drawn(window.Page);
        var button = (await window.Page.GetByRole(AriaRole.Button, new() { Name = "Schlusszeichnen" }).BoundingBoxAsync())!;
        var bar = (await window.Page.Locator(".u-jump").BoundingBoxAsync())!;

        Assert.InRange(button.Y + button.Height, 0, bar.Y);
        // After reading to the end, the task is one press away.
        await window.Page.EvaluateAsync("scrollTo(0, document.documentElement.scrollHeight)");
        await window.Page.Locator(".u-jump a[href='#aufgabe']").ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "Schlusszeichnen" })).ToBeInViewportAsync();
    }

    [Theory]
    [InlineData(1280, 860)]
    [InlineData(390, 844)]
    public async Task Below_a_long_document_the_page_is_over(int width, int height)
    {
        var (id, document) = await Waiting($"Langes Dokument {width}");
        foreach (
            var (login, path) in new[]
            {
                ("weber", $"/mappen/{id.Value}"),
                ("weber", $"/unterschriftsmappe?mappe={id.Value}"),
                ("sommer", $"/dokument/{document.Value}"),
            }
        )
        {
            await using var window = await Open(login, path, width, height);
            await Drawn(window.Page);
            await window.Page.EvaluateAsync("document.querySelectorAll('.u-page').forEach(page => page.scrollIntoView())");
            await window.Page.Keyboard.PressAsync("End");
            await window.Picture($"long-{path.Split('/')[1].Split('?')[0]}-{width}");
            var blank = await window.Page.EvaluateAsync<double[]>(
                """
                () => {
                  const end = (selector) => [...document.querySelectorAll(selector)].at(-1).getBoundingClientRect().bottom;
                  const root = document.documentElement;
                  return [root.scrollHeight - root.scrollTop - end(".u-foot"), end(".u-viewer__pages") - end(".u-page")];
                }
                """
            );
            Assert.InRange(blank[0], -1, 1);
            Assert.InRange(blank[1], -1, 8);
        }
    }

    private static Task<IElementHandle?> Drawn(IPage page) => page.WaitForSelectorAsync("#seite-1 [data-finished]");

    /// <summary>A folder with a long document, waiting for the mayor.</summary>
    private async Task<(CirculationFolderId Folder, DocumentId Document)> Waiting(string subject)
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make(subject, folders.Route("weber", "kaya"), items: [new NewItem(document, 1, true)]);
        await folders.Sign("kaya", id, 1, "Einverstanden");
        return (id, document);
    }

    private async Task<Window> Open(string login, string path, int width, int height)
    {
        using var visitor = await town.SignedIn(login);
        var window = await browser.Open(town.Host.Address);
        await window.Page.SetViewportSizeAsync(width, height);
        await window.Use(visitor);
        return await window.Go(path);
    }
}
