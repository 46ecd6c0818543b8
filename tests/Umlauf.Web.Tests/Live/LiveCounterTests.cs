using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Umlauf.Adapters;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Web.Live;
using Umlauf.Web.Tests.Kit;
using Umlauf.Web.Tests.SignIn;

namespace Umlauf.Web.Tests.Live;

/// <summary>The stream of counters as a browser asks for it.</summary>
public sealed class LiveCounterTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_at_once_what_waits_and_again_when_something_was_done()
    {
        await using var town = await Town.Build();
        await town.Add("poststelle", null, heads: false, Role.Mailroom);
        using var visitor = await town.SignedIn("poststelle");
        await using var listener = await Listener.To(visitor);

        Assert.Equal(("counts", ""), Tray(await listener.Next()));
        await Deliver(town, "eins");
        Assert.Equal(("counts", "1"), Tray(await listener.Next()));
        await Deliver(town, "zwei");
        await Deliver(town, "drei");
        Assert.Equal(("counts", "3"), Tray(await listener.Next()));

        var page = await visitor.Open("/eingang");
        Assert.Equal("3", page["[data-count='/eingang'] > span"].TextContent);
    }

    [Fact]
    public async Task The_tray_learns_how_many_came_into_its_view_since_it_was_read()
    {
        await using var town = await Town.Build();
        await town.Add("poststelle", null, heads: false, Role.Mailroom);
        using var visitor = await town.SignedIn("poststelle");
        await Deliver(town, "vorher");
        var page = await visitor.Open("/eingang");
        var address = page["[data-news]"].GetAttribute("data-news")!;
        var exceptions = (await visitor.Open("/eingang?ansicht=klaerfaelle"))["[data-news]"].GetAttribute("data-news")!;
        var channel = (await town.Get<ListChannels>().Run(town.Tenant, Ct)).Single().Id.Value;
        var filtered = (await visitor.Open($"/eingang?kanal={channel}&amt={town.Social.Value}"))["[data-news]"].GetAttribute("data-news")!;

        Assert.Equal("", (await visitor.Open(address)).Text);
        await Deliver(town, "eins");
        Assert.Equal("1 neuer Eingang – Liste neu laden", (await visitor.Open(address)).Text);
        await Deliver(town, "zwei");
        Assert.Equal("2 neue Eingänge – Liste neu laden", (await visitor.Open(address)).Text);
        Assert.Equal("", (await visitor.Open(exceptions)).Text);
        // They are in the tray of the office at the top, until somebody passes one on.
        Assert.Equal("", (await visitor.Open(filtered)).Text);
        Assert.Empty((await visitor.Open("/eingang?ansicht=abgelegt")).Html.QuerySelectorAll("[data-news]"));
    }

    [Fact]
    public async Task It_passes_through_proxies_without_waiting_and_is_never_compressed_or_kept()
    {
        await using var town = await Town.Build();
        using var visitor = await town.SignedIn("admin");
        visitor.Http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");

        using var answer = await Listener.Ask(visitor);

        Assert.Equal("no", answer.Headers.GetValues("X-Accel-Buffering").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.DoesNotContain(answer.Content.Headers.ContentEncoding, encoding => encoding is "br" or "gzip");
    }

    [Fact]
    public async Task It_ends_at_sign_out_and_only_in_that_browser()
    {
        await using var town = await Town.Build();
        using var here = await town.SignedIn("admin");
        using var there = town.Host.Visitor();
        there.Http.DefaultRequestHeaders.UserAgent.Clear();
        there.Http.DefaultRequestHeaders.UserAgent.ParseAdd("Another/1.0");
        await Town.Post(there, $"/test/sign-in?login=admin&password={Town.Password}");
        await using var mine = await Listener.To(here);
        await using var other = await Listener.To(there);
        await mine.Next();
        await other.Next();

        await Town.Post(here, "/test/sign-off?everywhere=false");

        Assert.Equal("end", (await mine.Next())?.Type);
        Assert.Null(await mine.Next());
        Assert.Equal(1, town.Get<LiveStreams>().Count);
        await Town.Post(there, "/test/sign-off?everywhere=true");
        Assert.Equal("end", (await other.Next())?.Type);
        Assert.Equal(HttpStatusCode.Redirect, (await Listener.Ask(here)).StatusCode);
    }

    [Fact]
    public async Task It_ends_when_the_access_is_ended()
    {
        await using var town = await Town.Build();
        var person = await town.Add("sommer", town.Social);
        using var visitor = await town.SignedIn("sommer");
        await using var listener = await Listener.To(visitor);
        await listener.Next();

        Assert.True((await town.Get<DeactivateStaff>().Run(town.Admin, person.Staff!.Value, Ct)).Ok);

        Assert.Equal("end", (await listener.Next())?.Type);
    }

    [Fact]
    public async Task It_does_not_prolong_a_session_and_ends_with_it()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var folder = Directory.CreateTempSubdirectory("umlauf-live-").FullName;
        await using (
            var host = await WebHost.Start(services =>
                services.AddUmlauf(Settings.Load(folder)).AddSingleton(new LocalKey("key")).AddSingleton<TimeProvider>(clock)
            )
        )
        {
            var town = new NewAdministration
            {
                Name = "Musterstadt",
                Ags = "06412000",
                Login = "admin",
                AdministratorName = "Admin",
                Password = PasswordHash.Of(Town.Password),
            };
            Assert.True((await host.Services.GetRequiredService<CreateAdministration>().Run(town, Ct)).Ok);
            using var visitor = host.Visitor();
            await visitor.Send(
                await visitor.Open("/anmelden"),
                "form[action='/anmelden']",
                null,
                ("Login", "admin"),
                ("Password", Town.Password)
            );

            clock.Advance(TimeSpan.FromHours(11));
            using (var quiet = await Listener.Ask(visitor))
            {
                Assert.Equal(HttpStatusCode.OK, quiet.StatusCode);
                Assert.False(quiet.Headers.Contains("Set-Cookie"));
            }
            using (var another = host.Visitor())
            {
                // The same session, on a page: that is work, and goes on.
                foreach (System.Net.Cookie cookie in visitor.Cookies.GetAllCookies())
                    another.Cookies.Add(cookie);
                Assert.True((await another.Http.GetAsync(new Uri("/konto", UriKind.Relative), Ct)).Headers.Contains("Set-Cookie"));
            }
            clock.Advance(TimeSpan.FromHours(2));
            Assert.Equal(HttpStatusCode.Redirect, (await Listener.Ask(visitor)).StatusCode);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Nobody_has_more_than_a_dozen()
    {
        await using var town = await Town.Build();
        using var visitor = await town.SignedIn("admin");
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i <= LiveStreams.MostPerPerson; i++)
            answers.Add(await Listener.Ask(visitor));

        Assert.All(answers.SkipLast(1), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1].StatusCode);
        answers.ForEach(answer => answer.Dispose());
        await Wait.Until(() => Task.FromResult(town.Get<LiveStreams>().Count == 0), "Closed streams are not given up.");
    }

    [Fact]
    public async Task It_ends_when_the_program_is_asked_to_stop_which_waits_for_open_requests()
    {
        await using var town = await Town.Build();
        using var visitor = await town.SignedIn("admin");
        await using var listener = await Listener.To(visitor);
        await listener.Next();

        town.Get<IHostApplicationLifetime>().StopApplication();

        Assert.Null(await listener.Next());
    }

    [Fact]
    public async Task What_another_node_does_is_heard_by_asking_for_the_end_of_the_journal()
    {
        await using var town = await Town.Build();
        using var visitor = await town.SignedIn("admin");
        await using var listener = await Listener.To(visitor);
        await listener.Next();
        using var pulse = ActivatorUtilities.CreateInstance<LivePulse>(town.Host.Services);
        await pulse.Ask(Ct);
        var tip = town.Get<JournalWriter>().News.Of(town.Tenant);

        // A writer that is not this node's.
        await using (var unit = await town.Get<Db>().Write(Actor.System(town.Tenant), Ct))
        {
            new JournalWriter().Append(unit, "test", Guid.Empty);
            await unit.Commit();
        }
        Assert.False(tip.Next.IsCompleted);
        await pulse.Ask(Ct);

        Assert.True(tip.Next.IsCompleted);
    }

    private static (string?, string?) Tray((string Type, Dictionary<string, string> Counts)? seen) =>
        (seen?.Type, seen?.Counts[WaitingCounts.Tray]);

    private static async Task Deliver(Town town, string subject)
    {
        var by = Actor.System(town.Tenant);
        var channel = await town.Get<OpenChannel>().Run(by, null, ChannelKind.Pipe, Ct);
        var mail = TownHall.Mail(subject, "Guten Tag");
        Assert.True(
            (await town.Get<TakeInStream>().Run(by, new(channel), new MemoryStream(mail), null, "test", "", "message/rfc822", Ct)).Ok
        );
    }
}
