using System.Net;
using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Pages;

/// <summary>A new version of a document is brought into its folder, in a browser without script.</summary>
public sealed class NewVersionTests(TownHall town, Browser browser)
{
    private readonly Folders folders = new(town);
    private readonly Papers papers = new(town);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_uploaded_is_shown_with_what_it_would_do_before_it_is_put_in()
    {
        var (id, document) = await Signed("Neue Version");
        await using var window = await Open(id);
        await window.Page.ClickAsync("summary:has-text('Dokument austauschen')");
        await window.Page.ClickAsync($"a[href$='/fassung/{document.Value}']");

        await Send(window, Papers.Letter("80 Euro"));

        await window.Page.WaitForURLAsync($"**/mappen/{id.Value}?ersetzen={document.Value}&neu=2");
        Assert.Contains("Ayşe Kaya", await window.Page.InnerTextAsync("[data-stale]"), StringComparison.Ordinal);
        Assert.Equal(1, (await folders.Show(id)).Folder.Items[0].Version);
        await window.Page.RunAndWaitForResponseAsync(
            () => window.Page.ClickAsync("form[data-act=replace-item] button"),
            response => response.Request.Method == "POST"
        );
        Assert.Equal(2, (await folders.Show(id)).Folder.Items[0].Version);
    }

    [Fact]
    public async Task The_same_file_no_file_and_an_empty_one_are_refused_in_plain_words()
    {
        var (id, document) = await Signed("Dieselbe Datei");
        await using var window = await Open(id, $"/fassung/{document.Value}");

        Assert.Equal(HttpStatusCode.Conflict, await Send(window, Papers.Letter()));
        Assert.Contains("Diese Datei ist schon die neueste Version", await Error(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Send(window, []));
        Assert.Contains("Die Datei ist leer", await Error(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await Send(window, null));
        Assert.Contains("Wählen Sie mindestens eine Datei", await Error(), StringComparison.Ordinal);
        Assert.Single((await town.Get<ShowDocument>().Run(town["sommer"], document, Ct)).Value.Versions);

        Task<string> Error() => window.Page.InnerTextAsync("#Upload-error");
    }

    [Fact]
    public async Task A_matter_that_is_put_away_takes_no_new_version()
    {
        var (id, document) = await Signed("Geschlossener Vorgang");
        var matter = (await town.Get<ShowDocument>().Run(town["sommer"], document, Ct)).Value.MatterId!.Value;
        Assert.True((await town.Get<PutAwayMatter>().Run(town["sommer"], matter, Ct)).Ok);
        await using var window = await Open(id, $"/fassung/{document.Value}");

        Assert.Equal(HttpStatusCode.Conflict, await Send(window, Papers.Letter("80 Euro")));
        Assert.Contains("zu den Akten verfügt", await window.Page.InnerTextAsync("#Upload-error"), StringComparison.Ordinal);
        Assert.Single((await town.Get<ShowDocument>().Run(town["sommer"], document, Ct)).Value.Versions);
    }

    private async Task<(CirculationFolderId Folder, DocumentId Document)> Signed(string subject)
    {
        var document = await papers.PutPdf(Papers.Letter());
        var id = await folders.Make(subject, folders.Route("weber", "kaya"), items: [new NewItem(document, 1, true)]);
        await folders.Sign("kaya", id, 1);
        return (id, document);
    }

    private async Task<Window> Open(CirculationFolderId id, string page = "")
    {
        using var visitor = await town.SignedIn("sommer");
        var window = await browser.Open(town.Host.Address, script: false);
        await window.Use(visitor);
        return await window.Go($"/mappen/{id.Value}{page}");
    }

    /// <param name="window">Where the page is open.</param>
    /// <param name="bytes">Null: no file is chosen.</param>
    private static async Task<HttpStatusCode> Send(Window window, byte[]? bytes)
    {
        FilePayload[] files = bytes is null
            ? []
            :
            [
                new()
                {
                    Name = "bescheid.pdf",
                    MimeType = "application/pdf",
                    Buffer = bytes,
                },
            ];
        await window.Page.WaitForSelectorAsync("#Upload");
        await window.Page.EvaluateAsync("document.querySelector('main form').noValidate = true");
        await window.Page.SetInputFilesAsync("#Upload", files);
        var answer = await window.Page.RunAndWaitForResponseAsync(
            () => window.Page.ClickAsync("main form[enctype] button"),
            response => response.Request.Method == "POST"
        );
        await window.Page.WaitForLoadStateAsync();
        return (HttpStatusCode)answer.Status;
    }
}
