using System.Net;
using System.Text;
using Microsoft.Playwright;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Pages;

namespace Umlauf.Web.Tests.Records;

/// <summary>Files brought straight into a matter, and new versions of what lies there.</summary>
public sealed class UploadTests(TownHall town, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Several_files_become_documents_whose_text_is_found_without_script()
    {
        var filled = await FilledMatter.In(town);
        var word = Word();
        await using var window = await Window("sommer", script: false);

        await window.Go($"/vorgang/{filled.Id.Value}");
        await window.Page.ClickAsync("summary[data-key=h]");
        await window.Page.SetInputFilesAsync(
            "#Files",
            [
                File("gutachten.pdf", "application/pdf", Umlauf.Formats.Pdf.PdfWriter.Write("Gutachten", [$"Das Gutachten nennt {word}."])),
                File("notiz.txt", "text/plain", Encoding.UTF8.GetBytes($"Notiz zu {word}")),
                File("brief.eml", "message/rfc822", MailWithPdf(word)),
            ]
        );
        await window.Page.ClickAsync("form[action*='handler=Files'] button");

        Assert.Contains("3 Dokumente hinzugefügt.", await window.Page.InnerTextAsync("#u-status"), StringComparison.Ordinal);
        Assert.Contains("bescheid-anlage.pdf", await window.Page.InnerTextAsync(".u-time"), StringComparison.Ordinal);
        var found = await town.Get<SearchDocuments>().Run(town["sommer"], new SearchQuery(word), Ct);
        Assert.Equal(
            ["Brief mit Anlage", "bescheid-anlage.pdf", "gutachten.pdf", "notiz.txt"],
            found.Value.Hits.Select(hit => hit.Title).Order(StringComparer.Ordinal)
        );
        Assert.All(found.Value.Hits, hit => Assert.Equal(filled.Id, hit.Matter));
    }

    [Fact]
    public async Task Files_that_are_dropped_wait_in_the_form_that_opens()
    {
        var filled = await FilledMatter.In(town);
        await using var window = await Window("sommer");
        await window.Go($"/vorgang/{filled.Id.Value}");
        await window.Page.ClickAsync("summary[data-key=h]");

        var dropped = await window.Page.EvaluateHandleAsync(
            "() => { const data = new DataTransfer(); data.items.add(new File(['Hallo'], 'gezogen.txt', { type: 'text/plain' })); return data; }"
        );
        await window.Page.DispatchEventAsync("[data-drop]", "drop", new { dataTransfer = dropped });
        Assert.Contains("gezogen.txt", await window.Page.InnerTextAsync("[data-drop]"), StringComparison.Ordinal);
        await window.Page.ClickAsync("form[action*='handler=Files'] button");

        await window.Page.WaitForSelectorAsync(".u-toast");
        Assert.Contains("gezogen.txt", await window.Page.InnerTextAsync(".u-time"), StringComparison.Ordinal);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task A_new_version_is_kept_beside_the_earlier_ones_and_the_same_file_again_is_refused()
    {
        var filled = await FilledMatter.In(town);
        var word = Word();
        await using var window = await Window("sommer", script: false);
        var pdf = File("neu.pdf", "application/pdf", Umlauf.Formats.Pdf.PdfWriter.Write("Bescheid", [$"Nunmehr {word}."]));

        await Send();
        var said = await window.Page.InnerTextAsync("#u-status");
        var found = await town.Get<SearchDocuments>().Run(town["sommer"], new SearchQuery(word), Ct);
        await Send();

        Assert.Contains("Version 3 gespeichert", said, StringComparison.Ordinal);
        Assert.Equal(filled.Paper, Assert.Single(found.Value.Hits).Id);
        Assert.Contains("schon die neueste Version", await window.Page.InnerTextAsync("#Upload-error"), StringComparison.Ordinal);

        async Task Send()
        {
            await window.Go($"/dokument/{filled.Paper.Value}");
            await window.Page.ClickAsync("summary:has-text('Neue Version')");
            await window.Page.SetInputFilesAsync("#Upload", pdf);
            await window.Page.ClickAsync("form[action*='handler=Version'] button");
        }
    }

    [Fact]
    public async Task Who_may_not_see_the_matter_and_a_matter_put_away_take_nothing()
    {
        var filled = await FilledMatter.In(town);
        using var stranger = await town.SignedIn("jansen");
        using var owner = await town.SignedIn("sommer");
        var before = await owner.Open($"/vorgang/{filled.Id.Value}");

        var hidden = await Post(stranger, await stranger.Open("/konto"), filled.Id);
        await town.Get<PutAwayMatter>().Run(town["sommer"], filled.Id, Ct);
        var closed = await Post(owner, before, filled.Id);

        Assert.Equal(HttpStatusCode.NotFound, hidden);
        Assert.Equal(HttpStatusCode.Conflict, closed);
        Assert.DoesNotContain("heimlich.txt", (await owner.Open($"/vorgang/{filled.Id.Value}")).Words, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Post(Visitor visitor, Page page, MatterId matter)
    {
        using var body = new MultipartFormDataContent
        {
            { new StringContent(page["input[name=_form]"].GetAttribute("value")!), "_form" },
            { new ByteArrayContent("heimlich"u8.ToArray()), "Files", "heimlich.txt" },
        };
        using var answer = await visitor.Http.PostAsync(new Uri($"/vorgang/{matter.Value}?handler=Files", UriKind.Relative), body, Ct);
        return answer.StatusCode;
    }

    private async Task<Window> Window(string login, bool script = true)
    {
        using var visitor = await town.SignedIn(login);
        var window = await browser.Open(town.Host.Address, script: script);
        await window.Use(visitor);
        return window;
    }

    private static FilePayload File(string name, string type, byte[] bytes) =>
        new()
        {
            Name = name,
            MimeType = type,
            Buffer = bytes,
        };

    private static byte[] MailWithPdf(string word) =>
        TownHall.Mail(
            "Brief mit Anlage",
            $"--teil\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nAnbei {word}.\r\n--teil\r\nContent-Type: application/pdf; name=\"bescheid-anlage.pdf\"\r\n"
                + "Content-Disposition: attachment; filename=\"bescheid-anlage.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Convert.ToBase64String(
                    Umlauf.Formats.Pdf.PdfWriter.Write("Anlage", [$"Die Anlage nennt {word}."]),
                    Base64FormattingOptions.InsertLineBreaks
                )
                + "\r\n--teil--",
            "multipart/mixed; boundary=teil"
        );

    private static string Word() =>
        "Rinne"
        + string.Concat(Guid.CreateVersion7().ToString("N").Take(10).Select(digit => (char)('a' + Convert.ToInt32($"{digit}", 16))));
}
