using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Umlauf.TestKit;

namespace Umlauf.Bench;

/// <summary>One call of the measuring program: its options, its folder, and the figures it found.</summary>
public sealed class Bench : IDisposable
{
    private readonly string[] _args;
    private readonly List<Figure> _figures = [];
    private PostgresServer? _postgres;

    public Bench(string name, string[] args)
    {
        (Name, _args) = (name, args);
        Folder = Directory
            .CreateDirectory(Kept ?? Path.Combine(Option("--folder") ?? Path.GetTempPath(), $"umlauf-bench-{Environment.ProcessId}"))
            .FullName;
    }

    public string Name { get; }

    /// <summary>Removed at the end unless it is kept; put it on the disk that you want to measure.</summary>
    public string Folder { get; }

    /// <summary>Where seeded databases stay for the next call, which then only measures.</summary>
    private string? Kept => Option("--keep");

    public int Runs => int.Parse(Option("--runs") ?? "3", CultureInfo.InvariantCulture);

    /// <summary>1.0 = the sizes that the requirements name.</summary>
    public double Scale => double.Parse(Option("--scale") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>How many documents or matters: ten thousand, a hundred thousand, a million.</summary>
    public int[] Sizes =>
        Option("--sizes") is { } sizes
            ? [.. sizes.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture))]
            : [Scaled(10_000), Scaled(100_000), Scaled(1_000_000)];

    public int Scaled(int size) => Math.Max(1, (int)(size * Scale));

    public IEnumerable<string> Databases =>
        Option("--only") is { } only ? [only]
        : PostgresServer.Missing is null ? ["sqlite", "postgres"]
        : ["sqlite"];

    public bool Flag(string name) => Array.IndexOf(_args, name) >= 0;

    public string? Option(string name) => Array.IndexOf(_args, name) is var at and >= 0 && at + 1 < _args.Length ? _args[at + 1] : null;

    /// <summary>A database on a PostgreSQL of our own with every sync, as it must be in production; the server starts on first use.</summary>
    public string Postgres(string database)
    {
        _postgres ??= StartPostgres();
        using var server = new NpgsqlConnection(_postgres.ConnectionString);
        server.Open();
        using var find = new NpgsqlCommand("SELECT count(*) FROM pg_database WHERE datname = @database", server);
        find.Parameters.AddWithValue("database", database);
        if ((long)find.ExecuteScalar()! == 0)
        {
            using var create = new NpgsqlCommand($"CREATE DATABASE {database}", server);
            create.ExecuteNonQuery();
        }
        return new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { Database = database }.ToString();
    }

    private PostgresServer StartPostgres()
    {
        // Sockets allow about 100 characters, and the server must reach its folder as another user.
        var folder = Kept is null ? $"/tmp/umlauf-bench-pg-{Environment.ProcessId}" : $"{Folder.TrimEnd('/')}-pg";
        if (!Directory.Exists(Path.Combine(folder, "data")))
            return PostgresServer.Create(folder, durable: true);
        var server = PostgresServer.At(folder);
        if (!server.Running())
            server.Start();
        return server;
    }

    public void Report(Figure figure)
    {
        _figures.Add(figure);
        if (!Flag("--json"))
            Console.WriteLine(Line(figure));
    }

    public static void Say(string progress) => Console.Error.WriteLine(progress);

    public static double Seconds(long since) => Stopwatch.GetElapsedTime(since).TotalSeconds;

    /// <summary>Processor time of this program so far: comparable even while other programs work on the same machine.</summary>
    public static double CpuSeconds => Environment.CpuUsage.TotalTime.TotalSeconds;

    public void Print()
    {
        if (Flag("--json"))
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        scenario = Name,
                        machine = Machine(),
                        figures = _figures,
                    },
                    JsonSerializerOptions.Web
                )
            );
        else
            Console.WriteLine(Machine());
    }

    public void Dispose()
    {
        if (Kept is not null)
        {
            _postgres?.Stop();
            return;
        }
        _postgres?.Delete();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Line(Figure f)
    {
        var spread = $"[{Number(f.Lowest)} .. {Number(f.Highest)}, {f.Runs} runs]";
        var ratio = f.Ratio is { } share ? $"  limit {Number(f.Limit!.Value)}, ratio {share:P0}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{f.What, -58} {Number(f.Median), 12} {f.Unit, -6} {spread}{ratio}{(f.Wanted is null ? "" : $"  (wanted {f.Wanted})")}"
        );
    }

    private static string Number(double value) =>
        value.ToString(
            value >= 100 ? "N0"
                : value >= 10 ? "N1"
                : "N2",
            CultureInfo.InvariantCulture
        );

    private static string Machine() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, load {Load()}"
        );

    /// <summary>Other programs' work makes every figure a lower bound.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
