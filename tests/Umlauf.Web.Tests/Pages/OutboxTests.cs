using System.Net;
using Umlauf.Dispatch;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Pages;

public sealed class OutboxTests(TownHall town, Browser browser)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_clerk_writes_from_a_matter_without_script_and_finds_the_draft_again()
    {
        var matter = await Matter();
        using var visitor = await town.SignedIn("sommer");
        var form = await visitor.Open($"/ausgang/schreiben?vorgang={matter.Value}");

        var saved = await visitor.Send(
            form,
            "main form.u-form",
            null,
            ("To", "Erika Muster <erika@buerger.example>"),
            ("Subject", "Bescheid"),
            ("Body", "Guten Tag"),
            ("act", "save")
        );

        Assert.StartsWith("/ausgang/", saved.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, saved.Status);
        await using var window = await browser.Open(town.Host.Address, dark: false, phone: true);
        await window.Use(visitor);
        foreach (var path in new[] { saved.Address.AbsolutePath, $"/ausgang/schreiben?vorgang={matter.Value}" })
        {
            await window.Go(path);
            await window.Picture($"ausgang-{path.Length}-phone");
            Assert.Empty(await window.Barriers());
            Assert.Empty(await window.StickingOut());
            Assert.Empty(window.Problems);
        }
        var drafts = await town.Get<ListDispatches>().Run(town["sommer"], DispatchView.Drafts, matter, null, 10, Ct);
        Assert.Equal("Bescheid", Assert.Single(drafts.Value.Items).Subject);
        using var stranger = await town.SignedIn("yilmaz");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(saved.Address.AbsolutePath)).Status);
    }

    private async Task<MatterId> Matter()
    {
        var wanted = new NewMatter
        {
            PlanUnit = town.Plan(town.SomePlanUnit),
            Subject = "Wohngeld",
            Office = town["sommer"].Office!.Value,
        };
        return (await town.Get<OpenMatter>().Run(town["sommer"], wanted, Ct)).Value.Id;
    }
}
