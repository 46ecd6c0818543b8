using System.Net;
using System.Text;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Records;

public sealed class ViewerTests(TownHall town)
{
    private readonly Papers papers = new(town);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_script_a_pdf_is_text_page_by_page_with_a_link_to_the_original()
    {
        var document = await papers.PutPdf(Papers.Letter());
        using var clerk = await town.SignedIn("sommer");

        var page = await clerk.Open($"/dokument/{document.Value}");
        var original = await clerk.Http.GetAsync(new Uri(page[".u-viewer__original a"].GetAttribute("href")!, UriKind.Relative), Ct);

        Assert.Equal(
            ["Seite 1 von 3", "Seite 2 von 3", "Seite 3 von 3"],
            page.Html.QuerySelectorAll("[data-page] [role=heading]").Select(heading => heading.TextContent)
        );
        Assert.Contains("Die Gebühr beträgt 50 Euro", page["#seite-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Rechtsbehelf", page["#seite-3"].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Rechtsbehelf", page["#seite-1"].TextContent, StringComparison.Ordinal);
        Assert.Equal("application/pdf", original.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", original.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fax_pages_are_pictures_that_every_browser_shows()
    {
        var document = await papers.Put(Fax.TwoPages(), "image/tiff", "fax.tif");
        using var clerk = await town.SignedIn("sommer");

        var page = await clerk.Open($"/dokument/{document.Value}");
        var pictures = page.Html.QuerySelectorAll("[data-face] img").Select(img => img.GetAttribute("src")!).ToList();

        Assert.Equal(2, pictures.Count);
        foreach (var picture in pictures)
        {
            var answer = await clerk.Http.GetAsync(new Uri(picture, UriKind.Relative), Ct);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
            Assert.Equal("image/png", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("\u0089PNG", Encoding.Latin1.GetString(bytes, 0, 4));
            Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
        var beyond = await clerk.Http.GetAsync(new Uri($"/dokument/{document.Value}/1/seite/3", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, beyond.StatusCode);
    }

    [Fact]
    public async Task Office_files_show_the_text_on_record_and_what_has_none_says_so()
    {
        var letter = await papers.Put(
            "PK\x3\x4 word/document"u8.ToArray(),
            "application/vnd.openxmlformats",
            "brief.docx",
            "Sehr geehrte Frau Öztürk"
        );
        var film = await papers.Put([0, 0, 0, 24, .. "ftypmp42"u8], "video/mp4", "film.mp4");
        using var clerk = await town.SignedIn("sommer");

        var text = await clerk.Open($"/dokument/{letter.Value}");
        var none = await clerk.Open($"/dokument/{film.Value}");

        Assert.Contains("Sehr geehrte Frau Öztürk", text["[data-face]"].TextContent, StringComparison.Ordinal);
        Assert.Empty(text.Html.QuerySelectorAll("[data-page]:not([data-page='']), [role=heading]"));
        Assert.Contains("keine Vorschau", none[".u-viewer"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_version_is_shown_as_it_was()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var second = Papers.Letter("80 Euro");
        await papers.AddVersion(document, second, "application/pdf", "neu.pdf", await papers.Text(second));
        using var clerk = await town.SignedIn("sommer");

        var newest = await clerk.Open($"/dokument/{document.Value}");
        var first = await clerk.Open($"/dokument/{document.Value}?fassung=1");
        var none = await clerk.Open($"/dokument/{document.Value}?fassung=9");

        Assert.Contains("80 Euro", newest["#seite-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains("50 Euro", first["#seite-1"].TextContent, StringComparison.Ordinal);
        Assert.Contains($"/{document.Value}/1/inhalt", first["[data-viewer]"].GetAttribute("data-pdf"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, none.Status);
    }

    [Fact]
    public async Task The_comparison_names_what_was_deleted_and_inserted_in_words()
    {
        var document = await papers.PutPdf(Papers.Letter());
        var second = Papers.Letter("80 Euro");
        await papers.AddVersion(document, second, "application/pdf", "neu.pdf", await papers.Text(second));
        using var clerk = await town.SignedIn("sommer");

        var head = await clerk.Open($"/dokument/{document.Value}");
        var page = await clerk.Open(head["a[href*='/vergleich']"].GetAttribute("href")!);

        Assert.Contains("beträgt [gelöscht: 50][eingefügt: 80] Euro. Sie ist", page[".u-difference"].TextContent, StringComparison.Ordinal);
        Assert.Equal("[gelöscht: 50]", page["del"].TextContent);
        Assert.Equal("[eingefügt: 80]", page["ins"].TextContent);
        Assert.Contains("1 Stelle gelöscht, 1 Stelle eingefügt", page.Words, StringComparison.Ordinal);
        Assert.Contains("Zeichen unverändert", page[".u-difference"].TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.Html.QuerySelectorAll("td.u-hash").Select(cell => cell.TextContent).Distinct().Count());
        Assert.Contains(page.Html.QuerySelectorAll("td"), cell => cell.TextContent.Contains("Sommer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_comparison_says_when_there_is_no_text_or_no_difference()
    {
        var picture = await papers.Put([0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg", "foto.jpg");
        await papers.AddVersion(picture, [0xFF, 0xD8, 0xFF, 0xE1], "image/jpeg", "foto.jpg", null);
        using var clerk = await town.SignedIn("sommer");

        var none = await clerk.Open($"/dokument/{picture.Value}/vergleich?von=1&nach=2");
        var same = await clerk.Open($"/dokument/{picture.Value}/vergleich?von=2&nach=2");
        var unknown = await clerk.Open($"/dokument/{picture.Value}/vergleich?von=1&nach=3");
        var nonsense = await clerk.Open($"/dokument/{picture.Value}/vergleich?von=eins&nach=2");

        Assert.Contains("Zu keiner der beiden Versionen liegt Text vor", none.Words, StringComparison.Ordinal);
        Assert.Contains("dieselben Bytes", same.Words, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, unknown.Status);
        Assert.Equal(HttpStatusCode.NotFound, nonsense.Status);
    }

    [Fact]
    public async Task Who_may_not_see_the_document_sees_neither_pages_nor_pictures_nor_differences()
    {
        var document = await papers.Put(Fax.TwoPages(), "image/tiff", "fremd.tif");
        using var other = await town.SignedIn("poststelle");

        foreach (var path in new[] { "", "/vergleich?von=1&nach=1", "/1/seite/1", "/1/inhalt" })
        {
            var answer = await other.Http.GetAsync(new Uri($"/dokument/{document.Value}{path}", UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }
}
