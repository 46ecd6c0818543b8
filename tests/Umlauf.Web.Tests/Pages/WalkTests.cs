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
            { "sommer", "/ausgang?ansicht=gesendet" },
            { "sommer", "/eingang/hochladen" },
            { "sommer", "/suche?q=gibtesnicht" },
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

    [Fact]
    public async Task The_pages_of_a_matter_and_what_lies_in_it_have_no_barriers()
    {
        var filled = await FilledMatter.In(town);
        using var visitor = await town.SignedIn("sommer");

        foreach (var path in filled.Addresses)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.Open(path)).Status);
            await Look(visitor, path);
        }
    }

    [Fact]
    public async Task An_open_arrival_and_its_attachments_have_no_barriers()
    {
        var arrival = await town.Arrive(
            "Einspruch mit Anlage",
            """
            --teil
            Content-Type: text/html; charset=utf-8

            <h1>Einspruch</h1><p>Guten Tag, <a href="https://buerger.example/">hier</a> mein <b>Einspruch</b>.</p><img src="https://evil.example/x.gif">
            --teil
            Content-Type: text/plain; charset=utf-8; name="anlage.txt"
            Content-Disposition: attachment; filename="anlage.txt"

            Die Anlage
            --teil--
            """,
            "multipart/mixed; boundary=teil"
        );
        using var visitor = await town.SignedIn("poststelle");
        var page = await visitor.Open($"/eingang/{arrival.Value}");

        await Look(visitor, page.Address.PathAndQuery);
        await Look(visitor, page[".u-files a[href^='/dokument/']"].GetAttribute("href")!);
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
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go(path);
        await window.OpenAll();
        await window.Look(path.Trim('/').Replace('/', '-').Replace('?', '-').Replace('=', '-'));
    }
}
