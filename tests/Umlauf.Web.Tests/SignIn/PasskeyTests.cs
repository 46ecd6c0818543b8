using Microsoft.Playwright;
using Umlauf.Cli.Demo;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.SignIn;

/// <summary>Passkeys with the authenticator that Chromium plays: it answers as finger, face or PIN would.</summary>
public sealed class PasskeyTests(TownHall town, Browser browser)
{
    [Fact]
    public async Task A_passkey_is_added_signs_in_without_password_and_no_longer_once_it_is_removed()
    {
        // A passkey belongs to a name; browsers do not give one to a bare number.
        var address = new UriBuilder(town.Host.Address) { Host = "localhost" }.Uri;
        await using var window = await browser.Open(address);
        var page = window.Page;
        await Authenticator(page);
        await window.Go("/anmelden?zurueck=/konto");
        await page.FillAsync("#Login", "thiele");
        await page.FillAsync("#Password", Musterstadt.Password);
        await page.ClickAsync("form[action='/anmelden'] button");

        await page.FillAsync("#DeviceName", "Diensthandy");
        await page.ClickAsync("form[data-passkey=create] button");
        await page.WaitForSelectorAsync(".u-file__name:has-text('Diensthandy')");
        await page.Context.ClearCookiesAsync();
        await window.Go("/anmelden?zurueck=/konto");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.WaitForURLAsync("**/konto");
        var who = await page.InnerTextAsync(".u-menu__name");
        await page.ClickAsync("form[action*='RemovePasskey'] button");
        await page.WaitForSelectorAsync(".u-file__name:has-text('Diensthandy')", new() { State = WaitForSelectorState.Detached });
        await page.Context.ClearCookiesAsync();
        await window.Go("/anmelden");
        await page.ClickAsync("form[data-passkey=get] button");
        await page.WaitForSelectorAsync("text=Mit diesem Passkey ging es nicht");
        await window.Go("/konto");

        Assert.Equal("Gesa Thiele", who);
        Assert.Contains("/anmelden", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain(window.Problems, problem => !problem.Contains("403", StringComparison.Ordinal));
    }

    private static async Task Authenticator(IPage page)
    {
        var chromium = await page.Context.NewCDPSessionAsync(page);
        await chromium.SendAsync("WebAuthn.enable");
        var options = new Dictionary<string, object>
        {
            ["protocol"] = "ctap2",
            ["transport"] = "internal",
            ["hasResidentKey"] = true,
            ["hasUserVerification"] = true,
            ["isUserVerified"] = true,
            ["automaticPresenceSimulation"] = true,
        };
        await chromium.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object> { ["options"] = options });
    }
}
