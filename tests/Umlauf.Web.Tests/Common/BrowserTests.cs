using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Common;

public sealed class BrowserTests(Browser browser)
{
    [Theory]
    [InlineData("/bausteine", "bausteine")]
    [InlineData("/tastatur", "tastatur")]
    [InlineData("/barrierefreiheit", "barrierefreiheit")]
    [InlineData("/gibt-es-nicht", "nicht-gefunden")]
    public async Task Pages_have_no_barriers_that_axe_can_find_and_fit_on_a_phone(string path, string name)
    {
        await using var host = await WebHost.Start();
        await using var window = await (await browser.Open(host.Address)).Go(path);
        window.Problems.RemoveAll(problem => problem.Contains("404", StringComparison.Ordinal));

        await window.Look(name);
    }

    [Fact]
    public async Task The_question_mark_shows_the_keyboard_map_over_the_page_and_escape_returns()
    {
        await using var host = await WebHost.Start();
        await using var window = await (await browser.Open(host.Address)).Go("/bausteine");

        await window.Page.Keyboard.PressAsync("?");
        var dialog = window.Page.Locator("dialog");
        await dialog.WaitForAsync();
        Assert.Empty(await window.Barriers());
        await window.Page.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = Microsoft.Playwright.WaitForSelectorState.Detached });

        Assert.EndsWith("/bausteine", window.Page.Url, StringComparison.Ordinal);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Keys_walk_through_a_list_but_never_interrupt_typing()
    {
        await using var host = await WebHost.Start();
        await using var window = await (await browser.Open(host.Address)).Go("/bausteine");
        const string focused = "document.activeElement.textContent.slice(0, 5)";

        await window.Page.Keyboard.PressAsync("j");
        var first = await window.Page.EvaluateAsync<string>(focused);
        await window.Page.Keyboard.PressAsync("j");
        var second = await window.Page.EvaluateAsync<string>(focused);
        await window.Page.Keyboard.PressAsync("k");
        var back = await window.Page.EvaluateAsync<string>(focused);
        await window.Page.FocusAsync("#Subject");
        await window.Page.Keyboard.TypeAsync("jk?");

        Assert.Equal(("Antra", "Hunde", "Antra"), (first, second, back));
        Assert.Equal("jk?", await window.Page.InputValueAsync("#Subject"));
    }
}
