using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters.Backups;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Intake;

/// <summary>A town whose originals lie in an object store, and what becomes of its post when that store is away.</summary>
public sealed class ObjectStoreTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-objects-").FullName;
    private readonly HttpClient client = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(100) };
    private ObjectStore objects = null!;

    private string Data => Path.Combine(folder, "data");

    public async ValueTask InitializeAsync() => objects = await ObjectStore.Create();

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        objects?.Dispose();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task A_mail_lies_in_the_object_store_and_comes_back_as_it_was(string database)
    {
        await using var house = await Open(database, set: data => objects.WriteSettings(data));
        var mail = Mail("Wohngeld für März");

        var taken = await house.Deliver(await house.Channel(ChannelKind.Http), mail);
        await house.ReadAll();

        Assert.Equal(ArrivalState.Read, (await house.Find(taken.Arrival)).At);
        Assert.Equal(mail, (await house.Get<FetchOriginal>().Run(Operator, taken.Arrival, Ct)).Value.Bytes.ToArray());
        Assert.Equal([$"1/{ContentHash.Of(mail)}"], await objects.Keys());
        Assert.False(Directory.Exists(Path.Combine(house.Database.Folder, "data", "blobs")));
        Assert.Empty(await house.Verify());
    }

    [Fact]
    public async Task Verify_names_an_object_that_was_changed_and_one_that_is_gone()
    {
        await using var house = await Open(Databases.Sqlite, set: data => objects.WriteSettings(data));
        var channel = await house.Channel(ChannelKind.Http);
        var changed = await house.Deliver(channel, Mail("Hundesteuer"));
        var gone = await house.Deliver(channel, Mail("Gewerbesteuer"));
        await house.ReadAll();

        await objects.Damage($"1/{changed.Hash}");
        await objects.Client.DeleteObjectAsync(objects.Bucket, $"1/{gone.Hash}", Ct);

        var problems = await house.Verify();
        Assert.Contains(problems, one => one.Code == "blobs.damaged" && one.Where == $"blob {changed.Hash}");
        Assert.Contains(problems, one => one.Code == "intake.original-missing" && one.Where == $"blob {gone.Hash}");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task What_waits_to_be_read_waits_until_the_store_is_back_however_long_it_takes(string database)
    {
        await using var network = new CuttingProxy(objects.Port, long.MaxValue);
        await using var house = await Open(database, set: data => objects.WriteSettings(data, network.Port));
        var channel = await house.Channel(ChannelKind.Http);
        var taken = await house.Deliver(channel, Mail("Bauantrag"));
        network.CutAfter(0);

        for (var round = 0; round < 6; round++)
        {
            await Assert.ThrowsAsync<BlobStoreAwayException>(house.ReadAll);
            house.Database.Clock.Advance(TimeSpan.FromHours(1));
        }
        await Assert.ThrowsAsync<BlobStoreAwayException>(() => house.Deliver(channel, Mail("Kein Platz")));
        Assert.Equal([ArrivalState.Stored], (await house.All()).Select(one => one.At));

        network.CutAfter(long.MaxValue);
        Assert.Equal(1, await house.ReadAll());
        Assert.Equal(ArrivalState.Read, (await house.Find(taken.Arrival)).At);
        Assert.False((await house.Deliver(channel, Mail("Kein Platz"))).Repeated);
        await house.ReadAll();
        Assert.Empty(await house.Verify());
    }

    [Fact]
    public async Task The_program_refuses_while_the_store_is_away_loses_nothing_and_goes_on_afterwards()
    {
        await using var network = new CuttingProxy(objects.Port, long.MaxValue);
        objects.WriteSettings(Data, network.Port);
        await UmlaufProgram.CreateTown(Data);
        var files = Directory.CreateDirectory(Path.Combine(folder, "post")).FullName;
        for (var i = 0; i < 3; i++)
            await File.WriteAllBytesAsync(Path.Combine(files, $"{i}.eml"), Mail($"Datei {i}"), Ct);
        await using (var program = await UmlaufProgram.Serve(Data))
        {
            Assert.Equal(HttpStatusCode.Created, (await Deliver(program.Run, Mail("Vorher"))).Status);

            network.CutAfter(0);
            var refused = await Deliver(program.Run, Mail("Währenddessen"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
            Assert.Contains("api.unavailable", refused.Text, StringComparison.Ordinal);
            Assert.Equal(75, (await UmlaufProgram.Call(Mail("Währenddessen"), "intake", "-", "--data", Data)).Code);

            network.CutAfter(long.MaxValue);
            Assert.Equal(HttpStatusCode.Created, (await Deliver(program.Run, Mail("Währenddessen"))).Status);
            network.CutAfter(0);
        }
        var (code, _, errors) = await UmlaufProgram.Call(null, "intake", files, "--data", Data);
        Assert.Equal(75, code);
        Assert.Contains($"The object store s3://{objects.Bucket}", errors, StringComparison.Ordinal);
        var doctor = await UmlaufProgram.Call(null, "doctor", "--data", Data);
        Assert.Equal(1, doctor.Code);
        Assert.Contains($"FAILED contents: The object store s3://{objects.Bucket}", doctor.Output, StringComparison.Ordinal);

        network.CutAfter(long.MaxValue);
        Assert.Equal(3, (int)(await UmlaufProgram.Json(null, "intake", files, "--data", Data, "--json"))["new"]!);
        Assert.Equal(5, (await UmlaufProgram.Ledger(Data)).Count);
        Assert.True((bool)(await UmlaufProgram.Json(null, "verify", "--data", Data, "--json"))["ok"]!);
    }

    [Fact]
    public async Task The_program_does_not_start_on_a_bucket_that_is_not_there()
    {
        objects.WriteSettings(Data);
        await objects.Client.DeleteBucketAsync(objects.Bucket, Ct);

        var (code, _, errors) = await UmlaufProgram.Call(null, "serve", "--data", Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(75, code);
        Assert.Contains($"a setting is wrong: blobs: There is no bucket s3://{objects.Bucket}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_holds_the_objects_too_and_puts_them_back()
    {
        await using var network = new CuttingProxy(objects.Port, long.MaxValue);
        objects.WriteSettings(Data, network.Port);
        var mail = Mail("Erster Brief", new string('x', 40_000));
        await using (var services = UmlaufProgram.Services(Data))
        {
            var channel = await services.GetRequiredService<OpenChannel>().Run(Town, null, ChannelKind.Pipe, Ct);
            await services
                .GetRequiredService<TakeInStream>()
                .Run(Town, new(channel), new MemoryStream(mail), null, "test", "", "message/rfc822", Ct);
            await services.GetRequiredService<ReadWaiting>().Drain(Ct);
        }
        var backups = Directory.CreateDirectory(Path.Combine(folder, "backups")).FullName;
        var backup = new TakeBackup(Settings.Load(Data), TimeProvider.System);

        // One that cannot read the store is none: it does not take for lost what is only away.
        network.CutAfter(5_000);
        await Assert.ThrowsAnyAsync<IOException>(() => backup.Run(backups, 14, thorough: false, Ct));
        network.CutAfter(long.MaxValue);
        var taken = (await backup.Run(backups, 14, thorough: false, Ct)).Value;
        Assert.Equal((1, 0), (taken.Manifest.Contents, taken.Manifest.Lost.Count));

        await objects.Client.DeleteObjectAsync(objects.Bucket, $"1/{ContentHash.Of(mail)}", Ct);
        var elsewhere = Path.Combine(folder, "elsewhere");
        Assert.True((await new RestoreBackup(new DataFolder(elsewhere), TimeProvider.System).Run(backups, new RestoreOrder(), Ct)).Ok);

        await using var restored = UmlaufProgram.Services(elsewhere);
        Assert.Equal(mail, (await restored.GetRequiredService<IBlobStore>().Get(Musterstadt, ContentHash.Of(mail), Ct))!.Value.ToArray());
    }

    private async Task<(HttpStatusCode Status, string Text)> Deliver(RunFile run, byte[] mail)
    {
        using var request = UmlaufProgram.Request(run, HttpMethod.Post, "/api/v1/arrivals");
        request.Content = new ByteArrayContent(mail);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await client.SendAsync(request, Ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct));
    }
}
