using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Umlauf.Adapters.Backups;
using Umlauf.Platform;

namespace Umlauf.Adapters.Postgres;

/// <summary>PostgreSQL's own programs, which save and restore a whole database: <c>pg_dump</c> and <c>pg_restore</c>.</summary>
internal static partial class PostgresTools
{
    private const string Debian = "/usr/lib/postgresql";

    /// <summary>As of one moment, compressed. Without owners and grants: the program makes them when it starts.</summary>
    public static async Task<Result<Done>> Dump(string connectionString, string file, CancellationToken ct)
    {
        var tool = await Find("pg_dump", ct);
        if (tool is not { } found)
            return BackupRefusals.ToolMissing.With("pg_dump");
        var server = await ServerVersion(connectionString, ct);
        if (found.Version < server)
            return BackupRefusals.ToolTooOld.With($"pg_dump {found.Version}, PostgreSQL {server}");
        return await Run(
            found.Path,
            connectionString,
            ["--format=custom", "--no-owner", "--no-privileges", "--no-password", $"--file={file}"],
            ct
        );
    }

    public static async Task<Result<Done>> Restore(string connectionString, string file, CancellationToken ct)
    {
        if (await Find("pg_restore", ct) is not { } found)
            return BackupRefusals.ToolMissing.With("pg_restore");
        string[] arguments =
        [
            $"--dbname={new NpgsqlConnectionStringBuilder(connectionString).Database}",
            "--no-owner",
            "--no-privileges",
            "--no-password",
            "--exit-on-error",
            "--single-transaction",
            file,
        ];
        return await Run(found.Path, connectionString, arguments, ct);
    }

    /// <summary>The newest that is installed: one that is older than the server cannot read it.</summary>
    private static async Task<(string Path, int Version)?> Find(string program, CancellationToken ct)
    {
        var newest = Directory.Exists(Debian)
            ? Directory
                .GetDirectories(Debian)
                .OrderByDescending(folder =>
                    int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0
                )
                .Select(folder => Path.Combine(folder, "bin", program))
                .FirstOrDefault(File.Exists)
            : null;
        var path = newest ?? program;
        try
        {
            var (_, output, _) = await Start(path, null, ["--version"], ct);
            // Debian's pg_dump is a guide to the real ones: where none is installed it answers without a version.
            return Number().Match(output) is { Success: true } number
                ? (path, int.Parse(number.Value, CultureInfo.InvariantCulture))
                : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task<int> ServerVersion(string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(ct);
        return connection.PostgreSqlVersion.Major;
    }

    private static async Task<Result<Done>> Run(string path, string connectionString, string[] arguments, CancellationToken ct)
    {
        var (code, _, errors) = await Start(path, connectionString, arguments, ct);
        if (code == 0)
            return default(Done);
        if (errors.Contains("No space left on device", StringComparison.Ordinal))
            return BackupRefusals.NoRoom;
        return BackupRefusals.ToolFailed.With(errors.Trim());
    }

    private static async Task<(int Code, string Output, string Errors)> Start(
        string path,
        string? connectionString,
        string[] arguments,
        CancellationToken ct
    )
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C";
        if (connectionString is not null)
            Name(start.Environment, new NpgsqlConnectionStringBuilder(connectionString));
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(ct);
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return (process.ExitCode, output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>By the environment, not by arguments: those every user of the machine can read.</summary>
    private static void Name(IDictionary<string, string?> environment, NpgsqlConnectionStringBuilder connection)
    {
        Set("PGHOST", connection.Host);
        Set("PGPORT", connection.Port.ToString(CultureInfo.InvariantCulture));
        Set("PGUSER", connection.Username);
        Set("PGPASSWORD", connection.Password);
        Set("PGPASSFILE", connection.Passfile);
        Set("PGDATABASE", connection.Database);
        Set("PGOPTIONS", connection.Options);
        // VerifyFull is verify-full.
        Set(
            "PGSSLMODE",
            Capital().Replace(connection.SslMode.ToString().Replace("CA", "Ca", StringComparison.Ordinal), "-$0").ToLowerInvariant()
        );
        Set("PGSSLROOTCERT", connection.RootCertificate);
        Set("PGSSLCERT", connection.SslCertificate);
        Set("PGSSLKEY", connection.SslKey);

        void Set(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                environment[name] = value;
        }
    }

    [GeneratedRegex(@"\d+", RegexOptions.None, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<!^)\p{Lu}", RegexOptions.None, 1000)]
    private static partial Regex Capital();
}
