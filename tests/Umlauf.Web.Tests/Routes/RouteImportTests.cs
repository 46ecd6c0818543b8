using System.Text;
using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Routes;

/// <summary>A route of another administration becomes a template, is decided and begins, without script.</summary>
public sealed class RouteImportTests(TownHall town, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_a_file_leaves_open_is_decided_before_a_folder_begins(bool phone)
    {
        using var visitor = await town.SignedIn("kaya");
        await using var window = await browser.Open(town.Host.Address, phone: phone, script: false);
        await window.Use(visitor);
        var page = window.Page;
        var about = $"Regionalplan {(phone ? "unterwegs" : "am Tisch")}";

        await window.Go("/mappen/vorlagen");
        await Upload(page, "<!DOCTYPE a><a/>");
        await Assertions.Expect(page.Locator("#Message-error")).ToContainTextAsync("Dokumenttyp-Angabe");
        await window.Picture($"laufweg-datei-{(phone ? "phone" : "light")}");
        await Upload(page, Message(about));
        await page.WaitForURLAsync("**/mappen/vorlagen/*-*");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(about);
        await Assertions.Expect(page.Locator(".kern-alert", new() { HasText = "1 Station ist noch offen" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("q", new() { HasText = "zur Stellungnahme" })).ToBeVisibleAsync();
        await window.Picture($"laufweg-offen-{(phone ? "phone" : "light")}");
        Assert.Empty(await window.StickingOut());

        var template = new Uri(page.Url).Segments[^1];
        await window.Go($"/mappen/neu?vorlage={template}");
        await page.FillAsync("#Subject", about);
        await page.ClickAsync("[name=tun][value=beginnen]");
        await Assertions.Expect(page.Locator("#weg .kern-error")).ToContainTextAsync("noch offen");
        await page.SelectOptionAsync("[name$='.wer'] >> nth=0", Addressee.KeyOf(town["brandt"].Staff!.Value));
        await page.SelectOptionAsync("[name$='.aufgabe'] >> nth=0", nameof(StationTask.CoSign));
        await page.ClickAsync("[name=tun][value=beginnen]");
        await page.WaitForURLAsync(url => !url.Contains("/neu", StringComparison.Ordinal));

        var id = new CirculationFolderId(Guid.Parse(new Uri(page.Url).Segments[^1]));
        var folder = (await town.Get<ShowFolder>().Run(town["kaya"], id, Ct)).Value.Folder;
        Assert.Equal(FolderState.Running, folder.State);
        var station = folder.Stations[0];
        Assert.Equal((town["brandt"].Staff, StationTask.CoSign), (station.Addressee.Person, station.Task));
        Assert.Equal(("zur Stellungnahme", "Bitte bis Freitag."), (station.Words, station.Note));
        await Assertions.Expect(page.Locator("#station-1")).ToContainTextAsync("zur Stellungnahme");
        await window.Picture($"laufweg-mappe-{(phone ? "phone" : "light")}");
        Assert.Empty(await window.StickingOut());
    }

    [Fact]
    public async Task The_pages_of_a_route_from_a_file_have_no_barriers()
    {
        using var visitor = await town.SignedIn("kaya");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go("/mappen/vorlagen");
        Assert.Empty(await window.Barriers());
        await Upload(window.Page, Message("Ohne Barrieren"));
        await window.Page.WaitForURLAsync("**/mappen/vorlagen/*-*");
        Assert.Empty(await window.Barriers());
        Assert.Empty(window.Problems);
    }

    private static async Task Upload(IPage page, string text)
    {
        await page.SetInputFilesAsync(
            "#Message",
            new FilePayload
            {
                Name = "laufweg.xml",
                MimeType = "text/xml",
                Buffer = Encoding.UTF8.GetBytes(text),
            }
        );
        await page.ClickAsync("form[action='?handler=Import'] button");
    }

    private static string Message(string about) =>
        $"""
            <x:Abgabe.Abgabe.0401 xmlns:x="urn:xoev-de:xdomea:schema:3.1.0"><x:Schriftgutobjekt><x:Vorgang>
            <x:Identifikation><x:ID>3f083e43-05d6-52ef-a0ab-3a10b8cf9ea0</x:ID></x:Identifikation>
            <x:AllgemeineMetadaten><x:Betreff>{about}</x:Betreff></x:AllgemeineMetadaten>
            <x:InternerGeschaeftsgang><x:Identifikation><x:ID>3f083e43-05d6-52ef-a0ab-3a10b8cf9ea1</x:ID></x:Identifikation>
            {Step(
                1,
                "zur Stellungnahme",
                "<x:Organisationseinheit><x:Name>Amt im Kreis</x:Name></x:Organisationseinheit>",
                "Bitte bis Freitag."
            )}
            {Step(2, "zur Schlusszeichnung", "<x:Taetigkeit>Bürgermeister</x:Taetigkeit>", "")}
            </x:InternerGeschaeftsgang></x:Vorgang></x:Schriftgutobjekt></x:Abgabe.Abgabe.0401>
            """;

    private static string Step(int number, string words, string addressee, string note) =>
        $"""
            <x:Beteiligungsschritt><x:Nummer>{number}</x:Nummer><x:Status><code>001</code></x:Status><x:Verfuegung>
            <x:Ersteller><x:Name><x:Familienname><x:Name>Amt</x:Name></x:Familienname></x:Name></x:Ersteller><x:Adressat>{addressee}</x:Adressat>
            <x:Erstellungsdatum>2026-03-02</x:Erstellungsdatum><x:Verfuegung>{words}</x:Verfuegung><x:Notiz>{note}</x:Notiz></x:Verfuegung></x:Beteiligungsschritt>
            """;
}
