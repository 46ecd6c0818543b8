using System.Net;
using System.Net.Http.Headers;
using Umlauf.Identity;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.SignIn;
using RightsOf = Umlauf.Identity.Rights;

namespace Umlauf.Web.Tests.Rights;

/// <summary>Every page and call of the composed program, asked by everybody: the answer must be what the one rights function says.</summary>
public sealed class RightsMatrixTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_and_call_names_its_right_or_is_public_on_purpose()
    {
        await using var town = await Town.Build();

        var doors = await Endpoints.Of(town.Host.Services);

        Assert.Contains(doors, door => door is { Path: "/tastatur", Public: true });
        // Planted by the test town, to prove that a forgotten right is found.
        Assert.Equal(["GET /test/forgotten"], doors.Where(door => !door.Declared).Select(door => door.ToString()));
    }

    [Fact]
    public async Task Everybody_is_answered_as_the_rights_function_says()
    {
        await using var town = await Town.Build();
        var doors = (await Endpoints.Of(town.Host.Services)).Where(door => door.Declared && !door.IsPlanted).ToList();
        var wrong = new List<string>();

        foreach (var somebody in await Everybody(town))
        {
            using var visitor = somebody.Visitor;
            foreach (var door in doors)
            {
                using var answer = await Ask(visitor, door);
                var allowed = door.Public || (somebody.Caller is { } caller && door.Needs.All(right => RightsOf.Of(caller).May(right)));
                if (Outcome(answer) is var outcome && (outcome == "let in") != allowed)
                    wrong.Add(
                        $"{somebody.Who}: {door} is {outcome} ({(int)answer.StatusCode}), should be {(allowed ? "let in" : "kept out")}"
                    );
                if (!allowed && outcome != (somebody.Caller is null ? "sent to sign in" : "refused"))
                    wrong.Add($"{somebody.Who}: {door} is {outcome} ({(int)answer.StatusCode})");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private static string Outcome(HttpResponseMessage answer) =>
        answer.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "sent to sign in",
            // The guard says where to come back to; a page that redirects by itself does not.
            HttpStatusCode.Redirect when Leads(answer, "/anmelden?zurueck=") => "sent to sign in",
            HttpStatusCode.Redirect when Leads(answer, "/konto/kennwort") => "refused",
            HttpStatusCode.Forbidden => "refused",
            _ => "let in",
        };

    private static bool Leads(HttpResponseMessage answer, string path) =>
        answer.Headers.Location!.OriginalString.Contains(path, StringComparison.Ordinal);

    private static async Task<HttpResponseMessage> Ask(Visitor visitor, Door door)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), new Uri(door.Path, UriKind.Relative));
        // As our own page would; forgery has its own test.
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        if (door.Method is "POST" or "PUT")
            request.Content = new StringContent("", MediaTypeHeaderValue.Parse(IsCall(door) ? "application/json" : "text/plain"));
        return await visitor.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
    }

    private static bool IsCall(Door door) => door.Path.StartsWith("/api/", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<Somebody>> Everybody(Town town)
    {
        var people = new List<Somebody> { new("nobody", null, town.Host.Visitor()) };
        await town.Add("sommer", town.Social);
        await town.Add("kaya", town.Social, heads: true);
        await town.Add("poststelle", null, heads: false, Role.Mailroom);
        await town.Add("weber", town.Top, heads: true, Role.Mayor);
        await town.Add("betrieb", null, heads: false, Role.Operator);
        await town.Add("revision", null, heads: false, Role.Auditor);
        await town.Add("extern");
        foreach (var login in new[] { "sommer", "kaya", "poststelle", "weber", "admin", "betrieb", "revision", "extern" })
            people.Add(new(login, await town.Get<LoadCaller>().Of(town.Tenant, login, Ct), await town.SignedIn(login)));
        people.Add(await Newcomer(town));
        foreach (var scope in Enum.GetValues<Scope>())
        {
            people.Add(await WithKey(town, "sommer", scope));
            people.Add(await WithKey(town, "admin", scope));
            if (scope is not (Scope.Desk or Scope.Settings))
                people.Add(await WithKey(town, null, scope));
        }
        return people;
    }

    private static async Task<Somebody> WithKey(Town town, string? login, Scope scope)
    {
        var secret = await town.Key(login, scope);
        var visitor = town.Host.Visitor();
        visitor.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return new($"key for {login ?? "nobody"}, {scope}", await town.Get<LoadKey>().Run(secret, Ct), visitor);
    }

    /// <summary>Somebody with a start password: nothing but the own account is open.</summary>
    private static async Task<Somebody> Newcomer(Town town)
    {
        var added = await town.Get<AddStaff>()
            .Run(
                town.Admin,
                new NewStaff
                {
                    Login = "neu",
                    Name = "Neu",
                    Posts = [new Post(town.Social)],
                },
                Ct
            );
        var visitor = town.Host.Visitor();
        Assert.Equal("SignedIn", await Town.Post(visitor, $"/test/sign-in?login=neu&password={added.Value.StartPassword}"));
        return new("neu", await town.Get<LoadCaller>().Of(town.Tenant, "neu", Ct), visitor);
    }

    private sealed record Somebody(string Who, Caller? Caller, Visitor Visitor);
}
