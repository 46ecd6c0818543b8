using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.Records;

namespace Umlauf.Web.Tests.Routes;

/// <summary>New folder, route of a draft and templates, for somebody whose browser runs no script.</summary>
public sealed class RoutePagesTests(TownHall town)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_is_planned_with_buttons_alone_and_begins()
    {
        using var visitor = await town.SignedIn("sommer");
        var page = await visitor.Open("/mappen/neu");
        Assert.Equal("Neue Umlaufmappe", page.Title);
        Assert.Empty(page.Html.QuerySelectorAll(".kern-error"));

        page = await visitor.Send(page, "[data-route-form]", "[value='field:']", ("Subject", "Rechnung Heizung"), ("t2.wer", Key("kaya")));
        page = await visitor.Send(page, "[data-route-form]", "[value='station:s1']", ("feld", "Betrag"), ("wert", "12.500,50"));
        page = await visitor.Send(
            page,
            "[data-route-form]",
            "[value='after:s1']",
            ("t5.wer", Key("brandt")),
            ("t4.wer", Key("weber")),
            ("s1.regel", "any")
        );
        var added = page.Html.QuerySelector("[autofocus]")!.Id!;
        Assert.Equal("t7-wer", added);
        page = await visitor.Send(
            page,
            "[data-route-form]",
            "[value='zeigen']",
            ("t7.wer", "o:" + town.Office("20").Value.ToString("N")),
            ("t7.aufgabe", "Act"),
            ("t7.frist", ""),
            ("s6.wenn", "f:Betrag"),
            ("s6.ueber", "10.000")
        );
        Assert.Contains("ohne Frist", page["#vorschau-titel"].ParentElement!.TextContent, StringComparison.Ordinal);
        page = await visitor.Send(page, "[data-route-form]", "[value='beginnen']");

        var folder = (await Shown("sommer", page)).Folder;
        Assert.Equal(FolderState.Running, folder.State);
        Assert.Equal(12_500.5m, folder.Fields["Betrag"]);
        Assert.Equal(
            [StationTask.CoSign, StationTask.CoSign, StationTask.Act, StationTask.FinalSign],
            folder.Stations.Select(station => station.Task)
        );
        Assert.Equal(CompletionRule.Any, folder.Steps[0].Rule);
        Assert.Equal(new Condition { Field = "Betrag", Above = 10_000 }, folder.Steps[1].When);
        Assert.Null(folder.Stations[2].DueWorkingDays);
    }

    [Fact]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost()
    {
        using var visitor = await town.SignedIn("sommer");
        var page = await visitor.Open("/mappen/neu");

        page = await visitor.Send(
            page,
            "[data-route-form]",
            "[value='beginnen']",
            ("Subject", ""),
            ("Number", "gibt es nicht"),
            ("t2.frist", "999"),
            ("t4.aufgabe", "Decide"),
            ("t4.wahl", "Ja"),
            ("Orders.PutAway", "true")
        );

        Assert.Equal((HttpStatusCode)422, page.Status);
        Assert.Contains("wer die Mappe bekommt", page["#t2-wer-error"].TextContent, StringComparison.Ordinal);
        Assert.Contains("1 bis 250 Arbeitstage", page["#t2-frist-error"].TextContent, StringComparison.Ordinal);
        Assert.Equal("999", page["#t2-frist"].GetAttribute("value"));
        Assert.Contains("2 bis 20", page["#t4-wahl-error"].TextContent, StringComparison.Ordinal);
        Assert.Equal("Ja", page["#t4-wahl"].TextContent);
        Assert.Contains("Vorgang gibt es nicht", page["#Number-error"].TextContent, StringComparison.Ordinal);

        page = await visitor.Send(
            page,
            "[data-route-form]",
            "[value='beginnen']",
            ("Number", ""),
            ("t2.wer", Key("kaya")),
            ("t2.frist", "2"),
            ("t4.wer", Key("weber")),
            ("t4.wahl", "Ja\nNein"),
            ("Subject", "")
        );
        Assert.Contains("Betreff", page["#Subject-error"].TextContent, StringComparison.Ordinal);

        page = await visitor.Send(page, "[data-route-form]", "[value='beginnen']", ("Subject", "Doch"));
        Assert.Contains("Verfügung ist so nicht ausführbar", page["#ende"].ParentElement!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documents_of_a_matter_go_along_in_the_version_that_was_seen()
    {
        var papers = new Papers(town);
        var bescheid = await papers.Put("Bescheid"u8.ToArray(), "text/plain", "bescheid.txt", "Bescheid");
        var matter = (await town.Get<ShowDocument>().Run(town["sommer"], bescheid, Ct)).Value.MatterId!.Value;
        using var visitor = await town.SignedIn("sommer");

        var page = await visitor.Open($"/mappen/neu?vorgang={matter.Value}&dokument={bescheid.Value}");
        Assert.True(page[$"#dok-{bescheid.Value}"].HasAttribute("checked"));
        await papers.AddVersion(bescheid, "neu"u8.ToArray(), "text/plain", "bescheid.txt", "neu");
        page = await visitor.Send(
            page,
            "[data-route-form]",
            "[value='entwurf']",
            ($"dok.{bescheid.Value}.art", "background"),
            ("t2.wer", Key("kaya")),
            ("t4.wer", Key("weber")),
            ("Orders.PutAway", "true"),
            ("Orders.ForwardOn", "2031-02-03")
        );

        var view = await Shown("sommer", page);
        Assert.Equal(FolderState.Draft, view.Folder.State);
        Assert.Equal(matter, view.Matter);
        Assert.Equal("Vorgang zu bescheid.txt", view.Subject);
        var item = Assert.Single(view.Folder.Items);
        Assert.Equal((bescheid, 1, false), (item.Document, item.Version, item.Decisive));
        Assert.Equal([DirectiveKind.BringForward, DirectiveKind.PutAway], view.Folder.Directives.Select(order => order.Order.Kind));
    }

    [Fact]
    public async Task A_template_comes_out_of_its_page_as_it_went_in()
    {
        var plan = Rich;
        var saved = await Save(town["admin"], "Hin und zurück", null, plan);
        using var visitor = await town.SignedIn("admin");

        var page = await visitor.Send(await visitor.Open($"/mappen/vorlagen/{saved.Id}"), "[data-route-form]", "[value='speichern']");

        Assert.Contains("Gespeichert als Fassung 2", page["#u-status"].TextContent, StringComparison.Ordinal);
        var shown = (await town.Get<ShowTemplate>().Run(town["admin"], saved.Id, null, Ct)).Value;
        Assert.Equal(2, shown.Version);
        Assert.Equal(TemplateJson.Write(plan), TemplateJson.Write(shown.Plan));
        Assert.Equal("Fassung 1", (await visitor.Open($"/mappen/vorlagen/{saved.Id}?fassung=1"))["main a[aria-current]"].TextContent);
    }

    [Fact]
    public async Task A_folder_from_a_template_keeps_the_version_that_its_author_saw()
    {
        var saved = await Save(town["kaya"], "Bescheid", town.Office("50.2"), Plain);
        using var visitor = await town.SignedIn("sommer");
        var page = await visitor.Open($"/mappen/neu?vorlage={saved.Id}");
        await Save(town["kaya"], "Bescheid", town.Office("50.2"), Rich, saved.Id);

        page = await visitor.Send(page, "[data-route-form]", "[value='beginnen']", ("Subject", "Nach Vorlage"));

        var view = await Shown("sommer", page);
        Assert.Equal((saved.Id, 1), (view.Template!.Value, view.TemplateVersion!.Value));
        Assert.Equal(2, view.Folder.Stations.Length);

        page = await visitor.Send(
            await visitor.Open("/mappen/neu"),
            "[data-route-form]",
            "[value='vorlage']",
            ("Choice", saved.Id.ToString())
        );
        Assert.Equal("2", page["[name=TemplateVersion]"].GetAttribute("value"));
        Assert.Equal("1250,5", page["#wert-0"].GetAttribute("value"));
    }

    [Fact]
    public async Task Templates_are_changed_by_whoever_keeps_them_and_seen_by_the_own_office()
    {
        var saved = await Save(town["kaya"], "Nur Soziales", town.Office("50"), Plain);
        var address = $"/mappen/vorlagen/{saved.Id}";
        using var member = await town.SignedIn("kaya");
        using var other = await town.SignedIn("haddad");

        Assert.Equal(HttpStatusCode.NotFound, (await other.Open(address)).Status);
        Assert.DoesNotContain("Nur Soziales", (await other.Open("/mappen/vorlagen")).Words, StringComparison.Ordinal);
        Assert.Null((await other.Open("/mappen/vorlagen")).Html.QuerySelector("a[href='/mappen/vorlagen/neu']"));
        var tried = await other.Send(
            await other.Open("/mappen/vorlagen/neu"),
            "[data-route-form]",
            "[value='speichern']",
            ("Name", "Meine"),
            ("t2.wer", Key("kaya")),
            ("t4.wer", Key("weber"))
        );
        Assert.Equal(HttpStatusCode.Forbidden, tried.Status);
        Assert.Contains("wer es leitet", tried["#Office-error"].TextContent, StringComparison.Ordinal);

        var list = await member.Open("/mappen/vorlagen");
        Assert.Contains("Nur Soziales", list.Words, StringComparison.Ordinal);
        var retired = await member.Send(list, $"form:has([value='{saved.Id}'])");
        Assert.Contains("Vorlage zurückgezogen", retired["#u-status"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_route_of_a_draft_is_changed_until_it_begins()
    {
        var made = await town.Get<MakeFolder>()
            .Run(town["sommer"], new NewFolder { Subject = "Entwurf", Route = Plain.Route }, Guid.CreateVersion7(), Ct);
        var address = $"/mappen/{made.Value.Value}/laufweg";
        using var visitor = await town.SignedIn("sommer");
        var page = await visitor.Open(address);
        Assert.Equal(HttpStatusCode.OK, page.Status);

        page = await visitor.Send(page, "[data-route-form]", "[value='down:s1']");
        page = await visitor.Send(page, "[data-route-form]", "[value='speichern']");

        var folder = (await town.Get<ShowFolder>().Run(town["sommer"], made.Value, Ct)).Value.Folder;
        Assert.Equal([StationTask.FinalSign, StationTask.CoSign], folder.Stations.Select(station => station.Task));
        using var stranger = await town.SignedIn("haddad");
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Open(address)).Status);
        await town.Get<ActInFolder>().Run(town["sommer"], made.Value, Guid.CreateVersion7(), new Start { Revision = folder.Revision }, Ct);
        Assert.Equal($"/mappen/{made.Value.Value}", (await visitor.Open(address)).Address.AbsolutePath);
    }

    [Fact]
    public async Task People_who_are_away_are_marked_with_their_deputy()
    {
        var today = LocalDays.Of(TimeProvider.System.GetUtcNow());
        var grimm = town["grimm"];
        await town.Get<EnterAbsence>()
            .Run(grimm, new NewAbsence(grimm.Staff!.Value, today, today.AddDays(9), AbsenceKind.Leave, town["feldkamp"].Staff), Ct);
        town.Get<Umlauf.Web.Hosting.NameBook>().Forget(town["sommer"]);
        using var visitor = await town.SignedIn("sommer");

        var page = await visitor.Send(
            await visitor.Open("/mappen/neu"),
            "[data-route-form]",
            "[value='zeigen']",
            ("t2.wer", Key("grimm")),
            ("t4.wer", Key("weber"))
        );

        Assert.Contains("abwesend bis", page["#t2-wer option[selected]"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Vertretung: Arne Feldkamp", page["#vorschau-titel"].ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.Html.QuerySelectorAll(".u-plan__time"));
    }

    private string Key(string login) => Addressee.KeyOf(town[login].Staff!.Value);

    private async Task<FolderView> Shown(string login, Page page)
    {
        Assert.Matches("^/mappen/[0-9a-f-]{36}$", page.Address.AbsolutePath);
        var id = Guid.Parse(page.Address.AbsolutePath[8..], CultureInfo.InvariantCulture);
        return (await town.Get<ShowFolder>().Run(town[login], new CirculationFolderId(id), Ct)).Value;
    }

    private async Task<SavedTemplate> Save(Caller by, string name, OfficeId? office, TemplatePlan plan, Guid? id = null)
    {
        var saved = await town.Get<SaveTemplate>()
            .Run(
                by,
                new NewTemplate
                {
                    Id = id,
                    Name = name,
                    Office = office,
                    Plan = plan,
                },
                Ct
            );
        Assert.True(saved.Ok, saved.Refusal?.Code);
        return saved.Value;
    }

    private TemplatePlan Plain =>
        new() { Route = [Step(Member("kaya", StationTask.CoSign, "a")), Step(Member("weber", StationTask.FinalSign, "b"))] };

    private TemplatePlan Rich =>
        new()
        {
            Route =
            [
                new StepPlan
                {
                    Rule = CompletionRule.Of(2),
                    Members =
                    [
                        Member("weber", StationTask.Decide, "frage", "Ja", "Nein: \"später\""),
                        Member("brandt", StationTask.Acknowledge, "lesen"),
                        Member("lorenz", StationTask.CoSign, "mit"),
                        new MemberPlan
                        {
                            Branch = [Step(Member("kaya", StationTask.CoSign, "innen")), Step(Member("yilmaz", StationTask.Act, "danach"))],
                        },
                    ],
                },
                Step(Member("petersen", StationTask.CheckFacts, "sachlich")) with
                {
                    When = new Condition { Station = "frage", Option = "Nein: \"später\"" },
                },
                Step(Member("brandt", StationTask.OrderPayment, "zahlung")) with
                {
                    When = new Condition { Field = "Betrag", Above = 1000 },
                },
                Step(Member("weber", StationTask.FinalSign, "ende")),
            ],
            Policy = new RoutePolicy(RefusalPolicy.Dissent, ChangePolicy.Continue) { AuthorMayNotSign = true },
            FourEyes =
            [
                ["sachlich", "zahlung"],
            ],
            Fields = ImmutableSortedDictionary<string, decimal>.Empty.Add("Betrag", 1_250.5m),
            Directives = [new Directive { Kind = DirectiveKind.Pay }, new Directive { Kind = DirectiveKind.PutAway }],
        };

    private static StepPlan Step(params MemberPlan[] members) => new() { Members = [.. members] };

    private MemberPlan Member(string login, StationTask task, string key, params string[] options) =>
        new()
        {
            Station = new StationPlan
            {
                Key = key,
                Addressee = Addressee.Of(town[login].Staff!.Value),
                Task = task,
                DueWorkingDays = 3,
                Options = [.. options],
                Blocking = task == StationTask.Acknowledge,
            },
        };
}
