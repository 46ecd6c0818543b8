using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.Records;
using Umlauf.Web.Tests.SignIn;

namespace Umlauf.Web.Tests.Records;

public sealed class RecordsApiTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_matter_is_opened_and_read_back_by_those_who_may_see_it()
    {
        await using var town = await Town.Build();
        await Plan(town);
        await town.Add("sommer", town.Social);
        await town.Add("fremd", town.Top);
        var (sommer, fremd) = (await town.Key("sommer", Scope.Records), await town.Key("fremd", Scope.Records));

        var body = new
        {
            planUnit = "46",
            subject = "Wohngeld Muster",
            responsible = "sommer",
            dueOn = "2026-12-01",
        };
        using var opened = await Send(town, sommer, HttpMethod.Post, "/api/v1/matters", body);
        using var read = await Send(town, sommer, HttpMethod.Get, opened.Headers.Location!.OriginalString);
        using var foreign = await Send(town, fremd, HttpMethod.Get, opened.Headers.Location.OriginalString);

        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var matter = await read.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Matches(@"^46-0001/\d{4}-01$", matter.GetProperty("number").GetString());
        Assert.Equal("Wohngeld Muster", matter.GetProperty("subject").GetString());
        Assert.Equal(("open", "normal", "2026-12-01"), (Text(matter, "state"), Text(matter, "confidentiality"), Text(matter, "dueOn")));
        Assert.Equal(town.Social.Value, matter.GetProperty("office").GetGuid());
        await Refused(foreign, HttpStatusCode.NotFound, "records.no-such-matter");
    }

    [Fact]
    public async Task Wrong_calls_are_refused_by_name_and_open_nothing()
    {
        await using var town = await Town.Build();
        await Plan(town);
        await town.Add("sommer", town.Social);
        var sommer = await town.Key("sommer", Scope.Records);
        var searching = await town.Key("sommer", Scope.Search);

        using var unknown = await Send(
            town,
            sommer,
            HttpMethod.Post,
            "/api/v1/matters",
            new
            {
                planUnit = "46",
                subject = "x",
                colour = "red",
            }
        );
        using var planless = await Send(town, sommer, HttpMethod.Post, "/api/v1/matters", new { planUnit = "99", subject = "x" });
        using var nowhere = await Send(
            town,
            sommer,
            HttpMethod.Post,
            "/api/v1/matters",
            new
            {
                planUnit = "46",
                subject = "x",
                office = "77",
            }
        );
        using var nobody = await Send(
            town,
            sommer,
            HttpMethod.Post,
            "/api/v1/matters",
            new
            {
                planUnit = "46",
                subject = "x",
                responsible = "niemand",
            }
        );
        using var nameless = await Send(town, sommer, HttpMethod.Post, "/api/v1/matters", new { planUnit = "46" });
        using var forbidden = await Send(town, searching, HttpMethod.Post, "/api/v1/matters", new { planUnit = "46", subject = "x" });
        using var anonymous = await Send(town, null, HttpMethod.Post, "/api/v1/matters", new { planUnit = "46", subject = "x" });

        Assert.Contains("colour", await Refused(unknown, HttpStatusCode.BadRequest, "api.unknown-field"), StringComparison.Ordinal);
        await Refused(planless, HttpStatusCode.UnprocessableEntity, "records.no-such-plan-unit");
        await Refused(nowhere, HttpStatusCode.UnprocessableEntity, "api.no-such-office");
        await Refused(nobody, HttpStatusCode.UnprocessableEntity, "api.no-such-person");
        await Refused(nameless, HttpStatusCode.BadRequest, "api.bad-request");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        var first = await town.Get<OpenMatter>().Run(Caller.Program(town.Tenant), await Wanted(town), Ct);
        Assert.EndsWith("-01", first.Value.Number, StringComparison.Ordinal);
        Assert.StartsWith("46-0001/", first.Value.Number, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bytes_of_a_document_come_exactly_and_harmlessly()
    {
        await using var town = await Town.Build();
        await Plan(town);
        await town.Add("sommer", town.Social);
        await town.Add("fremd", town.Top);
        var (sommer, fremd) = (await town.Key("sommer", Scope.Records), await town.Key("fremd", Scope.Records));
        var bytes = Encoding.UTF8.GetBytes("<script>alert('Grüße')</script>");
        var document = await Upload(town, bytes, "text/html; charset=utf-8", "../../Grüße \"x\".html\r\nX-Evil: 1");
        var strange = await Upload(town, bytes, "no type", "");
        static string Path(DocumentId id, int version = 1) => $"/api/v1/documents/{id.Value}/versions/{version}/content";

        using var got = await Send(town, sommer, HttpMethod.Get, Path(document));
        using var odd = await Send(town, sommer, HttpMethod.Get, Path(strange));
        using var later = await Send(town, sommer, HttpMethod.Get, Path(document, 2));
        using var foreign = await Send(town, fremd, HttpMethod.Get, Path(document));

        Assert.Equal(bytes, await got.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Grüße \"x\".html  X-Evil: 1", got.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("nosniff", Assert.Single(got.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("sandbox; default-src 'none'", Assert.Single(got.Headers.GetValues("Content-Security-Policy")));
        Assert.False(got.Headers.Contains("X-Evil"));
        Assert.Equal("application/octet-stream", odd.Content.Headers.ContentType!.MediaType);
        await Refused(later, HttpStatusCode.NotFound, "records.no-such-version");
        await Refused(foreign, HttpStatusCode.NotFound, "records.no-such-document");
    }

    [Fact]
    public async Task The_timeline_of_a_matter_names_its_documents_and_notes()
    {
        await using var town = await Town.Build();
        await Plan(town);
        await town.Add("sommer", town.Social);
        var document = await Upload(town, Encoding.UTF8.GetBytes("Hallo"), "text/plain", "brief.txt");
        var matter = (await town.Get<ShowMatter>().ByNumber(Caller.Program(town.Tenant), await Number(town), Ct)).Value.Id;
        await town.Get<WriteNote>().Run(Caller.Program(town.Tenant), matter, "Rückruf vereinbart", Ct);

        using var answer = await Send(
            town,
            await town.Key("sommer", Scope.Records),
            HttpMethod.Get,
            $"/api/v1/matters/{matter.Value}/timeline"
        );
        var items = (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("items").EnumerateArray().ToList();

        Assert.Equal(["note", "upload"], items.Select(item => Text(item, "kind")));
        Assert.Equal(document.Value, items[1].GetProperty("id").GetGuid());
        Assert.Equal("brief.txt", Text(items[1], "fileName"));
    }

    private static async Task Plan(Town town) =>
        Assert.Empty(
            (
                await town.Get<ImportFilingPlan>()
                    .Run(Caller.Program(town.Tenant), Encoding.UTF8.GetBytes("kennzeichen;bezeichnung\n46;Wohngeld\n"), dryRun: false, Ct)
            )
                .Value
                .Problems
        );

    private static async Task<NewMatter> Wanted(Town town) =>
        new()
        {
            Subject = "Wohngeld",
            PlanUnit = (await town.Get<ShowFilingPlan>().ByCode(Caller.Program(town.Tenant), "46", Ct))!.Id,
            Office = town.Social,
        };

    private static async Task<DocumentId> Upload(Town town, byte[] bytes, string type, string name)
    {
        var by = Caller.Program(town.Tenant);
        var now = town.Get<Db>().Now;
        var matter = (await town.Get<OpenMatter>().Run(by, await Wanted(town), Ct)).Value;
        var document = new NewDocument
        {
            Id = Ids.New<DocumentId>(now),
            Kind = DocumentKind.Upload,
            Office = town.Social,
            Title = "Brief",
            ReceivedAt = now,
            Content = new NewContent(new StoredBlob(await town.Get<IBlobStore>().Put(town.Tenant, bytes, Ct), bytes.Length), type, name),
        };
        return (await town.Get<UploadDocument>().Run(by, matter.Id, document, Ct)).Value;
    }

    private static async Task<string> Number(Town town) =>
        (await town.Get<ListMatters>().OfOffice(Caller.Program(town.Tenant), town.Social, MatterState.Open, null, 1, Ct))
            .Value
            .Rows[0]
            .Number;

    private static async Task<HttpResponseMessage> Send(Town town, string? key, HttpMethod method, string path, object? body = null)
    {
        using var visitor = town.Host.Visitor();
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await visitor.Http.SendAsync(request, Ct);
    }

    /// <returns>The problem details.</returns>
    private static async Task<string> Refused(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code, JsonSerializer.Deserialize<JsonElement>(text).GetProperty("code").GetString());
        return text;
    }

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();
}
