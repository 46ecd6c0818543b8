using Microsoft.Playwright;
using Umlauf.Circulation.Engine;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Routes;

/// <summary>Dragging in the route editor with a real mouse and a real finger.</summary>
public sealed class RouteDragTests(TownHall town, Browser browser)
{
    private const string Route = """
        () => [...document.querySelectorAll("[data-step]")].map(step => [...step.querySelectorAll("[name$='.wer']")].map(one => one.selectedOptions[0].text).join(" + ")).join(" > ")
        """;

    [Fact]
    public async Task A_station_is_dragged_within_its_step_into_another_and_into_one_of_its_own()
    {
        await using var window = await Open();
        var page = window.Page;

        await Drag(page, "#t5 [data-handle]", "#t2", 0.25);
        await Said(page, "Station Jörg Brandt: jetzt in Schritt 1, an Stelle 1 von 2.");
        Assert.Equal("Jörg Brandt + Ayşe Kaya > Matthias Weber", await page.EvaluateAsync<string>(Route));

        // Also where the station shows nothing but ground.
        await Drag(page, "#t5", "#t4", 0.75, from: 0.98);
        await Said(page, "Station Jörg Brandt: jetzt in Schritt 2, an Stelle 2 von 2.");
        Assert.Equal("Ayşe Kaya > Matthias Weber + Jörg Brandt", await page.EvaluateAsync<string>(Route));

        // Just above the second step: between the two.
        await Drag(page, "#t5 [data-handle]", "#s3", 0.01);
        await Said(page, "Station Jörg Brandt: jetzt in Schritt 2, an Stelle 1 von 1.");
        Assert.Equal("Ayşe Kaya > Jörg Brandt > Matthias Weber", await page.EvaluateAsync<string>(Route));

        await Drag(page, "#s3 > .u-step__head [data-handle]", "#s1", 0.2);
        await Said(page, "Schritt 1: jetzt an Stelle 1 von 3.");
        Assert.Equal("Matthias Weber > Ayşe Kaya > Jörg Brandt", await page.EvaluateAsync<string>(Route));
        Assert.Empty(window.Problems);
    }

    [Fact]
    public async Task A_drag_that_is_given_up_changes_nothing()
    {
        await using var window = await Open();
        var page = window.Page;

        await Lift(page, "#t5 [data-handle]", "#t4", 0.75);
        await page.Keyboard.PressAsync("Escape");
        await page.Mouse.UpAsync();

        Assert.Equal("Ayşe Kaya + Jörg Brandt > Matthias Weber", await page.EvaluateAsync<string>(Route));
        Assert.Equal(0, await page.Locator("[data-dragging], [data-over]").CountAsync());
    }

    [Fact]
    public async Task A_finger_drags_as_the_mouse_does()
    {
        await using var window = await Open();
        var page = window.Page;
        var touch = await page.Context.NewCDPSessionAsync(page);
        await page.Locator("[data-steps]").First.ScrollIntoViewIfNeededAsync();
        var (from, to) = (await At(page, "#t2 [data-handle]", 0.5), await At(page, "#t5", 0.75));

        await Touch("touchStart", from);
        for (var i = 1; i <= 8; i++)
            await Touch("touchMove", (from.X + (to.X - from.X) * i / 8, from.Y + (to.Y - from.Y) * i / 8));
        await touch.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });

        await Said(page, "Station Ayşe Kaya: jetzt in Schritt 1, an Stelle 2 von 2.");
        Assert.Equal("Jörg Brandt + Ayşe Kaya > Matthias Weber", await page.EvaluateAsync<string>(Route));

        Task Touch(string type, (float X, float Y) at) =>
            touch.SendAsync(
                "Input.dispatchTouchEvent",
                new()
                {
                    ["type"] = type,
                    ["touchPoints"] = new object[]
                    {
                        new Dictionary<string, object> { ["x"] = at.X, ["y"] = at.Y },
                    },
                }
            );
    }

    /// <summary>Ayşe Kaya and Jörg Brandt side by side, then Matthias Weber.</summary>
    private async Task<Window> Open()
    {
        using var visitor = await town.SignedIn("sommer");
        var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        await window.Go("/mappen/neu");
        var page = window.Page;
        await Choose("#t4-wer", "weber");
        await Choose("#t2-wer", "kaya");
        await page.ClickAsync("[name=tun][value='station:s1']");
        await page.WaitForSelectorAsync("#t5");
        await Choose("#t5-wer", "brandt");
        await page.WaitForFunctionAsync("() => document.querySelector('#t5').dataset.name.includes('Brandt')");
        return window;

        Task Choose(string field, string login) => page.SelectOptionAsync(field, Addressee.KeyOf(town[login].Staff!.Value));
    }

    private static async Task Drag(IPage page, string handle, string onto, double height, double from = 0.5)
    {
        await Lift(page, handle, onto, height, from);
        await page.Mouse.UpAsync();
    }

    /// <param name="page">The page with the editor.</param>
    /// <param name="handle">What is pressed.</param>
    /// <param name="onto">Over what it is held.</param>
    /// <param name="height">Where: 0 is the upper edge, 1 the lower one.</param>
    /// <param name="grip">Where it is pressed.</param>
    private static async Task Lift(IPage page, string handle, string onto, double height, double grip = 0.5)
    {
        await page.Locator("[data-steps]").First.ScrollIntoViewIfNeededAsync();
        var (from, to) = (await At(page, handle, grip), await At(page, onto, height));
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X, to.Y, new() { Steps = 8 });
    }

    private static async Task<(float X, float Y)> At(IPage page, string selector, double height)
    {
        var box = (await page.Locator(selector).BoundingBoxAsync())!;
        return (box.X + Math.Min(box.Width / 2, 60), box.Y + (float)(box.Height * height));
    }

    private static Task Said(IPage page, string text) =>
        Assertions.Expect(page.Locator("[data-route-form] > [role=status]")).ToHaveTextAsync(text);
}
