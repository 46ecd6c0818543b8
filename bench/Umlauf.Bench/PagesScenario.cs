using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Cli.Demo;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>
/// Whole pages from the installed server, as a browser asks for them: one person after the other reads everyday pages, HTML included. The other side of
/// the same machine measures, so the time of a page is the server's and the loopback's.
/// </summary>
internal sealed partial class PagesScenario(Bench bench)
{
    private const string Wanted = "<= 50 ms";

    public async Task Run()
    {
        foreach (var database in bench.Databases)
        {
            await Register(database);
            await Folders(database);
        }
    }

    /// <summary>A town with a hundred thousand matters and as many arrivals.</summary>
    private async Task Register(string database)
    {
        var name = $"pages-{database}";
        var count = bench.Scaled(100_000);
        Guid matter;
        await using (var house = House.Open(bench, database, name))
        {
            var town = await new SeedRegister(house).Run(count);
            await using var unit = await house.GetRequiredService<Db>().Read(Actor.System(new TenantId(1)), default);
            matter = await unit.Scalar<Guid>(
                "SELECT id FROM records_pub_matter WHERE tenant_id = @tenant AND office_id = @office AND confidentiality = 0 ORDER BY id LIMIT 1",
                new { office = town.Offices["50.2"] }
            );
        }
        await using var server = await Serve(database, name);
        using var person = await SignIn(server, "sommer");
        foreach (
            var (what, path) in new[]
            {
                ("desk", "/schreibtisch"),
                ("tray", "/eingang"),
                ("case files", "/akten"),
                ("matter", $"/vorgang/{matter}"),
                ("search", "/suche?q=Wohngeld"),
            }
        )
            await Measure($"{database}: {count:N0} matters, {what}", person, path);
    }

    /// <summary>A full desk, and folders of everyday and of extraordinary size.</summary>
    private async Task Folders(string database)
    {
        var name = $"pages-folders-{database}";
        CirculationFolderId usual,
            large;
        await using (var house = House.Open(bench, database, name))
        {
            var town = await ActivatorUtilities.CreateInstance<SeedCirculation>(house).Run(2);
            usual = (await town.Folders(1, town.People[0], stations: 10, documents: 3))[0];
            large = (await town.Folders(1, town.People[0], bench.Scaled(300), bench.Scaled(200)))[0];
            await town.FillDesk(town.People[1], bench.Scaled(5_000));
        }
        await using var server = await Serve(database, name);
        using (var person = await SignIn(server, "u0"))
        {
            await Measure($"{database}: folder of 10 stations and 3 documents", person, $"/mappen/{usual.Value}");
            await Measure(
                $"{database}: folder of {bench.Scaled(300)} stations and {bench.Scaled(200)} documents",
                person,
                $"/mappen/{large.Value}"
            );
            await Measure($"{database}: route sheet of the same", person, $"/mappen/{large.Value}/laufzettel");
            await Measure($"{database}: signature folder", person, "/unterschriftsmappe");
        }
        using var busy = await SignIn(server, "u1");
        await Measure($"{database}: desk of {bench.Scaled(5_000):N0} items", busy, "/schreibtisch");
        await Measure($"{database}: my folders, {bench.Scaled(5_000):N0}", busy, "/mappen");
    }

    private Task<Installed> Serve(string database, string name) =>
        Installed.Serve(bench, Path.Combine(bench.Folder, name), database == "postgres" ? bench.Postgres(name.Replace('-', '_')) : null);

    private async Task Measure(string what, HttpClient person, string path)
    {
        var times = new List<double>();
        var size = 0L;
        // The first hundred requests compile the page; a server has long done so.
        for (var i = -100; i < bench.Scaled(200); i++)
        {
            var asked = Stopwatch.GetTimestamp();
            using var answer = await person.GetAsync(new Uri(path, UriKind.Relative));
            size = (await answer.Content.ReadAsByteArrayAsync()).LongLength;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        bench.Report(Figure.Of($"{what}, {size / 1024} KiB, p50", "ms", [Figure.Percentile(times, 0.5)]));
        bench.Report(Figure.Of($"{what}, p95", "ms", [Figure.Percentile(times, 0.95)], wanted: Wanted));
    }

    private static async Task<HttpClient> SignIn(Installed server, string login)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(server.Run.Url) };
        var form = await client.GetStringAsync(new Uri("/anmelden", UriKind.Relative));
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Login"] = login,
                ["Password"] = Musterstadt.Password,
                ["_form"] = WebUtility.HtmlDecode(FormToken().Match(form).Groups["token"].Value),
            }
        );
        using var answer = await client.PostAsync(new Uri("/anmelden", UriKind.Relative), content);
        return answer.StatusCode == HttpStatusCode.Redirect
            ? client
            : throw new InvalidOperationException($"{login} could not sign in: {(int)answer.StatusCode}.");
    }

    [GeneratedRegex("name=\"_form\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FormToken();
}
