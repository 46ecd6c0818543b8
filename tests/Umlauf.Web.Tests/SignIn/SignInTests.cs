using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.SignIn;

public sealed class SignInTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Login_and_password_begin_a_session_that_signing_off_ends()
    {
        await using var town = await Town.Build();
        var person = await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("Sommer");

        Assert.Equal(person.Actor.ToString(), await Read(visitor, "/test/me"));
        await Town.Post(visitor, "/test/sign-off?everywhere=false");
        Assert.Equal(HttpStatusCode.Redirect, (await Get(visitor, "/test/me")).StatusCode);
        Assert.Equal(["staff-added", "signed-in", "signed-out"], await JournalOf(town, person));
    }

    [Fact]
    public async Task The_session_cookie_is_hidden_from_scripts_and_other_sites()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var visitor = town.Host.Visitor();

        using var answer = await visitor.Http.PostAsync(
            new Uri($"/test/sign-in?login=sommer&password={Town.Password}", UriKind.Relative),
            null,
            Ct
        );
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(set => set.StartsWith("umlauf.session=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_the_journal_says_so()
    {
        await using var town = await Town.Build();
        var person = await town.Add("sommer", town.Social);
        using var visitor = town.Host.Visitor();

        var outcomes = new List<string>();
        for (var i = 0; i < 5; i++)
            outcomes.Add(await Town.Post(visitor, "/test/sign-in?login=sommer&password=falsch"));
        var right = await Town.Post(visitor, $"/test/sign-in?login=sommer&password={Town.Password}");

        Assert.Equal(["Wrong", "Wrong", "Wrong", "Wrong", "Locked"], outcomes);
        Assert.Equal("Locked", right);
        Assert.Equal(1, (await JournalOf(town, person)).Count(kind => kind == "account-locked"));
        Assert.Equal(6, (await JournalOf(town, person)).Count(kind => kind == "sign-in-failed"));
    }

    [Fact]
    public async Task Guessing_logins_that_do_not_exist_is_slowed_down_too()
    {
        await using var town = await Town.Build();
        using var visitor = town.Host.Visitor();

        var outcomes = new List<string>();
        for (var i = 0; i < 11; i++)
            outcomes.Add(await Town.Post(visitor, "/test/sign-in?login=niemand&password=falsch"));

        Assert.Equal("Wrong", outcomes[9]);
        Assert.Equal("TooMany", outcomes[10]);
    }

    [Fact]
    public async Task Ending_all_sessions_ends_those_of_other_browsers_at_once()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var office = await town.SignedIn("sommer");
        using var home = await town.SignedIn("sommer");

        await Town.Post(office, "/test/sign-off?everywhere=true");

        Assert.Equal(HttpStatusCode.Redirect, (await Get(home, "/test/me")).StatusCode);
    }

    [Fact]
    public async Task A_deactivated_person_is_out_with_the_next_request()
    {
        await using var town = await Town.Build();
        var person = await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("sommer");

        await town.Get<DeactivateStaff>().Run(town.Admin, person.Staff!.Value, Ct);

        Assert.Equal(HttpStatusCode.Redirect, (await Get(visitor, "/test/me")).StatusCode);
        Assert.Equal("Wrong", await Town.Post(visitor, $"/test/sign-in?login=sommer&password={Town.Password}"));
    }

    [Fact]
    public async Task A_stolen_cookie_does_not_open_the_session_in_another_browser()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("sommer");

        visitor.Http.DefaultRequestHeaders.UserAgent.ParseAdd("thief/1.0");

        Assert.Equal(HttpStatusCode.Redirect, (await Get(visitor, "/test/me")).StatusCode);
    }

    [Fact]
    public async Task A_changed_password_keeps_this_session_and_ends_the_others()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var here = await town.SignedIn("sommer");
        using var there = await town.SignedIn("sommer");

        Assert.Equal("identity.password-too-short", await Town.Post(here, $"/test/password?present={Town.Password}&next=kurz"));
        Assert.Equal("identity.wrong-password", await Town.Post(here, "/test/password?present=falsch&next=vier Kühe auf der Alm"));
        Assert.Equal("ok", await Town.Post(here, $"/test/password?present={Town.Password}&next=vier Kühe auf der Alm"));

        Assert.Equal(HttpStatusCode.OK, (await Get(here, "/test/me")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await Get(there, "/test/me")).StatusCode);
    }

    [Fact]
    public async Task With_an_authenticator_app_the_password_alone_is_not_enough_and_a_code_counts_once()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("sommer");
        using var setup = JsonDocument.Parse(await Town.Post(visitor, "/test/app"));
        var secret = setup.RootElement.GetProperty("key").GetString()!;
        var confirmed = await visitor.Http.PostAsync(new Uri($"/test/app/confirm?code={Code(secret, 0)}", UriKind.Relative), null, Ct);
        var recovery = (await confirmed.Content.ReadFromJsonAsync<List<string>>(Ct))!;
        using var next = town.Host.Visitor();

        Assert.Equal("NeedsSecondFactor", await Town.Post(next, $"/test/sign-in?login=sommer&password={Town.Password}"));
        Assert.Equal(HttpStatusCode.Redirect, (await Get(next, "/test/me")).StatusCode);
        Assert.Equal("Wrong", await Town.Post(next, $"/test/code?code={Code(secret, 0)}"));
        Assert.Equal("SignedIn", await Town.Post(next, $"/test/code?code={Code(secret, 1)}"));
        Assert.Equal(HttpStatusCode.OK, (await Get(next, "/test/me")).StatusCode);

        using var lost = town.Host.Visitor();
        await Town.Post(lost, $"/test/sign-in?login=sommer&password={Town.Password}");
        Assert.Equal(10, recovery.Count);
        Assert.Equal("SignedIn", await Town.Post(lost, $"/test/recovery?code={recovery[3]}"));
    }

    [Fact]
    public async Task A_start_password_leads_to_the_choice_of_a_new_one()
    {
        await using var town = await Town.Build();
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
        using var visitor = town.Host.Visitor();
        await Town.Post(visitor, $"/test/sign-in?login=neu&password={added.Value.StartPassword}");

        var searched = await Get(visitor, "/api/test/search");
        Assert.Equal(HttpStatusCode.Forbidden, searched.StatusCode);
        Assert.Equal("ok", await Town.Post(visitor, $"/test/password?present={added.Value.StartPassword}&next=vier Kühe auf der Alm"));
        Assert.Equal(HttpStatusCode.OK, (await Get(visitor, "/api/test/search")).StatusCode);
    }

    [Fact]
    public async Task Passkeys_are_offered_with_user_verification()
    {
        await using var town = await Town.Build();
        await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("sommer");

        using var create = JsonDocument.Parse(await Town.Post(visitor, "/test/passkey/options"));
        using var anybody = town.Host.Visitor();
        using var ask = JsonDocument.Parse(await Town.Post(anybody, "/test/passkey/sign-in-options"));

        Assert.Equal("sommer", create.RootElement.GetProperty("user").GetProperty("name").GetString());
        Assert.Equal("required", create.RootElement.GetProperty("authenticatorSelection").GetProperty("userVerification").GetString());
        Assert.Equal("required", ask.RootElement.GetProperty("userVerification").GetString());
    }

    /// <summary>RFC 6238 with SHA-1, six digits, 30 seconds.</summary>
    private static string Code(string secret, int stepsAhead)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Select(letter => Convert.ToString(alphabet.IndexOf(letter), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + stepsAhead;
        var counter = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(step));
#pragma warning disable CA5350 // The standard's default, which authenticator apps expect.
        var mac = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var offset = mac[^1] & 15;
        var number = ((mac[offset] & 127) << 24) | (mac[offset + 1] << 16) | (mac[offset + 2] << 8) | mac[offset + 3];
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static async Task<IReadOnlyList<string>> JournalOf(Town town, Caller person) =>
        [.. (await town.Get<ReadJournal>().Of(town.Tenant, person.Staff!.Value.Value, Ct)).Select(entry => entry.Kind)];

    private static Task<HttpResponseMessage> Get(Visitor visitor, string path) =>
        visitor.Http.GetAsync(new Uri(path, UriKind.Relative), Ct);

    private static async Task<string> Read(Visitor visitor, string path) => await (await Get(visitor, path)).Content.ReadAsStringAsync(Ct);
}
