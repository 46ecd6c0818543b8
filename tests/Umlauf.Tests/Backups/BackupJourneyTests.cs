using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters.Backups;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Tests.Intake;
using Xunit;
using static Umlauf.Tests.Intake.IntakeHouse;

namespace Umlauf.Tests.Backups;

/// <summary>The real program: saved while post comes in, put back elsewhere, and everything that was confirmed before is there.</summary>
public sealed partial class BackupJourneyTests : IDisposable
{
    private const string Password = "ein langes Kennwort";

    private readonly string folder = Directory.CreateTempSubdirectory("umlauf-backup-").FullName;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Dictionary<string, byte[]> confirmed = new(StringComparer.Ordinal);
    private int number;

    private string Data => Path.Combine(folder, "data");

    private string Elsewhere => Path.Combine(folder, "elsewhere");

    private string Backups => Path.Combine(folder, "backups");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Saved_while_post_comes_in_and_put_back_elsewhere_nothing_that_was_confirmed_is_missing(string kind)
    {
        await using var source = await TestDatabase.Empty(kind);
        await using var target = await TestDatabase.Empty(kind);
        await SetUp(source.ConnectionString);
        List<string> before;
        await using (var program = await UmlaufProgram.Serve(Data, source.ConnectionString))
        {
            using var enough = new CancellationTokenSource();
            var feeding = Feed(program.Run, enough.Token);
            await Wait.Until(() => Task.FromResult(Count() > 20), "Nothing comes in.");
            var first = await UmlaufProgram.CallOn(source.ConnectionString, null, "backup", Backups, "--data", Data);
            Assert.True(first.Code == 0, first.Errors);
            var then = Count();
            await Wait.Until(() => Task.FromResult(Count() > then + 20), "Nothing more comes in.");
            lock (confirmed)
                before = [.. confirmed.Keys];

            var second = await UmlaufProgram.CallOn(source.ConnectionString, null, "backup", Backups, "--data", Data);

            Assert.True(second.Code == 0, second.Errors);
            Assert.Contains("ist vollständig", second.Output, StringComparison.Ordinal);
            Assert.False(feeding.IsCompleted, "Post stopped coming in while it was saved: the test did not test anything.");
            await enough.CancelAsync();
            await feeding;
        }
        var check = await UmlaufProgram.Call(null, "backup", Backups, "--check");
        Assert.True(check.Code == 0, check.Errors);

        var restored = await UmlaufProgram.CallOn(target.ConnectionString, null, "restore", Backups, "--data", Elsewhere);

        Assert.True(restored.Code == 0, restored.Output + restored.Errors);
        Assert.Contains("Alles ist da und unverändert", restored.Output, StringComparison.Ordinal);
        await using var running = await UmlaufProgram.Serve(Elsewhere, target.ConnectionString);
        foreach (var hash in before)
            Assert.Equal(confirmed[hash], await Original(running.Run, hash));
        var search = await UmlaufProgram.CallOn(target.ConnectionString, null, "search", "Gartenzaun", "--data", Elsewhere, "--json");
        Assert.True(JsonDocument.Parse(search.Output).RootElement.GetProperty("total").GetInt32() > 0, search.Output + search.Errors);
        Assert.True(await SignsIn(running.Run), "The password of the restored account does not open it.");
        Assert.Equal("GEHEIMNIS", await SecondFactor(Elsewhere, target.ConnectionString));
    }

    [Fact]
    public async Task Killed_in_the_middle_it_counts_for_nothing_and_the_next_one_is_good()
    {
        await SetUp(null);
        await using (var services = UmlaufProgram.Services(Data))
        {
            var store = services.GetRequiredService<IBlobStore>();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, 2000),
                Ct,
                async (i, ct) => await store.Put(Musterstadt, Mail($"Brief {i}", new string('x', 40_000)), ct)
            );
        }
        var left = "";
        for (var round = 0; left.Length == 0; round++)
        {
            Assert.True(round < 10, "It always came to its end before it could be killed.");
            using var backup = UmlaufProgram.Start(null, "backup", Backups, "--data", Data);
            await Wait.Until(() => Task.FromResult(backup.HasExited || Incomplete().Length > 0), "No backup was begun.");
            backup.Kill();
            await backup.WaitForExitAsync(Ct);
            left = Incomplete();
        }

        var check = await UmlaufProgram.Call(null, "backup", Backups, "--check");
        var restore = await UmlaufProgram.Call(null, "restore", Backups, "--data", Elsewhere);
        var named = await UmlaufProgram.Call(null, "restore", Backups, "--data", Elsewhere, "--generation", Path.GetFileName(left));
        var next = await UmlaufProgram.Call(null, "backup", Backups, "--data", Data);
        var then = await UmlaufProgram.Call(null, "restore", Backups, "--data", Elsewhere);

        Assert.Equal((2, 2, 2), (check.Code, restore.Code, named.Code));
        Assert.Contains("keine vollständige Sicherung", restore.Errors, StringComparison.Ordinal);
        Assert.True(next.Code == 0, next.Errors);
        Assert.Equal("", Incomplete());
        Assert.True(then.Code == 0, then.Errors);
    }

    public void Dispose()
    {
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task SetUp(string? database)
    {
        Directory.CreateDirectory(Data);
        Directory.CreateDirectory(Backups);
        await File.WriteAllTextAsync(Path.Combine(Data, "umlauf.json"), """{ "journal": { "checkpointMinutes": 60 } }""", Ct);
        await using var services = Services(Data, database);
        var town = new NewAdministration
        {
            Name = "Musterstadt",
            Ags = "05999001",
            Login = "admin",
            AdministratorName = "Admin",
            Password = PasswordHash.Of(Password),
        };
        Assert.True((await services.GetRequiredService<CreateAdministration>().Run(town, Ct)).Ok);
        var accounts = services.GetRequiredService<AccountStore>();
        var account = (await accounts.FindByNameAsync("admin", Ct))!;
        await accounts.SetAuthenticatorKeyAsync(account, "GEHEIMNIS", Ct);
        Assert.True((await accounts.UpdateAsync(account, Ct)).Succeeded);
    }

    private static async Task<string?> SecondFactor(string data, string? database)
    {
        await using var services = Services(data, database);
        var accounts = services.GetRequiredService<AccountStore>();
        return await accounts.GetAuthenticatorKeyAsync((await accounts.FindByNameAsync("admin", Ct))!, Ct);
    }

    /// <summary>The product on a data folder, with the keys of its sign-in.</summary>
    private static ServiceProvider Services(string data, string? database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services
            .AddDataProtection()
            .SetApplicationName("umlauf")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(data, "keys", "web")));
        services.AddSingleton<AccountStore>();
        UmlaufProgram.AddProduct(services, data, database);
        return services.BuildServiceProvider();
    }

    private string Incomplete() => Directory.EnumerateDirectories(Backups, "*.incomplete").FirstOrDefault() ?? "";

    private int Count()
    {
        lock (confirmed)
            return confirmed.Count;
    }

    /// <summary>Post that comes in as long as it is let; what was answered counts as confirmed.</summary>
    private async Task Feed(RunFile run, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Deliver(run)));
    }

    private async Task Deliver(RunFile run)
    {
        var i = Interlocked.Increment(ref number);
        var mail = Mail($"Gartenzaun {i}", string.Concat(Enumerable.Repeat($"Inhalt {i}. ", i % 7 * 300)), id: $"zaun-{i}");
        using var request = UmlaufProgram.Request(run, HttpMethod.Post, "/api/v1/arrivals");
        request.Content = new ByteArrayContent(mail);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        using var answer = await client.SendAsync(request, Ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Ct));
        var hash = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement.GetProperty("sha256").GetString()!;
        lock (confirmed)
            confirmed[hash] = mail;
    }

    private readonly Dictionary<string, string> ledger = new(StringComparer.Ordinal);

    /// <summary>The bytes that the restored program gives out for an arrival.</summary>
    private async Task<byte[]> Original(RunFile run, string hash)
    {
        for (string? after = null; ledger.Count == 0 || after is not null; )
        {
            using var request = UmlaufProgram.Request(
                run,
                HttpMethod.Get,
                $"/api/v1/arrivals?limit=200{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}"
            );
            using var answer = await client.SendAsync(request, Ct);
            var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
            foreach (var item in page.GetProperty("arrivals").EnumerateArray())
                ledger[item.GetProperty("sha256").GetString()!] = item.GetProperty("id").GetString()!;
            after = page.GetProperty("next").GetString();
        }
        using var original = UmlaufProgram.Request(run, HttpMethod.Get, $"/api/v1/arrivals/{ledger[hash]}/original");
        using var bytes = await client.SendAsync(original, Ct);
        return await bytes.Content.ReadAsByteArrayAsync(Ct);
    }

    /// <summary>As a browser does it: the form, then the password.</summary>
    private async Task<bool> SignsIn(RunFile run)
    {
        var page = new Uri(new Uri(run.Url), "/anmelden");
        var form = await client.GetStringAsync(page, Ct);
        var fields = new Dictionary<string, string>
        {
            ["_form"] = Token().Match(form).Groups["token"].Value,
            ["Login"] = "admin",
            ["Password"] = Password,
        };
        using var answer = await client.PostAsync(page, new FormUrlEncodedContent(fields), Ct);
        return answer.Headers.TryGetValues("Set-Cookie", out var cookies)
            && cookies.Any(cookie => cookie.StartsWith("umlauf.session", StringComparison.Ordinal));
    }

    [GeneratedRegex("""name="_form"[^>]*value="(?<token>[^"]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
