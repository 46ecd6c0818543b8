using System.Globalization;
using System.Net;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Identity;

public sealed class AbsencePagesTests(TownHall town)
{
    private static readonly DateOnly today = LocalDays.Of(TimeProvider.System.GetUtcNow());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_enters_an_absence_reads_who_acts_and_ends_it_again()
    {
        using var visitor = await town.SignedIn("demir");
        var page = await visitor.Open("/vertretung");
        Assert.Equal("Meine Vertretung und Abwesenheit", page.Title);

        var entered = await visitor.Send(
            page,
            "form[action$='handler=Enter']",
            null,
            ("From", Iso(today)),
            ("To", Iso(today.AddDays(4))),
            ("Kind", "Sick"),
            ("Deputy", town["thiele"].Staff!.Value.Value.ToString())
        );

        Assert.Equal(HttpStatusCode.OK, entered.Status);
        Assert.Contains("Abwesenheit eingetragen.", entered["#u-status"].TextContent, StringComparison.Ordinal);
        Assert.Contains("krank (sehen nur Sie)", entered.Words, StringComparison.Ordinal);
        Assert.Contains($"abwesend bis {Moments(today.AddDays(4))}, Vertretung: Gesa Thiele", entered.Words, StringComparison.Ordinal);

        using var head = await town.SignedIn("thiele");
        var seen = await head.Open("/vertretung");
        Assert.Contains("für Elif Demir", seen.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "krank (",
            (await head.Open($"/vertretung/{town["demir"].Staff!.Value.Value}")).Words,
            StringComparison.Ordinal
        );

        var back = await visitor.Send(entered, "form[action$='handler=End']");
        Assert.Contains("Abwesenheit beendet.", back["#u-status"].TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "Elif Demir",
            (await head.Open("/vertretung"))[".u-main"].QuerySelector(".kern-alert")?.TextContent ?? "",
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Days_that_overlap_are_refused_beside_the_field_and_what_was_typed_stays()
    {
        using var visitor = await town.SignedIn("ritter");
        var page = await visitor.Open("/vertretung");
        var (from, to) = (today.AddDays(30), today.AddDays(40));
        page = await visitor.Send(page, "form[action$='handler=Enter']", null, ("From", Iso(from)), ("To", Iso(to)));
        Assert.Contains("handelt niemand in Vertretung", page["#u-status"].TextContent, StringComparison.Ordinal);

        var refused = await visitor.Send(page, "form[action$='handler=Enter']", null, ("From", Iso(to)), ("To", Iso(to)));

        Assert.Equal(HttpStatusCode.Conflict, refused.Status);
        Assert.Contains("schon eine Abwesenheit", refused["#From-error"].TextContent, StringComparison.Ordinal);
        Assert.Equal(Iso(to), refused["#From"].GetAttribute("value"));
        var empty = await visitor.Send(page, "form[action$='handler=Enter']", null, ("From", ""), ("To", ""));
        Assert.Equal((HttpStatusCode)422, empty.Status);
    }

    [Fact]
    public async Task A_head_plans_for_the_office_and_a_colleague_only_looks()
    {
        var address = $"/vertretung/{town["nowak"].Staff!.Value.Value}";
        using var head = await town.SignedIn("schaefer");
        using var colleague = await town.SignedIn("haddad");

        var planned = await head.Send(
            await head.Open(address),
            "form[action$='handler=Enter']",
            null,
            ("From", Iso(today.AddDays(60))),
            ("To", "")
        );
        var looked = await colleague.Open(address);
        using var body = new FormUrlEncodedContent([new("From", Iso(today)), .. await Token(colleague, "/vertretung")]);
        using var tried = await colleague.Http.PostAsync(new Uri(address + "?handler=Enter", UriKind.Relative), body, Ct);

        Assert.Equal("Vertretung und Abwesenheit: Beata Nowak", planned.Title);
        Assert.Contains("Ende offen", planned.Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Ende offen", looked.Words, StringComparison.Ordinal);
        Assert.Null(looked.Html.QuerySelector("main form"));
        Assert.Equal(HttpStatusCode.Forbidden, tried.StatusCode);
        Assert.Contains(
            "Beata Nowak",
            (await head.Open($"/vertretung/amt?monat={today.AddDays(95):yyyy-MM}"))[".u-month"].TextContent,
            StringComparison.Ordinal
        );
        Assert.NotEmpty((await head.Open($"/vertretung/amt?monat={today.AddDays(95):yyyy-MM}")).Html.QuerySelectorAll(".u-month__away"));
    }

    [Fact]
    public async Task What_is_not_there_or_not_in_sight_is_not_found()
    {
        using var visitor = await town.SignedIn("haddad");

        foreach (
            var path in new[] { $"/vertretung/{Guid.CreateVersion7()}", $"/vertretung/amt/{town.Office("50").Value}", "/vertretung/amt/x" }
        )
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.Open(path)).Status);
    }

    [Fact]
    public async Task Deputies_are_appointed_put_first_and_dismissed()
    {
        using var visitor = await town.SignedIn("feldkamp");
        var ritter = town["ritter"].Staff!.Value.Value.ToString();
        var page = await visitor.Open("/vertretung");

        page = await visitor.Send(page, "form[action$='handler=Appoint']", null, ("Permanent", ritter), ("Always", "true"));
        Assert.Contains("Johanna Ritter", page.Html.QuerySelectorAll("ol.u-files li")[1].TextContent, StringComparison.Ordinal);
        page = await visitor.Send(page, "form[action$='handler=First']");
        var first = page.Html.QuerySelectorAll("ol.u-files li")[0].TextContent;
        Assert.Contains("Johanna Ritter", first, StringComparison.Ordinal);
        Assert.Contains("darf jederzeit handeln", first, StringComparison.Ordinal);

        using var grimm = await town.SignedIn("grimm");
        var circle = await grimm.Send(
            await grimm.Open("/vertretung"),
            "form[action$='handler=Appoint']",
            null,
            ("Permanent", town["feldkamp"].Staff!.Value.Value.ToString())
        );
        Assert.Equal(HttpStatusCode.Conflict, circle.Status);
        Assert.Contains("im Kreis", circle["#Permanent-error"].TextContent, StringComparison.Ordinal);

        page = await visitor.Send(page, $"form[action$='handler=Dismiss']:has(input[value='{ritter}'])");
        Assert.DoesNotContain("Johanna Ritter", page["ol.u-files"].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_chooses_a_person_reads_that_the_person_is_away()
    {
        var jansen = town["jansen"];
        var entered = await town.Get<EnterAbsence>()
            .Run(jansen, new NewAbsence(jansen.Staff!.Value, today, today.AddDays(2), AbsenceKind.Leave), Ct);
        Assert.True(entered.Ok, entered.Refusal?.Code);
        town.Get<Umlauf.Web.Hosting.NameBook>().Forget(jansen);
        using var visitor = await town.SignedIn("haddad");

        var choices = (await visitor.Open("/vertretung")).Html.QuerySelectorAll("#Permanent option").Select(option => option.TextContent);

        Assert.Contains($"Frauke Jansen (abwesend bis {Moments(today.AddDays(2))}, Vertretung: Layla Haddad)", choices);
    }

    [Fact]
    public async Task Closing_days_and_local_holidays_are_set_by_administrators()
    {
        using var visitor = await town.SignedIn("admin");
        var day = today.AddDays(100);
        var page = await visitor.Open("/verwaltung/kalender");

        page = await visitor.Send(
            page,
            "form[action$='handler=Close']",
            null,
            ("Office", town.Office("34").Value.ToString()),
            ("From", Iso(day)),
            ("Reason", "Betriebsausflug")
        );
        Assert.Contains("Betriebsausflug", page.Words, StringComparison.Ordinal);
        Assert.False((await town.Get<OfficeCalendars>().Run(town["admin"], town.Office("34"), Ct)).IsWorkingDay(day));
        var wrong = await visitor.Send(
            page,
            "form[action$='handler=Close']",
            null,
            ("From", Iso(day)),
            ("To", Iso(day.AddDays(-1))),
            ("Reason", "x")
        );
        Assert.Equal((HttpStatusCode)422, wrong.Status);
        Assert.NotNull(wrong["#To-error"]);
        page = await visitor.Send(page, $"form[action$='handler=Open']:has(input[value='{Iso(day)}'])");
        Assert.DoesNotContain("Betriebsausflug", page.Words, StringComparison.Ordinal);

        // North Rhine-Westphalia has no holidays that only some of its municipalities have.
        using var body = new FormUrlEncodedContent([
            new("municipality", (await town.Get<ListMunicipalities>().Run(town["admin"], Ct))[0].Id.Value.ToString()),
            new("holidays", "Assumption"),
            .. await Token(visitor, "/verwaltung/kalender"),
        ]);
        using var refused = await visitor.Http.PostAsync(new Uri("/verwaltung/kalender?handler=Holidays", UriKind.Relative), body, Ct);
        Assert.Equal((HttpStatusCode)422, refused.StatusCode);
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static string Moments(DateOnly day) => day.ToString("ddd, dd.MM.yyyy", CultureInfo.GetCultureInfo("de-DE"));

    private static async Task<IEnumerable<KeyValuePair<string, string>>> Token(Visitor visitor, string path) =>
        [new("_form", (await visitor.Open(path))["form input[name=_form]"].GetAttribute("value")!)];
}
