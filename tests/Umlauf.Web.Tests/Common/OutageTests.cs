using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Cli.Demo;
using Umlauf.Platform;
using Umlauf.TestKit;
using Umlauf.Web.Tests.Kit;

namespace Umlauf.Web.Tests.Common;

public sealed class OutageTests
{
    [Fact]
    public async Task While_the_database_is_away_people_read_what_is_safe_and_then_go_on_in_their_session()
    {
        Component.Require(PostgresServer.Missing);
        var folder = Directory.CreateTempSubdirectory("umlauf-outage-").FullName;
        var postgres = PostgresServer.Create(Path.Combine(Path.GetTempPath(), $"umlauf-outage-{Path.GetRandomFileName()}"), durable: false);
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "data"));
            await File.WriteAllTextAsync(
                Path.Combine(folder, "data", "umlauf.json"),
                System.Text.Json.JsonSerializer.Serialize(new { database = postgres.ConnectionString }),
                Ct
            );
            await using var host = await WebHost.Start(services => services.AddUmlauf(Settings.Load(Path.Combine(folder, "data"))));
            await ActivatorUtilities.CreateInstance<SeedTown>(host.Services).Run(Musterstadt.Name, Musterstadt.Ags, Ct);
            using var visitor = host.Visitor();
            await visitor.Send(
                await visitor.Open("/anmelden"),
                "form[action='/anmelden']",
                null,
                ("Login", "kaya"),
                ("Password", Musterstadt.Password)
            );
            Assert.Equal(HttpStatusCode.OK, (await visitor.Open("/schreibtisch")).Status);

            postgres.Stop();
            var away = await visitor.Open("/schreibtisch");
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.Status);
            Assert.Contains("Was vorher gespeichert war, ist sicher", away.Html.Body!.TextContent, StringComparison.Ordinal);

            postgres.Start();
            var back = await visitor.Open("/schreibtisch");
            Assert.Equal(HttpStatusCode.OK, back.Status);
            Assert.Contains("Schreibtisch", back.Html.Title, StringComparison.Ordinal);
        }
        finally
        {
            if (postgres.Running())
                postgres.Stop();
            postgres.Delete();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
}
