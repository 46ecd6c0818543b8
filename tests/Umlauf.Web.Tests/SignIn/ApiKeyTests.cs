using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Umlauf.Identity;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.SignIn;

public sealed class ApiKeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_does_what_its_scope_says_and_no_more()
    {
        await using var town = await Town.Build();

        using var searching = await Ask(town, await town.Key(null, Scope.Search));
        using var delivering = await Ask(town, await town.Key(null, Scope.Deliver));
        var problem = await delivering.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(HttpStatusCode.OK, searching.StatusCode);
        Assert.StartsWith("key:", await searching.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, delivering.StatusCode);
        Assert.Equal("identity.not-allowed", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_key_for_a_person_acts_as_that_person_and_names_itself()
    {
        await using var town = await Town.Build();
        var person = await town.Add("sommer", town.Social);
        var outsider = await town.Add("extern");

        using var acting = await Ask(town, await town.Key("sommer", Scope.Search));
        using var rightless = await Ask(town, await town.Key("extern", Scope.Search));

        Assert.StartsWith(person.Actor + ";key:", await acting.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, rightless.StatusCode);
        Assert.Empty(outsider.Sight);
    }

    [Fact]
    public async Task Without_a_valid_key_the_api_answers_401_as_a_problem()
    {
        await using var town = await Town.Build();

        foreach (var key in new[] { null, "", "uml_" + new string('0', 64), "the local key!" })
        {
            using var answer = await Ask(town, key);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        }
    }

    [Fact]
    public async Task The_local_key_of_the_run_acts_as_the_program()
    {
        await using var town = await Town.Build();

        using var answer = await Ask(town, "the local key");

        Assert.Equal("system", await answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task A_session_changes_something_over_the_api_only_from_our_own_page()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("sommer");

        using var read = await visitor.Http.GetAsync(new Uri("/api/test/search", UriKind.Relative), Ct);
        using var forged = await visitor.Http.PostAsync(new Uri("/api/test/search", UriKind.Relative), null, Ct);
        visitor.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        using var own = await visitor.Http.PostAsync(new Uri("/api/test/search", UriKind.Relative), null, Ct);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
    }

    [Fact]
    public async Task An_endpoint_that_names_no_right_answers_nobody()
    {
        await using var town = await Town.Build();
        using var admin = await town.SignedIn("admin");

        using var answer = await admin.Http.GetAsync(new Uri("/test/forgotten", UriKind.Relative), Ct);
        using var nothing = await admin.Http.GetAsync(new Uri("/test/gibt-es-nicht", UriKind.Relative), Ct);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nothing.StatusCode);
    }

    private static async Task<HttpResponseMessage> Ask(Town town, string? key)
    {
        using var visitor = town.Host.Visitor();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/test/search", UriKind.Relative));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await visitor.Http.SendAsync(request, Ct);
    }
}
