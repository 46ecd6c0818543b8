using System.Net;
using Microsoft.Playwright;
using Umlauf.Cli.Demo;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Pages;

public sealed class TrayTests(TownHall town, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_arrival_opens_a_matter_without_script_and_can_be_taken_back()
    {
        var arrival = await town.Arrive("Hundesteuer: Abmeldung Bello", "unser Hund Bello ist gestorben");
        using var clerk = await town.SignedIn("poststelle");

        var page = await clerk.Open($"/eingang/{arrival.Value}");
        var filed = await clerk.Send(page, "form[action$='handler=Open']");
        var undo = filed[".u-toast form"].GetAttribute("action")!;
        var back = await clerk.Send(filed, $".u-toast form[action='{undo}']");

        Assert.Contains("unser Hund Bello ist gestorben", page[".u-letter"].TextContent, StringComparison.Ordinal);
        Assert.Matches("Vorgang [0-9.]+-[0-9]{4}/[0-9]{4}-[0-9]{2} angelegt und abgelegt", filed.Words);
        Assert.Equal($"/eingang/{arrival.Value}", back.Address.AbsolutePath);
        Assert.Equal("Hundesteuer: Abmeldung Bello", back["#betreff"].TextContent);
    }

    [Fact]
    public async Task Filing_into_a_number_that_does_not_exist_says_so_and_changes_nothing()
    {
        var arrival = await town.Arrive("Nachfrage", "Wie ist der Stand?");
        using var clerk = await town.SignedIn("poststelle");

        var refused = await clerk.Send(
            await clerk.Open($"/eingang/{arrival.Value}"),
            "form[action$='handler=File']",
            null,
            ("Filing.Number", "99-0000/1999-01")
        );

        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Contains("Diesen Vorgang gibt es nicht", refused["#Filing-Number-error"].TextContent, StringComparison.Ordinal);
        Assert.Equal("99-0000/1999-01", refused["#Filing-Number"].GetAttribute("value"));
    }

    [Fact]
    public async Task An_arrival_that_answers_to_a_number_is_filed_with_one_key()
    {
        var opened = await town.Get<OpenMatter>()
            .Run(
                town["sommer"],
                new NewMatter
                {
                    PlanUnit = town.Plan(town.SomePlanUnit),
                    Subject = "Wohngeld Öztürk",
                    Office = town["sommer"].Office!.Value,
                },
                Ct
            );
        var arrival = await town.Arrive($"Ihr Schreiben {opened.Value.Number}", "anbei die Unterlagen");
        await town.Get<Umlauf.Intake.PassArrival>().Run(town["poststelle"], arrival, town["sommer"].Office!.Value, Ct);
        using var visitor = await town.SignedIn("sommer");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);

        await window.Go($"/eingang/{arrival.Value}");
        await window.Page.Keyboard.PressAsync("1");
        await window.Page.WaitForSelectorAsync(".u-toast");

        var timeline = await town.Get<ShowTimeline>().Run(town["sommer"], opened.Value.Id, null, 10, Ct);
        Assert.Equal($"Ihr Schreiben {opened.Value.Number}", Assert.Single(timeline.Value.Items).Text);
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task Keys_wait_until_the_chosen_arrival_stands_in_the_preview()
    {
        await town.Arrive("Wettlauf eins", "der erste");
        await town.Arrive("Wettlauf zwei", "der zweite");
        using var visitor = await town.SignedIn("poststelle");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go("/eingang");
        var page = window.Page;
        var slow = new TaskCompletionSource();
        await page.RouteAsync(
            "**/eingang/*",
            async route =>
            {
                await slow.Task;
                await route.ContinueAsync();
            }
        );

        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("n");
        var chosen = await page.Locator("[data-entry][aria-current]").TextContentAsync();
        var openForms = await page.Locator(".u-act[open]").CountAsync();
        slow.SetResult();
        await Assertions.Expect(page.Locator("#betreff")).ToHaveTextAsync(chosen!);
        await Assertions.Expect(page.Locator("[data-list] .htmx-request")).ToHaveCountAsync(0);

        Assert.Equal(0, openForms);
        Assert.Equal(chosen, await page.Locator("#betreff").TextContentAsync());
        Assert.Equal(chosen, await page.Locator("[data-entry][aria-current]").TextContentAsync());
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task A_locked_mail_says_why_in_the_list_and_beside_its_subject()
    {
        var arrival = await town.Arrive("Vertraulicher Antrag", "-----BEGIN PGP MESSAGE-----\n\nhQEMA7Gabc\n-----END PGP MESSAGE-----");
        using var clerk = await town.SignedIn("poststelle");

        var page = await clerk.Open($"/eingang/{arrival.Value}?ansicht=klaerfaelle");

        Assert.Equal("Vertraulicher Antrag", page["#betreff"].TextContent);
        Assert.Contains("verschlüsselt", page[".u-sheet__head .u-badge--danger"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Geklärt", page[".u-acts"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_clerk_sets_aside_waits_with_the_reason_until_it_is_cleared_up()
    {
        var arrival = await town.Arrive("Unleserlich", "???");
        using var clerk = await town.SignedIn("poststelle");

        await clerk.Send(
            await clerk.Open($"/eingang/{arrival.Value}"),
            "form[action$='handler=SetAside']",
            null,
            ("Why", "Absender nicht zu erkennen")
        );
        var aside = await clerk.Open($"/eingang/{arrival.Value}?ansicht=klaerfaelle");
        await clerk.Send(aside, "form[action$='handler=Return']");
        var cleared = await clerk.Open($"/eingang/{arrival.Value}");

        Assert.Contains("Absender nicht zu erkennen", aside[".u-sheet__head"].TextContent, StringComparison.Ordinal);
        Assert.Empty(cleared.Html.QuerySelectorAll(".u-sheet__head .u-badge--danger"));
    }

    [Fact]
    public async Task A_strangers_page_is_inert_counted_and_shown_in_a_sandbox()
    {
        const string hostile = """
            <html><head><meta http-equiv="refresh" content="0;url=https://evil.example/"><style>body{background:url(https://evil.example/x)}</style></head>
            <body onload="alert(1)"><script>document.title="taken"</script><p>Guten Tag</p><img src="https://evil.example/pixel.gif">
            <form action="https://evil.example/"><input name="pin"></form><svg onload="alert(2)"></svg><a href="javascript:alert(3)">hier</a></body></html>
            """;
        var arrival = await town.Arrive("<script>alert(4)</script>", hostile, "text/html; charset=utf-8");
        using var visitor = await town.SignedIn("poststelle");
        await using var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        var asked = new List<string>();
        window.Page.Request += (_, request) => asked.Add(request.Url);

        await window.Go($"/eingang/{arrival.Value}?bild=gestaltet");
        var page = await visitor.Open($"/eingang/{arrival.Value}?bild=gestaltet");
        var frame = page["iframe"];
        var design = await visitor.Open(frame.GetAttribute("src")!);

        Assert.Equal("", frame.GetAttribute("sandbox"));
        Assert.Contains("sandbox", design.Answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Empty(design.Html.QuerySelectorAll("script, form, svg, meta[http-equiv], img, [onload], a[href^='javascript']"));
        Assert.Contains("fremde Inhalte wurden entfernt", page.Words, StringComparison.Ordinal);
        Assert.All(asked, url => Assert.StartsWith(town.Host.Address.ToString(), url, StringComparison.Ordinal));
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task The_original_comes_back_byte_for_byte_as_a_download()
    {
        var mail = TownHall.Mail("Original", "Zeile\r\n\tmit Umlaut ä");
        var arrival = await town.Deliver(mail);
        await town.Read();
        using var clerk = await town.SignedIn("poststelle");

        var answer = await clerk.Http.GetAsync(new Uri($"/eingang/{arrival.Value}/original", UriKind.Relative), Ct);

        Assert.Equal(mail, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task People_of_another_office_see_neither_the_arrival_nor_its_bytes_nor_its_number()
    {
        var arrival = await town.Arrive("Nur für die Poststelle", "geheim4711");
        using var other = await town.SignedIn("sommer");

        var page = await other.Open($"/eingang/{arrival.Value}");
        var bytes = await other.Http.GetAsync(new Uri($"/eingang/{arrival.Value}/original", UriKind.Relative), Ct);
        var found = await other.Open("/suche?q=geheim4711");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Equal(HttpStatusCode.NotFound, bytes.StatusCode);
        Assert.Contains("0 Treffer", found.Words, StringComparison.Ordinal);
    }
}
