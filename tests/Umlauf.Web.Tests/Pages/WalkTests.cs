using System.Net;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Pages;

public sealed class WalkTests(TownHall town, Browser browser)
{
    public static TheoryData<string, string> Rooms =>
        new()
        {
            { "sommer", "/schreibtisch" },
            { "sommer", "/schreibtisch?ansicht=amt" },
            { "sommer", "/mappen" },
            { "sommer", "/unterschriftsmappe" },
            { "poststelle", "/eingang" },
            { "poststelle", "/eingang?ansicht=klaerfaelle" },
            { "sommer", "/eingang?ansicht=abgelegt" },
            { "poststelle", "/eingang/hochladen" },
            { "sommer", "/akten" },
            { "sommer", "/vorgang/neu" },
            { "sommer", "/suche" },
            { "poststelle", "/suche?q=wohngeld" },
            { "weber", "/protokoll" },
            { "admin", "/verwaltung" },
            { "admin", "/verwaltung/aemter" },
            { "admin", "/verwaltung/personal" },
            { "admin", "/verwaltung/personal/neu" },
            { "admin", "/verwaltung/aktenplan" },
            { "admin", "/verwaltung/kanaele" },
            { "admin", "/verwaltung/schluessel" },
            { "admin", "/verwaltung/postausgang" },
            { "sommer", "/ausgang" },
            { "sommer", "/ausgang?ansicht=entwuerfe" },
            { "admin", "/betrieb" },
            { "sommer", "/konto" },
            { "kaya", "/vertretung" },
            { "weber", "/vertretung/amt" },
            { "admin", "/verwaltung/kalender" },
            { "sommer", "/mappen/neu" },
            { "admin", "/mappen/vorlagen" },
            { "admin", "/mappen/vorlagen/neu" },
        };

    [Theory]
    [MemberData(nameof(Rooms))]
    public async Task Each_page_opens_for_whoever_works_there_and_has_no_barriers(string login, string path)
    {
        using var visitor = await town.SignedIn(login);

        var page = await visitor.Open(path);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Title);
        await Look(visitor, path);
    }

    [Theory]
    [InlineData("/schreibtisch")]
    [InlineData("/mappen")]
    [InlineData("/unterschriftsmappe")]
    [InlineData("/eingang")]
    [InlineData("/akten")]
    [InlineData("/suche")]
    [InlineData("/protokoll")]
    [InlineData("/verwaltung")]
    [InlineData("/betrieb")]
    [InlineData("/konto")]
    [InlineData("/vertretung")]
    public async Task Nobody_enters_without_signing_in_and_everybody_returns_to_where_they_wanted(string path)
    {
        using var visitor = town.Host.Visitor();

        var page = await visitor.Open(path);

        Assert.Equal("/anmelden", page.Address.AbsolutePath);
        Assert.Contains(Uri.EscapeDataString(path), page.Address.Query, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("sommer", "/verwaltung")]
    [InlineData("sommer", "/verwaltung/personal")]
    [InlineData("sommer", "/verwaltung/kalender")]
    [InlineData("sommer", "/betrieb")]
    [InlineData("sommer", "/protokoll")]
    [InlineData("poststelle", "/verwaltung/kanaele")]
    public async Task Pages_of_others_are_refused_with_a_page_that_says_so(string login, string path)
    {
        using var visitor = await town.SignedIn(login);

        var page = await visitor.Open(path);

        Assert.Equal(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("Dafür fehlt Ihnen das Recht", page.Title);
    }

    private async Task Look(Visitor visitor, string path)
    {
        foreach (var dark in new[] { false, true })
        foreach (var phone in new[] { false, true })
        {
            if (dark && phone)
                continue;
            await using var window = await browser.Open(town.Host.Address, dark, phone);
            await window.Use(visitor);
            await window.Go(path);
            var name = path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-');
            await window.Picture($"{name}-{(phone ? "phone" : dark ? "dark" : "light")}");
            Assert.Empty(await window.Barriers());
            Assert.Empty(await window.StickingOut());
            Assert.Empty(window.Problems);
        }
    }
}
