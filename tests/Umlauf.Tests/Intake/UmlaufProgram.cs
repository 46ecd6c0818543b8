using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Platform;
using Umlauf.TestKit;
using Xunit;

namespace Umlauf.Tests.Intake;

/// <summary>The real program as a process of its own, from the build of the running tests.</summary>
internal sealed class UmlaufProgram : IAsyncDisposable
{
    private readonly Process process;

    private UmlaufProgram(Process process, RunFile run, Task<string> errors) => (this.process, Run, Errors) = (process, run, errors);

    public RunFile Run { get; }

    /// <summary>What it printed to standard error in its life; known when it has ended.</summary>
    public Task<string> Errors { get; }

    /// <summary>How the program is started.</summary>
    public static IReadOnlyList<string> Command { get; } = ["dotnet", Assembly()];

    /// <summary>Starts the server and waits until it says that it is ready.</summary>
    public static async Task<UmlaufProgram> Serve(string data, string? database = null)
    {
        var started = Start(database, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        var errors = started.StandardError.ReadToEndAsync();
        while (await started.StandardOutput.ReadLineAsync(IntakeHouse.Ct) is { } line)
        {
            if (line.StartsWith("Umlauf is ready at ", StringComparison.Ordinal))
                return new UmlaufProgram(started, new DataFolder(data).Running()!, errors);
        }
        throw new InvalidOperationException($"The program ended before it was ready:\n{await errors}");
    }

    /// <summary>The product on a data folder, in this process.</summary>
    public static ServiceProvider Services(string data)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddUmlauf(Settings.Load(data));
        return services.BuildServiceProvider();
    }

    /// <summary>The same on a database that the environment names for the program itself.</summary>
    public static void AddProduct(IServiceCollection services, string data, string? database)
    {
        var folder = new DataFolder(data);
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(folder.File("umlauf.json"), optional: true)
            .AddInMemoryCollection([new("database", database)])
            .Build();
        services.AddUmlauf(new Settings(folder, configuration));
    }

    public static async Task CreateTown(string data)
    {
        await using var services = Services(data);
        var town = new NewAdministration
        {
            Name = "Musterstadt",
            Ags = "05999001",
            Login = "admin",
            AdministratorName = "Admin",
        };
        Assert.True((await services.GetRequiredService<CreateAdministration>().Run(town, IntakeHouse.Ct)).Ok);
    }

    /// <summary>Runs one command to its end.</summary>
    public static Task<(int Code, string Output, string Errors)> Call(byte[]? input, params string[] arguments) =>
        CallOn(null, input, arguments);

    /// <summary>Runs one command to its end on a database that the environment names.</summary>
    public static async Task<(int Code, string Output, string Errors)> CallOn(string? database, byte[]? input, params string[] arguments)
    {
        using var started = Start(database, arguments);
        return await ToItsEnd(started, input);
    }

    /// <summary>Runs one command to its end where only the programs of one folder are installed; only root can hide the others.</summary>
    public static async Task<(int Code, string Output, string Errors)> CallWithTools(
        string tools,
        string database,
        params string[] arguments
    )
    {
        Component.Require(
            Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? null : "Only root can hide the installed programs."
        );
        const string Hidden = """
            dotnet=$(command -v dotnet) && mkdir -p /usr/lib/postgresql && mount -t tmpfs tmpfs /usr/lib/postgresql || exit 99
            PATH=$1 && shift && exec "$dotnet" "$@"
            """;
        var start = new ProcessStartInfo("unshare", ["--mount", "sh", "-c", Hidden, "sh", tools, Assembly(), .. arguments]);
        using var started = Start(start, database);
        return await ToItsEnd(started, null);
    }

    private static async Task<(int Code, string Output, string Errors)> ToItsEnd(Process started, byte[]? input)
    {
        try
        {
            var output = started.StandardOutput.ReadToEndAsync(IntakeHouse.Ct);
            var errors = started.StandardError.ReadToEndAsync(IntakeHouse.Ct);
            if (input is not null)
                await started.StandardInput.BaseStream.WriteAsync(input, IntakeHouse.Ct);
            started.StandardInput.Close();
            await started.WaitForExitAsync(IntakeHouse.Ct);
            return (started.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            started.Kill();
            throw;
        }
    }

    public static async Task<JsonObject> Json(byte[]? input, params string[] arguments)
    {
        var (code, output, errors) = await Call(input, arguments);
        Assert.True(code == 0, $"exit code {code}\n{output}\n{errors}");
        return JsonNode.Parse(output)!.AsObject();
    }

    /// <summary>A request with the key of the run.</summary>
    public static HttpRequestMessage Request(RunFile run, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(new Uri(run.Url), path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", run.Key);
        return request;
    }

    /// <summary>The hash of every arrival on the ledger, all of which must have been read.</summary>
    public static async Task<List<string>> Ledger(string data)
    {
        await using var services = Services(data);
        var list = services.GetRequiredService<ListArrivals>();
        var hashes = new List<string>();
        string? after = null;
        do
        {
            var page = (await list.Run(IntakeHouse.Operator, new ArrivalFilter { After = after, Limit = 200 }, IntakeHouse.Ct)).Value;
            hashes.AddRange(page.Arrivals.Select(arrival => arrival.Hash.Hex));
            Assert.All(page.Arrivals, arrival => Assert.Equal(ArrivalState.Read, arrival.At));
            after = page.Next;
        } while (after is not null);
        return hashes;
    }

    /// <summary>Ends it at once, as kill -9 does.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
        process.Dispose();
    }

    /// <summary>Begins a command whose end the caller decides.</summary>
    public static Process Start(string? database, params string[] arguments) =>
        Start(new ProcessStartInfo(Command[0], [.. Command.Skip(1), .. arguments]), database);

    private static Process Start(ProcessStartInfo start, string? database)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.Environment.Remove("UMLAUF_DATABASE");
        if (database is not null)
            start.Environment["UMLAUF_DATABASE"] = database;
        // What it says to people is German wherever the tests run.
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start)!;
    }

    private static string Assembly()
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        return Path.Combine(Repository.Root, "src", "Umlauf.Cli", "bin", configuration, "net10.0", "Umlauf.Cli.dll");
    }
}
