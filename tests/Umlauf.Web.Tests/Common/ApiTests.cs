using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Umlauf.Identity;
using Umlauf.Web.Tests.SignIn;

namespace Umlauf.Web.Tests.Common;

/// <summary>What every program that calls may rely on, whatever it calls.</summary>
public sealed class ApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/nirgends", 404, "api.not-found", null)]
    [InlineData("/api/v1/arrivals/keine-kennung", 404, "api.not-found", null)]
    [InlineData("/api/v1/arrivals?state=quatsch", 400, "api.bad-request", "state: stored, read, filed, exception")]
    [InlineData("/api/v1/arrivals?state=7", 400, "api.bad-request", "state: stored, read, filed, exception")]
    [InlineData("/api/v1/arrivals?limit=viele", 400, "api.bad-request", "limit: viele")]
    [InlineData("/api/v1/arrivals?before=gestern", 400, "api.bad-request", "before: gestern")]
    [InlineData("/api/v1/arrivals?after=quatsch", 400, "intake.bad-cursor", null)]
    [InlineData("/api/v1/arrivals?after=999999999999999999.01a21973-5f61-7b40-9968-96fda32a0405", 400, "intake.bad-cursor", null)]
    [InlineData("/api/v1/search?q=Haus&kind=quatsch", 400, "api.bad-request", "kind: mail,")]
    public async Task A_wrong_call_is_told_what_is_wrong(string call, int status, string code, string? detail)
    {
        await using var town = await Town.Build();
        await town.Add("poststelle", town.Top, roles: Role.Mailroom);

        using var answer = await Send(town, HttpMethod.Get, call, await town.Key("poststelle", Scope.Intake, Scope.Search));

        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal((status, code), ((int)answer.StatusCode, problem.GetProperty("code").GetString()));
        if (detail is not null)
            Assert.StartsWith(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE", "/api/v1/arrivals", 405, "api.wrong-method")]
    [InlineData("POST", "/api/v1/matters", 415, "api.wrong-type")]
    [InlineData("GET", "/metrics", 401, "identity.sign-in-needed")]
    [InlineData("HEAD", "/health/live", 200, null)]
    [InlineData("HEAD", "/health/ready", 200, null)]
    public async Task Programs_are_answered_and_never_sent_to_a_page(string method, string call, int status, string? code)
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        var key = call.StartsWith("/api", StringComparison.Ordinal) ? await town.Key("sommer", Scope.Records) : null;

        using var answer = await Send(town, new HttpMethod(method), call, key);

        Assert.Equal(status, (int)answer.StatusCode);
        if (code is not null)
            Assert.Equal(code, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task The_kind_of_a_hit_is_the_word_to_search_for()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);

        using var answer = await Send(town, HttpMethod.Get, "/api/v1/search?q=Haus&kind=mail", await town.Key("sommer", Scope.Search));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_description_names_every_call_with_its_answers_and_no_page()
    {
        await using var town = await Town.Build();
        using var answer = await Send(town, HttpMethod.Get, "/api/openapi.json", null);
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        var paths = document.GetProperty("paths");
        Assert.All(paths.EnumerateObject(), path => Assert.Matches("^/(api/|health/|metrics$)", path.Name));
        Assert.Equal(
            "bearer",
            document.GetProperty("components").GetProperty("securitySchemes").GetProperty("key").GetProperty("scheme").GetString()
        );
        var deliver = paths.GetProperty("/api/v1/arrivals").GetProperty("post");
        Assert.Equal(
            ["200", "201", "400", "401", "403", "409", "413"],
            deliver.GetProperty("responses").EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            "binary",
            deliver
                .GetProperty("requestBody")
                .GetProperty("content")
                .GetProperty("*/*")
                .GetProperty("schema")
                .GetProperty("format")
                .GetString()
        );
        Assert.Contains(
            "X-Delivery-Id",
            deliver.GetProperty("parameters").EnumerateArray().Select(one => one.GetProperty("name").GetString())
        );
        foreach (
            var call in new[]
            {
                "/api/v1/arrivals/{id}/original",
                "/api/v1/matters/{id}",
                "/api/v1/documents/{id}/versions/{number}/content",
            }
        )
            Assert.True(paths.GetProperty(call).GetProperty("get").GetProperty("responses").TryGetProperty("404", out _), call);
    }

    [Theory]
    [InlineData("/api/v1/arrivals", "post", "201", "id", "sha256", "state", "repeated", "reason")]
    [InlineData("/api/v1/arrivals", "get", "200", "arrivals", "next")]
    [InlineData("/api/v1/search", "get", "200", "total", "total_is_exact", "total_is_at_most", "took_ms", "next", "hits")]
    [InlineData("/api/v1/matters", "post", "201", "id", "number", "caseFile")]
    [InlineData("/api/v1/matters/{id}/timeline", "get", "200", "items", "next")]
    [InlineData("/api/v1/desk", "get", "200", "items", "next", "counts")]
    [InlineData("/api/v1/journal", "get", "200", "entries", "next")]
    public async Task The_description_says_what_is_in_an_answer(string path, string method, string status, params string[] fields)
    {
        await using var town = await Town.Build();
        using var answer = await Send(town, HttpMethod.Get, "/api/openapi.json", null);
        var document = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        var given = document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status);
        var schema = given.GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var name = schema.GetProperty("$ref").GetString()!.Split('/')[^1];
        var described = document.GetProperty("components").GetProperty("schemas").GetProperty(name).GetProperty("properties");
        Assert.Equal(fields, described.EnumerateObject().Select(field => field.Name));
    }

    private static async Task<HttpResponseMessage> Send(Town town, HttpMethod method, string call, string? key)
    {
        using var visitor = town.Host.Visitor();
        using var request = new HttpRequestMessage(method, new Uri(call, UriKind.Relative));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{}", MediaTypeHeaderValue.Parse("text/plain"));
        return await visitor.Http.SendAsync(request, Ct);
    }
}
