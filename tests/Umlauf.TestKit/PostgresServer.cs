using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace Umlauf.TestKit;

/// <summary>A PostgreSQL cluster of our own in one folder, reached through a socket in that folder: no port, no password, no configuration.</summary>
public sealed partial class PostgresServer
{
    private static readonly string? binaries = FindBinaries();
    private readonly string folder;

    private PostgresServer(string folder) => this.folder = folder;

    /// <summary>Null when PostgreSQL is installed, else what to do about it.</summary>
    public static string? Missing { get; } =
        binaries is null
            ? "PostgreSQL is not installed: apt-get install postgresql, or set UMLAUF_TEST_POSTGRES to a connection string."
            : null;

    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder
        {
            Host = folder,
            Username = "postgres",
            Database = "postgres",
            IncludeErrorDetail = true,
        }.ToString();

    private string Data => Path.Combine(folder, "data");

    /// <summary>The server of this folder, started by this or another program.</summary>
    public static PostgresServer At(string folder) => new(folder);

    /// <summary>Creates a fresh cluster in the folder and starts it.</summary>
    /// <param name="folder">A short path: sockets allow about 100 characters.</param>
    /// <param name="durable">False leaves out every sync, for tests that do not pull the plug.</param>
    public static PostgresServer Create(string folder, bool durable)
    {
        var server = new PostgresServer(folder);
        Directory.CreateDirectory(folder);
        if (Directory.Exists(server.Data))
            Directory.Delete(server.Data, recursive: true);
        // initdb refuses to run as root, as root in a container often must.
        if (Environment.IsPrivilegedProcess)
            Run("chown", "postgres", folder);
        RunAsOwner("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        File.AppendAllText(
            Path.Combine(server.Data, "postgresql.conf"),
            $"""

            listen_addresses = ''
            unix_socket_directories = '{folder}'
            max_connections = 300
            max_wal_senders = 0
            wal_level = minimal
            shared_buffers = 128MB
            autovacuum_naptime = 300
            {(durable ? "" : "fsync = off\nfull_page_writes = off\nsynchronous_commit = off")}
            """
        );
        server.Start();
        return server;
    }

    /// <summary>Whether it answers.</summary>
    public bool Running()
    {
        try
        {
            using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false;Timeout=5");
            connection.Open();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public void Start() => RunAsOwner("pg_ctl", "-D", Data, "-l", Path.Combine(folder, "log"), "-w", "-t", "60", "start");

    /// <summary>Ends it as a power cut would: without a checkpoint.</summary>
    public void Kill() => RunAsOwner("pg_ctl", "-D", Data, "-m", "immediate", "-w", "stop");

    /// <summary>Ends it properly; what it stored stays.</summary>
    public void Stop() => RunAsOwner("pg_ctl", "-D", Data, "-m", "fast", "-w", "-t", "300", "stop");

    /// <summary>Kills it and removes what it stored.</summary>
    public void Delete()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
            Kill();
        if (Directory.Exists(Data))
            Directory.Delete(Data, recursive: true);
    }

    private static void RunAsOwner(string program, params string[] arguments)
    {
        var path = Path.Combine(binaries ?? throw new InvalidOperationException(Missing), program);
        if (Environment.IsPrivilegedProcess)
            Run("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Run(path, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}\n{output}{errors.GetAwaiter().GetResult()}");
    }

    private static string? FindBinaries()
    {
        var debian = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        return debian
                .OrderByDescending(version => int.Parse(Digits().Match(Path.GetFileName(version)).Value, CultureInfo.InvariantCulture))
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            ?? Path.GetDirectoryName(Component.Find("initdb"));
    }

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Digits();
}
