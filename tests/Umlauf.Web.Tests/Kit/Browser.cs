using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Umlauf.TestKit;

namespace Umlauf.Web.Tests.Kit;

/// <summary>One Chromium for all browser tests. Set <c>UMLAUF_CHROMIUM</c> where it is not Debian's.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? driver;
    private IBrowser? chromium;

    public static string? Executable { get; } =
        new[]
        {
            Environment.GetEnvironmentVariable("UMLAUF_CHROMIUM"),
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
        }.FirstOrDefault(File.Exists);

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        driver = await Playwright.CreateAsync();
        chromium = await driver.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable,
                Args =
                [
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        driver?.Dispose();
    }

    /// <summary>A new window with its own cookies. Fails the test for every script error and every file that does not load.</summary>
    public async Task<Window> Open(Uri address, bool dark = false, bool phone = false, bool script = true)
    {
        Component.Require(chromium is null ? "No Chromium here: install it or set UMLAUF_CHROMIUM." : null);
        var context = await chromium!.NewContextAsync(
            new()
            {
                BaseURL = address.ToString(),
                ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
                ViewportSize = phone ? new() { Width = 320, Height = 640 } : new() { Width = 1280, Height = 860 },
                JavaScriptEnabled = script,
                Locale = "de-DE",
                UserAgent = Visitor.UserAgent,
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        return new Window(context, await context.NewPageAsync(), script);
    }
}

/// <summary>How somebody looks at a page.</summary>
public sealed record Form(string Name, int Width, int Height, bool IsDark = false)
{
    public static readonly Form Light = new("light", 1280, 860);
    public static readonly Form Dark = new("dark", 1280, 860, IsDark: true);

    /// <summary>The narrowest that WCAG knows.</summary>
    public static readonly Form Phone = new("phone", 320, 640);

    public static readonly Form[] Everyday = [Light, Dark, Phone];
}

/// <summary>One window of the <see cref="Browser"/>.</summary>
public sealed class Window : IAsyncDisposable
{
    private static readonly string AxeScript = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext context;

    private readonly bool script;

    internal Window(IBrowserContext context, IPage page, bool script)
    {
        (this.context, Page, this.script) = (context, page, script);
        page.PageError += (_, error) => Problems.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                Problems.Add(message.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>Script errors, blocked by the content security policy, files not found.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Goes on in the session of a visitor.</summary>
    public Task Use(Visitor visitor) =>
        context.AddCookiesAsync(
            visitor
                .Cookies.GetAllCookies()
                .Select(cookie => new Cookie
                {
                    Name = cookie.Name,
                    Value = cookie.Value,
                    Domain = cookie.Domain,
                    Path = cookie.Path,
                })
        );

    public async Task<Window> Go(string path)
    {
        await Page.GotoAsync(path);
        return this;
    }

    /// <summary>Opens what is folded up, so that it is looked at too; what lies over the page stays closed.</summary>
    public Task OpenAll() =>
        Page.EvaluateAsync(
            """
            () => { for (const fold of document.querySelectorAll("main details")) { fold.removeAttribute("name"); fold.open = true; } }
            """
        );

    /// <summary>The page as it stands, light, dark and on a phone, unless others are named: no barriers, nothing sticks out, no script errors.</summary>
    public async Task Look(string name, params Form[] forms)
    {
        foreach (var form in forms is [] ? Form.Everyday : forms)
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = form.IsDark ? ColorScheme.Dark : ColorScheme.Light });
            await Page.SetViewportSizeAsync(form.Width, form.Height);
            await Picture($"{name}-{form.Name}");
            var barriers = await (form.IsDark ? BarriersOfColour() : Barriers());
            Assert.True(barriers.Count == 0, $"{name} {form.Name}: {string.Join('\n', barriers)}");
            Assert.Empty(await StickingOut());
        }
        Assert.Empty(Problems);
    }

    /// <summary>Runs axe with the rules of WCAG 2.2 A and AA and the best practices.</summary>
    public Task<IReadOnlyList<string>> Barriers() => Axe("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    /// <summary>In the dark nothing else differs.</summary>
    private Task<IReadOnlyList<string>> BarriersOfColour() => Axe("rule", "color-contrast", "link-in-text-block");

    private async Task<IReadOnlyList<string>> Axe(string type, params string[] values)
    {
        if (!await Page.EvaluateAsync<bool>("'axe' in window"))
            await Page.EvaluateAsync(AxeScript);
        return await Page.EvaluateAsync<string[]>(
            """
            async runOnly => (await axe.run({ runOnly, iframes: false, resultTypes: ["violations"] })).violations
              .flatMap(violation => violation.nodes.map(node => `${violation.id}: ${violation.help} at ${node.target} ${node.html}`))
            """,
            new { type, values }
        );
    }

    /// <summary>What sticks out to the right, if the page needs scrolling sideways (WCAG 1.4.10).</summary>
    public Task<string[]> StickingOut() =>
        Page.EvaluateAsync<string[]>(
            """
            document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
              [...document.querySelectorAll("body *")]
                .filter(e => !e.closest(".u-scroll, .u-nav"))
                .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                .map(e => `${e.tagName} ${e.className} ${Math.round(e.getBoundingClientRect().right)}`)
                .slice(0, 8)
            """
        );

    /// <summary>What lies over the page while it is scrolled, with its height in pixels.</summary>
    public Task<string[]> Covering() =>
        Page.EvaluateAsync<string[]>(
            """
            () => {
              const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowY + getComputedStyle(e).overflowX);
              const own = (e) => { for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) if (scrolls(up)) return true; return false; };
              return [...document.querySelectorAll("body *")]
                .filter(e => ["sticky", "fixed"].includes(getComputedStyle(e).position) && e.offsetHeight > 0 && !own(e))
                .map(e => `${e.tagName} ${e.className} ${e.offsetHeight}`);
            }
            """
        );

    /// <summary>Keeps a picture where the environment names a folder for it.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("UMLAUF_SCREENSHOTS") is not { Length: > 0 } folder)
            return;
        // Pages that are drawn take the place of their text, which is longer: a picture in between would end in blank ground.
        if (script)
            await Page.WaitForFunctionAsync(
                "() => [...document.querySelectorAll('[data-viewer]')].every(one => 'finished' in one.dataset)"
            );
        await Page.ScreenshotAsync(
            new() { Path = Path.Combine(Directory.CreateDirectory(folder).FullName, name + ".png"), FullPage = true }
        );
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
