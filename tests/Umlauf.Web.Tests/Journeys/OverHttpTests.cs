using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Umlauf.Circulation;
using Umlauf.Dispatch;
using Umlauf.Formats.Xdomea;
using Umlauf.Identity;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Journeys;

/// <summary>A program carries a letter from its arrival to the answer, with calls over HTTP alone; the mail goes through a real server.</summary>
public sealed class OverHttpTests : IAsyncLifetime
{
    private readonly TownHall town = new();
    private readonly Dictionary<string, Visitor> programs = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => town.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var program in programs.Values)
            program.Dispose();
        await town.DisposeAsync();
    }

    [Fact]
    public async Task A_folder_is_made_driven_read_and_its_answer_sent_over_HTTP_alone()
    {
        await using var dovecot = await Dovecot.Start();
        await using var postfix = await Postfix.Start(dovecot);
        Assert.True((await town.Get<SetUpServer>().Run(town["admin"], Server(postfix.Port), Ct)).Ok);
        foreach (var login in new[] { "admin", "poststelle", "oeztuerk", "kaya", "weber" })
            programs[login] = await Program(login);

        var mail = TownHall.Mail("Sperrzeit", "Wir bitten um eine längere Öffnung.", from: "Erika Muster <erika@example.org>");
        var arrival = Id(await Call("poststelle", "POST", "/api/v1/arrivals", new ByteArrayContent(mail), HttpStatusCode.Created));
        await town.Read();
        var filed = await Call(
            "poststelle",
            "POST",
            $"/api/v1/arrivals/{arrival}/file",
            new
            {
                @new = new
                {
                    planUnit = "32.41",
                    subject = "Sperrzeit",
                    office = "32",
                },
            }
        );
        var matter = filed.GetProperty("matter").GetGuid();
        var document = Id((await Call("oeztuerk", "GET", $"/api/v1/matters/{matter}/timeline")).GetProperty("items")[0]);

        var dispatch = await Call(
            "oeztuerk",
            "POST",
            "/api/v1/dispatches",
            new
            {
                matter,
                to = new[] { "Erika Muster <erika@example.org>" },
                subject = "Ihre Anfrage",
                text = "An Silvester darf bis 3 Uhr geöffnet sein.",
                answers = document,
            },
            HttpStatusCode.Created
        );
        Assert.Equal("draft", Text(dispatch, "state"));
        var imported = await Call(
            "admin",
            "POST",
            "/api/v1/templates/import?name=Anfragen",
            new ByteArrayContent(Message()),
            HttpStatusCode.Created
        );
        Assert.Empty(imported.GetProperty("open").EnumerateArray());
        var templates = (await Call("oeztuerk", "GET", "/api/v1/templates")).GetProperty("items").EnumerateArray();
        var template = Id(templates.Single(one => Text(one, "name") == "Anfragen"));

        var folder = await Call(
            "oeztuerk",
            "POST",
            "/api/v1/folders",
            new
            {
                subject = "Antwort zur Sperrzeit",
                matter,
                template,
                items = new[]
                {
                    new
                    {
                        document,
                        version = 1,
                        decisive = true,
                    },
                },
                directives = new object[] { new { type = "dispatch", dispatch = Id(dispatch) }, new { type = "put-away" } },
                start = true,
            },
            HttpStatusCode.Created
        );
        var address = $"/api/v1/folders/{Id(folder)}";
        Assert.Equal((template, 1), (folder.GetProperty("template").GetGuid(), folder.GetProperty("templateVersion").GetInt32()));
        Assert.Equal("waiting", await StateOf(dispatch));

        await Complete("kaya", address, "1", "co-signed");
        Assert.Equal("waiting", await StateOf(dispatch));
        Assert.Empty(await dovecot.Content("INBOX", "erika"));
        var signed = await Complete("weber", address, "2", "signed");
        Assert.Equal("completed", Text(signed, "state"));
        await Wait.Until(
            async () =>
            {
                await Work();
                return (await dovecot.Content("INBOX", "erika")).Count > 0;
            },
            "The answer never arrived."
        );
        await Work();

        Assert.Single(await dovecot.Content("INBOX", "erika"));
        Assert.Equal("sent", await StateOf(dispatch));
        var end = await Call("oeztuerk", "GET", address);
        Assert.All(end.GetProperty("directives").EnumerateArray(), one => Assert.Equal("done", Text(one, "state")));
        Assert.Equal("putAway", Text(await Call("oeztuerk", "GET", $"/api/v1/matters/{matter}"), "state"));
        var sent = (await Call("oeztuerk", "GET", $"/api/v1/dispatches?view=sent&matter={matter}")).GetProperty("items");
        Assert.Equal(Id(dispatch), Id(Assert.Single(sent.EnumerateArray())));
        using var sheet = await programs["oeztuerk"].Http.GetAsync(new Uri($"{address}/route-sheet", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
        var route = await programs["oeztuerk"].Http.GetByteArrayAsync(new Uri($"{address}/route", UriKind.Relative), Ct);
        Assert.Equal(2, Assert.Single(XdomeaReader.Read(route).Circulations).Circulation.Steps.Count);
    }

    [Fact]
    public async Task A_route_from_elsewhere_is_decided_over_HTTP_before_it_starts()
    {
        foreach (var login in new[] { "oeztuerk", "kaya" })
            programs[login] = await Program(login);
        var wanted = new
        {
            subject = "Vom Kreis",
            route = new[] { new { stations = new[] { new { addressee = new { person = "kaya" }, task = "final-sign" } } } },
        };
        var address = $"/api/v1/folders/{Id(await Call("oeztuerk", "POST", "/api/v1/folders", wanted, HttpStatusCode.Created))}";
        var message = new ByteArrayContent(Message("zur Stellungnahme", "Amt im Kreis"));

        var imported = await Call("oeztuerk", "PUT", $"{address}/route", message);
        var open = Assert.Single(imported.GetProperty("open").EnumerateArray());
        Assert.Equal(("Amt im Kreis", "zur Stellungnahme"), (Text(open, "addressee"), Text(open, "words")));
        var draft = await Call("oeztuerk", "GET", address);
        var station = draft.GetProperty("steps")[0].GetProperty("stations")[0];
        Assert.Equal("undecided", Text(station, "task"));
        Assert.Equal("Amt im Kreis", Text(station.GetProperty("addressee").GetProperty("meant"), "office"));
        var refused = await Call(
            "oeztuerk",
            "POST",
            $"{address}/commands",
            new { type = "start", revision = 2 },
            HttpStatusCode.UnprocessableEntity
        );
        Assert.Equal(("circulation.undecided", 1), (Text(refused, "code"), refused.GetProperty("rule").GetInt32()));

        var decided = new
        {
            type = "set-route",
            revision = 2,
            route = new[]
            {
                new
                {
                    stations = new[]
                    {
                        new
                        {
                            addressee = new { person = "kaya" },
                            task = "co-sign",
                            words = "zur Stellungnahme",
                        },
                    },
                },
            },
        };
        await Call("oeztuerk", "POST", $"{address}/commands", decided);
        await Call("oeztuerk", "POST", $"{address}/commands", new { type = "start", revision = 3 });
        var done = await Complete("kaya", address, "1", "co-signed");
        Assert.Equal("completed", Text(done, "state"));
        var again = await Call("oeztuerk", "PUT", $"{address}/route", new ByteArrayContent(Message()), HttpStatusCode.UnprocessableEntity);
        Assert.Equal("circulation.already-started", Text(again, "code"));
        var hostile = new ByteArrayContent("""<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>"""u8.ToArray());
        var harm = await Call("oeztuerk", "PUT", $"{address}/route", hostile, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("circulation.import-unreadable", Text(harm, "code"));
    }

    private async Task<JsonElement> Complete(string login, string address, string station, string outcome)
    {
        var desk = (await Call(login, "GET", "/api/v1/desk")).GetProperty("items").EnumerateArray();
        var entry = desk.Single(one => address.EndsWith(Text(one, "folder")!, StringComparison.Ordinal));
        Assert.Equal(station, Text(entry, "station"));
        var allowed = (await Call(login, "GET", $"{address}/allowed")).GetProperty("commands").EnumerateArray();
        Assert.Contains(
            allowed,
            one => Text(one, "type") == "complete" && Text(one, "outcome") == outcome && one.GetProperty("allowed").GetBoolean()
        );
        return await Call(
            login,
            "POST",
            $"{address}/commands",
            new
            {
                commandId = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
                revision = entry.GetProperty("revision").GetInt64(),
                type = "complete",
                station,
                outcome,
            }
        );
    }

    private async Task<string?> StateOf(JsonElement dispatch) =>
        Text(await Call("oeztuerk", "GET", $"/api/v1/dispatches/{Id(dispatch)}"), "state");

    private async Task<JsonElement> Call(
        string login,
        string method,
        string path,
        object? body = null,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body as HttpContent ?? (body is null ? null : JsonContent.Create(body)),
        };
        using var answer = await programs[login].Http.SendAsync(request, Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == expected, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<Visitor> Program(string login)
    {
        var scopes = new[] { Scope.Intake, Scope.Records, Scope.Desk, Scope.Folders, Scope.Settings };
        var key = await town.Get<CreateApiKey>().Run(town["admin"], new NewApiKey($"http {login}", scopes, login), Ct);
        var program = town.Host.Visitor();
        program.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Value.Secret);
        return program;
    }

    private static Guid Id(JsonElement shape) => shape.GetProperty("id").GetGuid();

    private static string? Text(JsonElement shape, string name) => shape.GetProperty(name).GetString();

    private static DispatchServer Server(int port) =>
        new()
        {
            Host = "127.0.0.1",
            Port = port,
            Security = "none",
            SenderName = "Stadt Musterstadt",
            SenderAddress = "stadt@example.org",
        };

    /// <summary>A head co-signs, the mayor signs.</summary>
    private byte[] Message() =>
        Message([Step("1", "z.Mz.", Person("kaya")), Step("2", "zur Schlusszeichnung", new Contact { Role = "Bürgermeister" })]);

    private static byte[] Message(string words, string unit) => Message([Step("1", words, new Contact { Unit = unit })]);

    private static byte[] Message(ValueList<CirculationStep> steps)
    {
        var kreis = new Contact { Institution = "Kreis Auental" };
        var envelope = new XdomeaEnvelope
        {
            Process = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            Message = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Sender = kreis,
            Receiver = kreis,
            Product = "x",
            Manufacturer = "x",
            ProductVersion = "1",
            Instance = "x",
        };
        var circulation = new XdomeaCirculation { Id = envelope.Message, Steps = steps };
        return XdomeaWriter
            .Internal(envelope, new XdomeaMatter(envelope.Process, "Anfragen", null), circulation, XdomeaVersion.V40)
            .Xml.ToArray();
    }

    private Contact Person(string login)
    {
        var name = town[login].Name;
        var cut = name.LastIndexOf(' ');
        return new Contact { GivenName = name[..cut], FamilyName = name[(cut + 1)..] };
    }

    private static CirculationStep Step(string number, string text, Contact addressee) =>
        new()
        {
            Number = number,
            Status = StepStatus.Future,
            Order = new StepOrder
            {
                Creator = new Contact { FamilyName = "Amt" },
                Addressee = addressee,
                CreatedOn = new DateOnly(2026, 3, 2),
                Text = text,
            },
        };

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
