using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Umlauf.Circulation;
using Umlauf.Circulation.Engine;
using Umlauf.Cli.Demo;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Journeys;

/// <summary>Rule 13 as people meet it: several act on one folder at the same moment.</summary>
public sealed class AtTheSameTimeTests(TownHall town, Browser browser)
{
    private const int Many = 50;

    // One for all: making one takes long on purpose.
    private static readonly PasswordHash password = PasswordHash.Of(Musterstadt.Password);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_two_browsers_at_one_station_one_wins_and_the_other_is_told_who_and_what()
    {
        var folders = new Folders(town);
        var id = await folders.Make("Zwei zugleich", folders.Route("weber", "kaya"));
        await using var head = await Open("kaya", id);
        await using var deputy = await Open("moeller", id);

        await Task.WhenAll(Sign(head), Sign(deputy));

        var alerts = new List<string>();
        foreach (var window in new[] { head, deputy })
        {
            await window.Page.WaitForLoadStateAsync();
            if (await window.Page.Locator(".u-folder__no").CountAsync() > 0)
                alerts.Add(await window.Page.Locator(".u-folder__no").InnerTextAsync());
            await window.Picture(window == head ? "same-station-head" : "same-station-deputy");
        }
        var outcome = (await folders.Show(id)).Folder.Station(1).Effective!;
        var winner = outcome.ActedBy == town["kaya"].Staff ? "kaya" : "moeller";
        var alert = Assert.Single(alerts);
        Assert.Contains("Jemand war schneller", alert, StringComparison.Ordinal);
        Assert.Contains(town[winner].Name, alert, StringComparison.Ordinal);
        Assert.Contains("mitgezeichnet", alert, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_people_sign_their_stations_at_once_and_all_are_recorded()
    {
        var people = await Task.WhenAll(Enumerable.Range(1, Many).Select(Hire));
        var route = new object[]
        {
            new { stations = people.Select(login => new { addressee = new { person = login }, task = "co-sign" }) },
            new { stations = new[] { new { addressee = new { person = "weber" }, task = "final-sign" } } },
        };
        var keys = await Task.WhenAll(people.Append("sommer").Select(Key));
        using var owner = Program(keys[^1]);
        var made = await owner.Http.PostAsJsonAsync(
            "/api/v1/folders",
            new
            {
                subject = "Fünfzig auf einmal",
                route,
                start = true,
            },
            Ct
        );
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var address = made.Headers.Location!.ToString();
        var clients = keys.Take(Many).Select(Program).ToList();

        var answers = await Task.WhenAll(
            clients.Select(
                (client, i) =>
                    client.Http.PostAsJsonAsync(
                        $"{address}/commands",
                        new
                        {
                            type = "complete",
                            station = $"{i + 1}",
                            outcome = "co-signed",
                            revision = 2,
                        },
                        Ct
                    )
            )
        );

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        clients.ForEach(client => client.Dispose());
        var id = new CirculationFolderId(Guid.Parse(address.Split('/')[^1]));
        var folder = (await new Folders(town).Show(id)).Folder;
        Assert.Equal(Many + 2, folder.Revision);
        Assert.Equal(Many, folder.Stations.Count(one => one.Effective?.Kind == OutcomeKind.CoSigned));
        Assert.Equal(Many, folder.Stations.Take(Many).Select(one => one.Effective!.ActedBy).Distinct().Count());
        foreach (var check in town.Host.Services.GetServices<IIntegrityCheck>())
            Assert.Empty((await check.Check(town.Tenant, Ct)).Problems);
    }

    private async Task<Window> Open(string login, CirculationFolderId id)
    {
        using var visitor = await town.SignedIn(login);
        var window = await browser.Open(town.Host.Address);
        await window.Use(visitor);
        return await window.Go($"/mappen/{id.Value}");
    }

    private static async Task Sign(Window window) =>
        await window.Page.RunAndWaitForResponseAsync(
            () => window.Page.Locator(".u-task").GetByRole(AriaRole.Button, new() { Name = "Mitzeichnen" }).First.ClickAsync(),
            response => response.Request.Method == "POST"
        );

    private async Task<string> Hire(int number)
    {
        var login = $"viele{number}";
        var hired = await town.Get<AddStaff>()
            .Run(
                Caller.Program(town.Tenant),
                new NewStaff
                {
                    Login = login,
                    Name = $"Person {number}",
                    Posts = [new Post(town.Office("10"), false)],
                    Roles = [],
                    Clearance = Confidentiality.Normal,
                    Password = password,
                },
                Ct
            );
        Assert.True(hired.Ok, hired.Refusal?.Code);
        return login;
    }

    private async Task<string> Key(string login) =>
        (await town.Get<CreateApiKey>().Run(town["admin"], new NewApiKey($"zugleich {login}", [Scope.Folders], login), Ct)).Value.Secret;

    private Visitor Program(string key)
    {
        var program = town.Host.Visitor();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return program;
    }
}
