using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Dispatch;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.TestKit;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Journeys;

/// <summary>The way of one letter through the whole house, in real browsers and with a real mail server.</summary>
public sealed class FromLetterToRouteSheetTests(Browser browser) : IAsyncLifetime
{
    private const string Subject = "Sperrzeit der Gaststätte am Markt";
    private readonly TownHall town = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public ValueTask DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task A_letter_is_answered_after_three_heads_a_deputy_a_dissent_and_the_mayor_on_the_phone()
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        Assert.True((await town.Get<SetUpServer>().Run(town["admin"], Server(postfix.Port), Ct)).Ok);
        var (matter, mail) = await Filed();

        var answer = await PreparesTheAnswer(matter, mail);
        var id = await SendsTheFolderAround(matter, answer, await Decision(matter));

        await SignsForTheHead(id);
        await RemarksAndSigns(id);
        await Signs("schaefer", id);
        await Refuses(id);
        Assert.Empty(await dovecot.Content("INBOX", "erika"));
        await SignsOnThePhone(id);

        await Wait.Until(
            async () =>
            {
                await Work();
                return (await dovecot.Content("INBOX", "erika")).Count > 0;
            },
            "The answer never arrived."
        );
        await Work();
        await IsOver(matter, id, answer);
        var delivered = Assert.Single(await dovecot.Content("INBOX", "erika"));
        Assert.Contains("Sperrzeit", Encoding.UTF8.GetString(delivered), StringComparison.Ordinal);
        foreach (var check in town.Host.Services.GetServices<IIntegrityCheck>())
            Assert.Empty((await check.Check(town.Tenant, Ct)).Problems);
    }

    private static DispatchServer Server(int port) =>
        new()
        {
            Host = "127.0.0.1",
            Port = port,
            Security = "none",
            SenderName = "Stadt Musterstadt",
            SenderAddress = "stadt@example.org",
        };

    /// <summary>A mail arrives and is filed into a new matter of the Ordnungsamt.</summary>
    private async Task<(MatterId Matter, DocumentId Mail)> Filed()
    {
        var arrival = await town.Deliver(
            TownHall.Mail(Subject, "Wir bitten um eine längere Öffnung an Silvester.", from: "Erika Muster <erika@example.org>")
        );
        await town.Read();
        var wanted = new NewMatter
        {
            PlanUnit = town.Plan("32.41"),
            Subject = Subject,
            Office = town.Office("32"),
            Responsible = town["voessing"].Staff,
        };
        var filed = await town.Get<FileArrival>().Run(town["poststelle"], arrival, FilingTarget.Opening(wanted), Ct);
        Assert.True(filed.Ok, filed.Refusal?.Code);
        var timeline = (await town.Get<ShowTimeline>().Run(town["oeztuerk"], filed.Value.Matter, null, 10, Ct)).Value;
        return (filed.Value.Matter, new DocumentId(Assert.Single(timeline.Items).Id));
    }

    private async Task<DocumentId> Decision(MatterId matter)
    {
        var pdf = Papers.Letter();
        var document = new NewDocument
        {
            Id = new DocumentId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow())),
            Kind = DocumentKind.Letter,
            Office = default,
            Title = "Entwurf des Bescheids",
            ReceivedAt = TimeProvider.System.GetUtcNow(),
            Content = new NewContent(
                new StoredBlob(await town.Get<IBlobStore>().Put(town.Tenant, pdf, Ct), pdf.Length),
                "application/pdf",
                "Bescheid.pdf"
            ),
        };
        return (await town.Get<UploadDocument>().Run(town["oeztuerk"], matter, document, Ct)).Value;
    }

    private async Task<DispatchId> PreparesTheAnswer(MatterId matter, DocumentId mail)
    {
        await using var window = await Window("oeztuerk", $"/ausgang/schreiben?vorgang={matter.Value}&antwort={mail.Value}");
        Assert.Contains("erika@example.org", await window.Page.InputValueAsync("[name=To]"), StringComparison.Ordinal);
        await window.Page.FillAsync("[name=Body]", "Guten Tag,\n\nan Silvester darf bis 3 Uhr geöffnet sein.");
        await window.Page.ClickAsync("button[name=act][value=save]");
        await window.Page.WaitForURLAsync(url => !url.Contains("schreiben", StringComparison.Ordinal));
        return new DispatchId(Guid.Parse(new Uri(window.Page.Url).Segments[^1]));
    }

    private async Task<CirculationFolderId> SendsTheFolderAround(MatterId matter, DispatchId answer, DocumentId decision)
    {
        await using var window = await Window(
            "oeztuerk",
            $"/mappen/neu?vorgang={matter.Value}&dokument={decision.Value}&antwort={answer.Value}"
        );
        var page = window.Page;
        string[] heads = ["kaya", "brandt", "schaefer", "jansen"];
        await page.SelectOptionAsync("[name='t2.wer']", Key(heads[0]));
        foreach (var head in heads.Skip(1))
        {
            var before = await page.Locator("[name$='.wer']").CountAsync();
            await page.ClickAsync("[name=tun][value='station:s1']");
            await Assertions.Expect(page.Locator("[name$='.wer']")).ToHaveCountAsync(before + 1);
            await page.Locator("#s1 [name$='.wer']").Last.SelectOptionAsync(Key(head));
        }
        await page.SelectOptionAsync("[name='t4.wer']", Key("weber"));
        await page.SelectOptionAsync("[name=ablehnung]", new SelectOptionValue { Value = nameof(RefusalPolicy.Dissent) });
        await page.CheckAsync("#Orders-PutAway");
        await window.Picture("journey-1-new-folder");
        await page.ClickAsync("[name=tun][value=beginnen]");
        await page.WaitForURLAsync(url =>
            url.Contains("/mappen/", StringComparison.Ordinal) && !url.Contains("/neu", StringComparison.Ordinal)
        );
        return new CirculationFolderId(Guid.Parse(new Uri(page.Url).Segments[^1]));
    }

    private async Task SignsForTheHead(CirculationFolderId id)
    {
        await using var window = await Window("moeller", $"/mappen/{id.Value}");
        await Assertions.Expect(window.Page.Locator(".u-task__behalf")).ToContainTextAsync("Kaya");
        await window.Picture("journey-2-deputy");
        await Press(window, "Mitzeichnen");
    }

    private async Task RemarksAndSigns(CirculationFolderId id)
    {
        await using var window = await Window("brandt", $"/mappen/{id.Value}");
        var form = window.Page.Locator("form[data-remark-form]");
        await window.Page.Locator("summary").Filter(new() { HasText = "Bemerkung schreiben" }).ClickAsync();
        await form.Locator("textarea").FillAsync("Gebühr nach Tarifstelle 12.");
        await form.Locator("#anchorPage").FillAsync("1");
        await form.GetByRole(AriaRole.Button, new() { Name = "Bemerkung speichern" }).ClickAsync();
        await Assertions.Expect(window.Page.Locator(".u-remark__text")).ToHaveTextAsync("Gebühr nach Tarifstelle 12.");
        await window.Picture("journey-3-remark");
        await Press(window, "Mitzeichnen");
    }

    private async Task Signs(string login, CirculationFolderId id)
    {
        await using var window = await Window(login, $"/mappen/{id.Value}");
        await Press(window, "Mitzeichnen");
    }

    private async Task Refuses(CirculationFolderId id)
    {
        await using var window = await Window("jansen", $"/mappen/{id.Value}");
        var act = window.Page.Locator("details.u-act").Filter(new() { HasText = "Ablehnen" }).First;
        await act.Locator("summary").ClickAsync();
        await act.Locator("textarea").FillAsync("Der Nachbar hat sich im Vorjahr beschwert.");
        await act.GetByRole(AriaRole.Button, new() { Name = "Ablehnen" }).ClickAsync();
        await Gone(window);
    }

    private async Task SignsOnThePhone(CirculationFolderId id)
    {
        await using var window = await Window("weber", "/schreibtisch");
        await window.Page.SetViewportSizeAsync(390, 844);
        await window.Page.GetByRole(AriaRole.Link, new() { Name = Subject }).First.ClickAsync();
        await window.Page.WaitForURLAsync(url => url.Contains(id.Value.ToString(), StringComparison.Ordinal));
        var dissent = window.Page.Locator(".u-check--dissent");
        await Assertions.Expect(dissent).ToContainTextAsync("Der Nachbar hat sich im Vorjahr beschwert.");
        await window.Picture("journey-4-mayor-on-the-phone");
        Assert.Empty(await window.StickingOut());
        await dissent.Locator("input").CheckAsync();
        await Press(window, "Schlusszeichnen");
        await window.Go($"/mappen/{id.Value}");
        await Assertions.Expect(window.Page.Locator(".u-lead").First).ToContainTextAsync("Abgeschlossen");
        await window.Picture("journey-5-signed");
    }

    private async Task IsOver(MatterId matter, CirculationFolderId id, DispatchId answer)
    {
        var folder = (await town.Get<ShowFolder>().Run(town["oeztuerk"], id, Ct)).Value.Folder;
        Assert.Equal(FolderState.Completed, folder.State);
        Assert.Equal([DirectiveKind.Dispatch, DirectiveKind.PutAway], folder.Directives.Select(one => one.Order.Kind));
        Assert.All(folder.Directives, one => Assert.Equal(DirectiveState.Done, one.State));
        Assert.Equal(
            town["kaya"].Staff,
            folder.Stations.Single(one => one.Effective!.ActedBy == town["moeller"].Staff).Effective!.OnBehalfOf
        );
        Assert.Single(folder.Stations[^1].Effective!.ConfirmedDissents);
        Assert.Equal(1, Assert.Single(folder.Remarks).Anchor?.Page);
        Assert.Equal(DispatchState.Sent, (await town.Get<ShowDispatch>().Run(town["oeztuerk"], answer, Ct)).Value.State);
        Assert.Equal(MatterState.PutAway, (await town.Get<ShowMatter>().Run(town["oeztuerk"], matter, Ct)).Value.State);
        var sheet = (await town.Get<ShowTimeline>().Run(town["oeztuerk"], matter, null, 20, Ct)).Value.Items.Single(item =>
            item.Text.StartsWith("Laufzettel", StringComparison.Ordinal)
        );
        Assert.Equal("application/pdf", sheet.ContentType);
    }

    private string Key(string login) => Addressee.KeyOf(town[login].Staff!.Value);

    private async Task<Window> Window(string login, string path)
    {
        using var visitor = await town.SignedIn(login);
        var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        return await window.Go(path);
    }

    private static async Task Press(Window window, string button)
    {
        await window.Page.Locator(".u-task").GetByRole(AriaRole.Button, new() { Name = button }).First.ClickAsync();
        await Gone(window);
    }

    /// <summary>After an act the page has no task for the person any more.</summary>
    private static Task Gone(Window window) => Assertions.Expect(window.Page.Locator(".u-task [value=complete]")).ToHaveCountAsync(0);

    /// <summary>Does the work that waits, as the program does in the background.</summary>
    private async Task Work()
    {
        using var runner = new JobRunner(town.Get<Jobs>(), [], NullLogger<JobRunner>.Instance);
        foreach (var kind in new[] { CarryOutDirectives.JobKind, SendWork.Kind })
        {
            var handler = town.Host.Services.GetServices<IJobHandler>().Single(one => one.Kind == kind);
            while (await runner.Step(handler, Ct)) { }
        }
    }
}
