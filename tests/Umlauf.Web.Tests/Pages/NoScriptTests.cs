using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Umlauf.Cli.Demo;
using Umlauf.Platform;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Pages;

/// <summary>Chromium with script switched off: every page shows what it is about, nothing on it is dead, and the daily work gets done.</summary>
public sealed partial class NoScriptTests(TownHall town, Browser browser)
{
    [Theory]
    [InlineData("poststelle", "/schreibtisch /eingang /eingang/{} /eingang/hochladen /akten /suche /konto /vertretung /tastatur")]
    [InlineData(
        "sommer",
        "/schreibtisch /eingang /akten /akten/{} /akte/{} /vorgang/{} /vorgang/neu /dokument/{} /dokument/{}/vergleich /ausgang /ausgang/{} /ausgang/schreiben/{} /konto /vertretung /vertretung/amt"
    )]
    [InlineData("kaya", "/schreibtisch /akten /vertretung /vertretung/{} /vertretung/amt /konto")]
    [InlineData(
        "admin",
        "/verwaltung /verwaltung/aemter /verwaltung/personal /verwaltung/personal/neu /verwaltung/aktenplan /verwaltung/kanaele /verwaltung/schluessel /verwaltung/kalender /verwaltung/postausgang /betrieb"
    )]
    public async Task Every_page_that_somebody_can_reach_works(string login, string expected)
    {
        var filled = await FilledMatter.In(town);
        await using var window = await SignedIn(login);
        var start = login == "sommer" ? filled.Addresses : ["/"];
        var waiting = new Queue<string>([new Uri(window.Page.Url).PathAndQuery, .. start, "/eingang"]);
        var (seen, problems) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());

        while (waiting.TryDequeue(out var path))
        {
            // One page of each kind is enough; what differs is the thing shown, not the page.
            if (!seen.Add(Kind(path)))
                continue;
            var answer = await window.Page.GotoAsync(path);
            if (answer!.Status != 200)
            {
                if (!start.Contains(path) && path != "/eingang")
                    problems.Add($"{path}: {answer.Status}");
                seen.Remove(Kind(path));
                continue;
            }
            problems.AddRange((await Dead(window)).Select(what => $"{path}: {what}"));
            foreach (var next in await window.Page.EvaluateAsync<string[]>(Links))
                waiting.Enqueue(next);
        }

        Assert.Empty(problems);
        Assert.Empty(expected.Split(' ').Except(seen.Select(kind => kind.Split('?')[0])));
    }

    [Fact]
    public async Task The_mailroom_finds_an_arrival_and_files_it()
    {
        var word =
            "Rinne"
            + string.Concat(Guid.CreateVersion7().ToString("N").Take(10).Select(digit => (char)('a' + Convert.ToInt32($"{digit}", 16))));
        var arrival = await town.Arrive($"Beschwerde {word}", "Die Rinne am Rathaus tropft.");
        await using var window = await SignedIn("poststelle");

        await window.Page.FillAsync("#u-find", word);
        await window.Page.PressAsync("#u-find", "Enter");
        await window.Page.WaitForURLAsync("**/suche?*");
        var hits = await window.Page.InnerTextAsync("main");
        await window.Go($"/eingang/{arrival.Value}");
        await window.Page.ClickAsync("summary[data-key=n]");
        await window.Page.FillAsync("#Filing-Subject", $"Rinne {word}");
        await window.Page.ClickAsync("form[action*='handler=Open'] button");

        Assert.Contains($"Beschwerde {word}", hits, StringComparison.Ordinal);
        Assert.Matches("Vorgang .+ angelegt und abgelegt", await window.Page.InnerTextAsync("#u-status"));
    }

    [Fact]
    public async Task An_officer_writes_a_note_into_a_matter()
    {
        var filled = await FilledMatter.In(town);
        await using var window = await SignedIn("sommer");

        await window.Go($"/vorgang/{filled.Id.Value}");
        await window.Page.ClickAsync("summary[data-key=n]");
        await window.Page.FillAsync("#Note", "Frau Öztürk hat angerufen.");
        await window.Page.ClickAsync("form[action*='handler=Note'] button");

        Assert.Contains("Vermerk gespeichert.", await window.Page.InnerTextAsync("#u-status"), StringComparison.Ordinal);
        Assert.Contains("Frau Öztürk hat angerufen.", await window.Page.InnerTextAsync(".u-time"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_enters_an_absence()
    {
        var day = LocalDays.Of(TimeProvider.System.GetUtcNow()).AddDays(200);
        await using var window = await SignedIn("kaya");

        await window.Go("/vertretung");
        await window.Page.FillAsync("#From", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await window.Page.FillAsync("#To", day.AddDays(3).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await window.Page.ClickAsync("form[action*='handler=Enter'] button");

        Assert.Contains("Abwesenheit eingetragen", await window.Page.InnerTextAsync("#u-status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_are_chosen_and_uploaded()
    {
        await using var window = await SignedIn("poststelle");

        await window.Go("/eingang/hochladen");
        await window.Page.SetInputFilesAsync("#Files", [File("eins.txt", "Antrag eins"), File("zwei.txt", "Antrag zwei")]);
        await window.Page.ClickAsync("main form button");
        var taken = await window.Page.InnerTextAsync("[aria-labelledby=taken]");

        Assert.Contains("eins.txt", taken, StringComparison.Ordinal);
        Assert.Equal(2, await window.Page.Locator("[aria-labelledby=taken] a").CountAsync());
    }

    private static FilePayload File(string name, string text) =>
        new()
        {
            Name = name,
            MimeType = "text/plain",
            Buffer = System.Text.Encoding.UTF8.GetBytes($"{text} {Guid.CreateVersion7()}"),
        };

    private async Task<Window> SignedIn(string login)
    {
        var window = await browser.Open(town.Host.Address, script: false);
        await window.Go("/anmelden");
        await window.Page.FillAsync("#Login", login);
        await window.Page.FillAsync("#Password", Musterstadt.Password);
        await window.Page.ClickAsync("form[action='/anmelden'] button");
        Assert.DoesNotContain("/anmelden", window.Page.Url, StringComparison.Ordinal);
        return window;
    }

    /// <summary>What is wrong with the page: no heading, a button that does nothing, a form that cannot be sent or that the server would refuse.</summary>
    private static Task<string[]> Dead(Window window) =>
        window.Page.EvaluateAsync<string[]>(
            """
            () => {
              // What is folded is looked at unfolded: only then it is known what it shows.
              for (const folded of document.querySelectorAll("details")) folded.open = true;
              const seen = e => e.checkVisibility();
              const headings = [...document.querySelectorAll("h1")].filter(h => h.checkVisibility() && h.textContent.trim());
              const wrong = headings.length === 1 ? [] : [`${headings.length} main headings`];
              if (document.documentElement.dataset.script !== undefined) wrong.push("script ran");
              for (const button of document.querySelectorAll("button[type=button]"))
                if (seen(button)) wrong.push(`dead button: ${button.textContent.trim()}`);
              for (const button of document.querySelectorAll("button:not([type=button])"))
                if (seen(button) && !button.form) wrong.push(`button without form: ${button.textContent.trim()}`);
              for (const form of document.forms) {
                if (!seen(form)) continue;
                const submit = [...form.elements].some(e => e.matches("button:not([type=button]), input[type=submit]") && seen(e));
                const typed = [...form.elements].filter(e => e.matches("input:not([type=hidden]), textarea, select"));
                if (!submit && !(typed.length === 1 && typed[0].matches("input[type=search]"))) wrong.push(`no button: ${form.action}`);
                if (form.method === "post" && !form.elements.namedItem("_form")) wrong.push(`no token: ${form.action}`);
              }
              for (const link of document.querySelectorAll("a:not([href]), a[href='#'], a[href^='javascript:']"))
                wrong.push(`dead link: ${link.textContent.trim()}`);
              return wrong;
            }
            """
        );

    private const string Links = """
        () => [...document.querySelectorAll("a[href]")].filter(a => a.origin === location.origin)
          .map(a => a.pathname + a.search)
          .filter(path => !/\/original|\/inhalt|\/seite\//.test(path))
        """;

    /// <summary>The address without what names one thing: ids, numbers of pages, places in lists.</summary>
    private static string Kind(string path)
    {
        var parts = path.Split('?', 2);
        var names = parts.Length == 1 ? [] : parts[1].Split('&').Select(pair => pair.Split('=')[0]).Where(name => name == "ansicht");
        return Id().Replace(parts[0], "{}") + (names.Any() ? "?" + AnsichtOf(parts[1]) : "");
    }

    private static string AnsichtOf(string query) => query.Split('&').First(pair => pair.StartsWith("ansicht=", StringComparison.Ordinal));

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
