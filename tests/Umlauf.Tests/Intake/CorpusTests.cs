using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>Every mail of the shared corpus, broken ones included, through the real program.</summary>
public sealed class CorpusTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-corpus-").FullName;

    private string Data => Path.Combine(folder, "data");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_mail_of_the_corpus_is_kept_byte_for_byte_and_a_second_time_is_nothing_new()
    {
        var corpus = Component.SharedFolder("corpus/mail");

        var first = await UmlaufProgram.Json(null, "intake", corpus, "--data", Data, "--json");

        var items = first["items"]!.AsArray().Select(item => item!.AsObject()).ToList();
        Assert.Equal(items.Count, (int)first["new"]!);
        // One item for each file, and one for each message of a mailbox file.
        Assert.Equal(
            Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            items.Select(item => File(item)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );
        foreach (var item in items.Where(item => File(item) == (string)item["source"]!))
            Assert.Equal(ContentHash.Of(await System.IO.File.ReadAllBytesAsync(File(item), IntakeHouse.Ct)).Hex, (string)item["sha256"]!);
        Assert.All(
            items,
            item => Assert.True((string)item["state"]! is "read" || (string?)item["reason"] is { Length: > 0 }, item.ToJsonString())
        );
        Assert.DoesNotContain(items, item => (string?)item["reason"] is "intake.read-failed" or "intake.reader-crashed");

        var second = await UmlaufProgram.Json(null, "intake", corpus, "--data", Data, "--json");
        Assert.Equal((0, items.Count), ((int)second["new"]!, (int)second["repeated"]!));
        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", Data);
        Assert.True(code == 0, output + errors);
    }

    [Fact]
    public async Task An_oversize_item_is_refused_over_http_while_it_streams_in()
    {
        Directory.CreateDirectory(Data);
        await System.IO.File.WriteAllTextAsync(
            Path.Combine(Data, "umlauf.json"),
            """{ "intake": { "maxBytes": 1048576 } }""",
            IntakeHouse.Ct
        );
        await UmlaufProgram.CreateTown(Data);
        await using var program = await UmlaufProgram.Serve(Data);
        using var client = new HttpClient(new SocketsHttpHandler());
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", program.Run.Key);
        var address = new Uri(new Uri(program.Run.Url), "/api/v1/arrivals");

        using var announced = await client.PostAsync(address, new ByteArrayContent(new byte[2_000_000]), IntakeHouse.Ct);
        using var streamed = await client.PostAsync(address, new StreamContent(new Unannounced(new byte[1_200_000])), IntakeHouse.Ct);
        using var small = await client.PostAsync(address, new ByteArrayContent(IntakeHouse.Mail("klein")), IntakeHouse.Ct);

        foreach (var refused in new[] { announced, streamed })
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
            var problem = JsonNode.Parse(await refused.Content.ReadAsStringAsync(IntakeHouse.Ct))!;
            Assert.Equal("intake.too-large", (string)problem["code"]!);
            Assert.Equal("1 MB", (string)problem["detail"]!);
        }
        Assert.Equal(HttpStatusCode.Created, small.StatusCode);
    }

    private static string File(JsonObject item)
    {
        var source = (string)item["source"]!;
        var hash = source.LastIndexOf('#');
        return hash > 0 && int.TryParse(source.AsSpan(hash + 1), CultureInfo.InvariantCulture, out _) ? source[..hash] : source;
    }

    /// <summary>Does not tell how long it is.</summary>
    private sealed class Unannounced(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
