using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Npgsql;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>The real program with its database on a disk that fills up: it says so clearly, loses nothing it answered for, and goes on when there is room.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly string elsewhere = Directory.CreateTempSubdirectory("umlauf-elsewhere-").FullName;
    private int number;

    [Fact]
    public async Task A_full_disk_under_the_database_loses_nothing_answers_clearly_and_heals()
    {
        using var disk = SmallDisk.Mount(megabytes: 16);
        var data = Path.Combine(disk.Folder, "data");
        Directory.CreateDirectory(data);
        // The originals lie on another disk, so that it is the database that finds no room.
        Directory.CreateSymbolicLink(Path.Combine(data, "blobs"), elsewhere);

        await Survive(disk, data, crash: () => { }, restart: () => { });
    }

    [Fact]
    public async Task A_full_disk_under_PostgreSQL_loses_nothing_answers_clearly_and_heals_even_after_a_crash()
    {
        Component.Require(PostgresServer.Missing);
        using var disk = SmallDisk.Mount(megabytes: 256);
        var postgres = PostgresServer.Create(Path.Combine(disk.Folder, "pg"), durable: true);
        try
        {
            var settings = new JsonObject { ["database"] = postgres.ConnectionString };
            await File.WriteAllTextAsync(Path.Combine(elsewhere, "umlauf.json"), settings.ToJsonString(), IntakeHouse.Ct);

            // What this process kept open to it went down with it.
            await Survive(disk, elsewhere, crash: postgres.Kill, restart: (Action)NpgsqlConnection.ClearAllPools + postgres.Start);
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            postgres.Delete();
        }
    }

    /// <param name="disk">Where the database lies.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="crash">What else goes down while the disk is full.</param>
    /// <param name="restart">Brings it back, once there is room.</param>
    private async Task Survive(SmallDisk disk, string data, Action crash, Action restart)
    {
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
            using (var list = UmlaufProgram.Request(program.Run, HttpMethod.Get, "/api/v1/arrivals?limit=1"))
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
        crash();
        // Nor does a program that starts on the full disk pretend anything.
        Assert.Equal(75, (await UmlaufProgram.Call(Next(), "intake", "-", "--data", data)).Code);
        File.Delete(ballast);
        restart();

        var (code, output, errors) = await UmlaufProgram.Call(null, "verify", "--data", data);
        Assert.True(code == 0, output + errors);
        var kept = await UmlaufProgram.Ledger(data);
        Assert.Equal(kept.Count, kept.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(answered.Except(kept, StringComparer.Ordinal));
    }

    public void Dispose()
    {
        client.Dispose();
        Directory.Delete(elsewhere, recursive: true);
    }

    private byte[] Next()
    {
        var name = $"voll-{++number}";
        return IntakeHouse.Mail(name, string.Concat(Enumerable.Repeat($"Inhalt von {name}. ", 20)), id: name);
    }

    private async Task<(HttpStatusCode Status, string Text)> Deliver(RunFile run, byte[] mail)
    {
        using var request = UmlaufProgram.Request(run, HttpMethod.Post, "/api/v1/arrivals");
        request.Content = new ByteArrayContent(mail);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await client.SendAsync(request, IntakeHouse.Ct);
        if (answer.IsSuccessStatusCode)
            answered.Add(ContentHash.Of(mail).Hex);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(IntakeHouse.Ct));
    }

    private async Task<bool> AllRead(RunFile run)
    {
        using var request = UmlaufProgram.Request(run, HttpMethod.Get, "/api/v1/arrivals?state=stored&limit=1");
        using var answer = await client.SendAsync(request, IntakeHouse.Ct);
        return !(await answer.Content.ReadAsStringAsync(IntakeHouse.Ct)).Contains("\"sha256\"", StringComparison.Ordinal);
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
}
