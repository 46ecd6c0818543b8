using Microsoft.Playwright;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Pages;

/// <summary>Whoever comes back finds on the desk what deputies did, and chooses whether mails remind of what waits: in a real browser.</summary>
public sealed class BackAtWorkTests(TownHall town, Browser browser)
{
    private readonly Folders folders = new(town);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_desk_shows_what_was_done_in_my_name_until_I_have_seen_it(bool script)
    {
        var subject = $"Während der Abwesenheit {(script ? "mit" : "ohne")} Skript";
        var id = await folders.Make(subject, folders.Route("weber", "kaya"));
        await folders.Act("moeller", id, new Complete { Station = 1, Outcome = OutcomeKind.CoSigned });
        await using var window = await Open("kaya", "/schreibtisch", script);
        var box = window.Page.Locator("main .kern-alert").Filter(new() { HasText = "in Ihrem Namen erledigt" });
        var row = box.Locator("li").Filter(new() { HasText = subject });

        await Assertions.Expect(row).ToContainTextAsync("mitgezeichnet");
        await Assertions.Expect(row).ToContainTextAsync("Möller i. V.");
        await window.Picture($"hand-back-{(script ? "script" : "plain")}");
        if (script)
            Assert.Empty(await window.Barriers());
        await window.Page.SetViewportSizeAsync(320, 640);
        await window.Picture($"hand-back-{(script ? "script" : "plain")}-320");
        if (script)
            Assert.Empty(await window.StickingOut());
        await row.GetByRole(AriaRole.Link, new() { Name = subject }).ClickAsync();
        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync(subject);
        await window.Go("/schreibtisch");
        await box.GetByRole(AriaRole.Button, new() { Name = "Zur Kenntnis genommen" }).ClickAsync();

        await Assertions.Expect(window.Page.Locator("h1")).ToHaveTextAsync("Mein Schreibtisch");
        await Assertions.Expect(row).ToHaveCountAsync(0);
        await using var again = await Open("kaya", "/schreibtisch", script);
        Assert.DoesNotContain(subject, await again.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_daily_reminder_is_chosen_and_given_up_on_the_account_page()
    {
        await using var window = await Open("petersen", "/konto");
        var page = window.Page;
        var panel = page.Locator("form[action$='handler=Mail']");

        await page.FillAsync("#Mail", "");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Täglich erinnern" }).ClickAsync();
        await Assertions.Expect(page.Locator("#Mail-error")).ToBeVisibleAsync();
        Assert.False((await Chosen()).Digest);

        await page.FillAsync("#Mail", "wiebke.petersen@musterstadt.example");
        // Enter in the field chooses the reminder, as its first button does.
        await page.Locator("#Mail").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#u-status")).ToContainTextAsync("Sie werden täglich erinnert.");
        await Assertions.Expect(panel.Locator(".u-badge")).ToHaveTextAsync("täglich");
        Assert.Equal(new MailChoice("wiebke.petersen@musterstadt.example", Digest: true), await Chosen());

        await panel.GetByRole(AriaRole.Button, new() { Name = "Nie" }).ClickAsync();
        await Assertions.Expect(page.Locator("#u-status")).ToContainTextAsync("Sie bekommen keine E-Mails.");
        await Assertions.Expect(panel.Locator(".u-badge")).ToHaveTextAsync("nie");
        await Assertions.Expect(page.Locator("#Mail")).ToHaveValueAsync("wiebke.petersen@musterstadt.example");
        Assert.False((await Chosen()).Digest);
        await window.Picture("account-digest");
        Assert.Empty(await window.Barriers());
    }

    private Task<MailChoice> Chosen() => town.Get<ShowMailChoice>().Run(town["petersen"], Ct);

    private async Task<Window> Open(string login, string path, bool script = true)
    {
        using var visitor = await town.SignedIn(login);
        var window = await browser.Open(town.Host.Address, script: script);
        await window.Use(visitor);
        return await window.Go(path);
    }
}
