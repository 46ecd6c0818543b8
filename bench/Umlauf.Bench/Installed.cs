using System.Diagnostics;
using System.Globalization;
using Umlauf.Platform;

namespace Umlauf.Bench;

/// <summary>The product as a process of its own, as it is installed: the same build that stands beside this program.</summary>
internal sealed class Installed : IAsyncDisposable
{
    private readonly Process process;

    private Installed(Process process, RunFile run, TimeSpan start) => (this.process, Run, StartTook) = (process, run, start);

    public RunFile Run { get; }

    /// <summary>From the call to the line that says it is ready.</summary>
    public TimeSpan StartTook { get; }

    public double Megabytes => Resident(process.Id) / 1024;

    public static async Task<Installed> Serve(Bench bench, string data, string? postgres)
    {
        var begun = Stopwatch.GetTimestamp();
        var started = Start(bench, postgres, "serve", "--data", data, "--urls", "http://127.0.0.1:0");
        while (await started.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("Umlauf is ready at ", StringComparison.Ordinal))
                return new Installed(started, new DataFolder(data).Running()!, Stopwatch.GetElapsedTime(begun));
        throw new InvalidOperationException("The program ended before it was ready; its errors are above.");
    }

    /// <summary>Runs a verb to its end.</summary>
    /// <returns>The most memory that the program and its children held at once, in MB.</returns>
    public static async Task<double> Peak(Bench bench, params string[] arguments)
    {
        using var running = Start(bench, null, arguments);
        var output = running.StandardOutput.ReadToEndAsync();
        double most = 0;
        while (!running.HasExited)
        {
            most = Math.Max(most, Resident(running.Id) + Children(running.Id).Sum(Resident));
            await Task.Delay(20);
        }
        if (running.ExitCode != 0)
            throw new InvalidOperationException($"umlauf {string.Join(' ', arguments)} ended with {running.ExitCode}:\n{await output}");
        return most / 1024;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static Process Start(Bench bench, string? postgres, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Umlauf.Cli.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            WorkingDirectory = bench.Folder,
        };
        if (postgres is not null)
            start.Environment["UMLAUF_database"] = postgres;
        return Process.Start(start)!;
    }

    private static IEnumerable<int> Children(int process)
    {
        try
        {
            return
            [
                .. Directory
                    .GetDirectories($"/proc/{process}/task")
                    .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
            ];
        }
        catch (IOException)
        {
            // It has just ended.
            return [];
        }
    }

    /// <summary>In kB.</summary>
    private static double Resident(int process)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status")
                .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
                .Select(line => double.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture))
                .FirstOrDefault();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
