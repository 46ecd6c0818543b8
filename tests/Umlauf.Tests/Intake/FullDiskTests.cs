using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>The real program with its database on a disk that fills up: it says so clearly, loses nothing it answered for, and goes on when there is room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private int number;

    [Fact]
    public async Task A_full_disk_under_the_database_loses_nothing_answers_clearly_and_heals()
    {
        using var disk = SmallDisk.Mount(megabytes: 16);
        var elsewhere = Directory.CreateTempSubdirectory("umlauf-blobs-").FullName;
        var data = Path.Combine(disk.Folder, "data");
        Directory.CreateDirectory(data);
        // The originals lie on another disk, so that it is the database that finds no room.
        Directory.CreateSymbolicLink(Path.Combine(data, "blobs"), elsewhere);
        await UmlaufProgram.CreateTown(data);
        var ballast = Path.Combine(disk.Folder, "ballast");
        await using (var program = await UmlaufProgram.Serve(data))
        {
            for (var i = 0; i < 5; i++)
                Assert.Equal(HttpStatusCode.Created, (await Deliver(program.Run, Next())).Status);

            FillUp(ballast);
            var waiting = Next();
            var refused = await Deliver(program.Run, waiting);
            for (var more = 0; more < 500 && refused.Status == HttpStatusCode.Created; more++)
                refused = await Deliver(program.Run, waiting = Next());

            Assert.Equal(
                (HttpStatusCode.ServiceUnavailable, true),
                (refused.Status, refused.Text.Contains("api.unavailable", StringComparison.Ordinal))
            );
            Assert.Equal(75, (await UmlaufProgram.Call(Next(), "intake", "-", "--data", data)).Code);
            using (var list = Request(program.Run, HttpMethod.Get, "/api/v1/arrivals?limit=1"))
            using (var read = await client.SendAsync(list, IntakeHouse.Ct))
                Assert.Equal(HttpStatusCode.OK, read.StatusCode);

            File.Delete(ballast);
            await Wait.Until(
                async () => (await Deliver(program.Run, waiting)).Status is HttpStatusCode.Created or HttpStatusCode.OK,
                "It did not heal."
            );
            await Wait.Until(() => AllRead(program.Run), "What was taken is not read.", seconds: 120);
            FillUp(ballast);
            await program.Kill();
        }
        // Nor does a program that starts on the full disk pretend anything.
        Assert.Equal(75, (await UmlaufProgram.Call(Next(), "intake", "-", "--data", data)).Code);
        File.Delete(ballast);

        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", data);
        Assert.True(code == 0, output + errors);
        await using (var services = UmlaufProgram.Services(data))
        {
            var kept = await Hashes(services.GetRequiredService<ListArrivals>());
            Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
            Assert.Empty(answered.Except(kept, StringComparer.Ordinal));
        }
        Directory.Delete(elsewhere, recursive: true);
    }

    public void Dispose() => client.Dispose();

    private byte[] Next()
    {
        var name = $"voll-{++number}";
        return IntakeHouse.Mail(name, string.Concat(Enumerable.Repeat($"Inhalt von {name}. ", 20)), id: name);
    }

    private async Task<(HttpStatusCode Status, string Text)> Deliver(RunFile run, byte[] mail)
    {
        using var request = Request(run, HttpMethod.Post, "/api/v1/arrivals");
        request.Content = new ByteArrayContent(mail);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await client.SendAsync(request, IntakeHouse.Ct);
        if (answer.IsSuccessStatusCode)
            answered.Add(ContentHash.Of(mail).Hex);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(IntakeHouse.Ct));
    }

    private async Task<bool> AllRead(RunFile run)
    {
        using var request = Request(run, HttpMethod.Get, "/api/v1/arrivals?state=stored&limit=1");
        using var answer = await client.SendAsync(request, IntakeHouse.Ct);
        return !(await answer.Content.ReadAsStringAsync(IntakeHouse.Ct)).Contains("\"sha256\"", StringComparison.Ordinal);
    }

    private static async Task<List<string>> Hashes(ListArrivals list)
    {
        var hashes = new List<string>();
        string? after = null;
        do
        {
            var page = await list.Run(IntakeHouse.Operator, new ArrivalFilter { After = after, Limit = 200 }, IntakeHouse.Ct);
            hashes.AddRange(page.Arrivals.Select(arrival => arrival.Hash.Hex));
            Assert.All(page.Arrivals, arrival => Assert.Equal(ArrivalState.Read, arrival.At));
            after = page.Next;
        } while (after is not null);
        return hashes;
    }

    /// <summary>To the last byte.</summary>
    private static void FillUp(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = 1 << 16; size > 0; )
        {
            try
            {
                file.Write(new byte[size]);
            }
            catch (IOException)
            {
                size /= 16;
            }
        }
    }

    private static HttpRequestMessage Request(RunFile run, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri(run.Url), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", run.Key);
        return request;
    }
}
