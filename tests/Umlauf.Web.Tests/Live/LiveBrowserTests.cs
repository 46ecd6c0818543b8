using Microsoft.Playwright;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.TestKit;
using Umlauf.Web.Live;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Live;

/// <summary>What a person at the screen sees of it, in a real browser.</summary>
public sealed class LiveBrowserTests(TownHall town, Browser browser)
{
    private const string Counter = ".u-nav [data-count='/eingang'] > span:first-child";

    [Fact]
    public async Task A_counter_of_three_digits_stays_in_one_line_with_its_link()
    {
        await using var window = await Mailroom(dark: false);

        var broken = await window.Page.EvaluateAsync<string[]>(
            """
            () => {
              const counters = [...document.querySelectorAll(".u-nav .u-count")];
              for (const counter of counters) { counter.hidden = false; counter.textContent = "120"; }
              return counters.filter(one => one.offsetHeight > 24 || one.parentElement.offsetHeight > 42).map(one => one.parentElement.textContent);
            }
            """
        );

        Assert.Empty(broken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_tray_says_what_is_new_and_stays_as_it_is_until_asked(bool dark)
    {
        await using var window = await Mailroom(dark);
        var page = window.Page;
        await page.Keyboard.PressAsync("j");
        await page.WaitForURLAsync("**/eingang/*-*");
        var focused = await page.EvaluateAsync<string>("document.activeElement.id");
        var rows = await page.Locator("[data-entry]").CountAsync();
        var top = await page.EvaluateAsync<double>("document.activeElement.getBoundingClientRect().top");
        var before = int.Parse(await page.Locator(Counter).TextContentAsync() ?? "", System.Globalization.CultureInfo.InvariantCulture);

        await town.Arrive("Ein ganz neuer Brief", "Guten Tag");

        var notice = page.Locator(".u-news a:visible");
        await notice.WaitForAsync();
        // Other tests deliver, too; the number itself is tested over HTTP.
        Assert.Matches("^(1 neuer Eingang|[0-9]+ neue Eingänge) – Liste neu laden$", await notice.TextContentAsync());
        Assert.True(
            int.Parse(await page.Locator(Counter).TextContentAsync() ?? "", System.Globalization.CultureInfo.InvariantCulture) > before
        );
        Assert.Equal(focused, await page.EvaluateAsync<string>("document.activeElement.id"));
        Assert.Equal(rows, await page.Locator("[data-entry]").CountAsync());
        Assert.Equal(top, await page.EvaluateAsync<double>("document.activeElement.getBoundingClientRect().top"));
        Assert.Equal("status", await page.Locator(".u-news").GetAttributeAsync("role"));
        Assert.Empty(await window.Barriers());
        // In sight however long the list and low the window.
        await page.SetViewportSizeAsync(1280, 400);
        Assert.True(await notice.EvaluateAsync<bool>("notice => notice.getBoundingClientRect().bottom <= innerHeight"));
        await window.Picture($"live-tray-{(dark ? "dark" : "light")}");

        var read = await page.EvaluateAsync<double>("performance.timeOrigin");
        await notice.ClickAsync();
        await page.WaitForFunctionAsync("read => performance.timeOrigin > read", read);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task On_a_phone_the_notice_stands_below_the_list_and_covers_nothing()
    {
        await using var window = await Mailroom(dark: false, phone: true);

        await town.Arrive("Noch ein neuer Brief", "Guten Tag");

        await window.Page.Locator(".u-news a:visible").WaitForAsync();
        Assert.Empty(await window.StickingOut());
        Assert.Empty(await window.Covering());
        await window.Picture("live-tray-320");
    }

    [Fact]
    public async Task Of_many_tabs_one_listens_for_all_and_another_takes_over_when_it_is_closed()
    {
        // A person of this test's own: everybody else's streams are opened and closed by other tests meanwhile.
        var person = new NewStaff
        {
            Login = "fenster",
            Name = "Franka Fenster",
            Roles = [Role.Mailroom],
            Password = PasswordHash.Of(Musterstadt.Password),
        };
        Assert.True((await town.Get<AddStaff>().Run(town["admin"], person, Ct)).Ok);
        var caller = (await town.Get<LoadCaller>().Of(town.Tenant, person.Login, Ct))!;
        int Open() => town.Get<LiveStreams>().CountOf(caller);
        await using var window = await Mailroom(dark: false, login: person.Login);
        await Wait.Until(() => Task.FromResult(Open() == 1), "Nobody listens.");
        var second = await window.Page.Context.NewPageAsync();
        await second.GotoAsync("/eingang");

        await town.Arrive("Für beide Fenster", "Guten Tag");

        await second.Locator(".u-news a:visible").WaitForAsync();
        await window.Page.Locator(".u-news a:visible").WaitForAsync();
        Assert.Equal(1, Open());

        await window.Page.CloseAsync();
        await second.ReloadAsync();
        await town.Arrive("Nur für das zweite", "Guten Tag");
        await second.Locator(".u-news a:visible").WaitForAsync();
        Assert.Equal(1, Open());
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private async Task<Window> Mailroom(bool dark, bool phone = false, string login = "poststelle")
    {
        using var clerk = await town.SignedIn(login);
        var window = await browser.Open(town.Host.Address, dark, phone);
        await window.Use(clerk);
        await window.Go("/eingang");
        await window.Page.Locator(".u-nav").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return window;
    }
}
