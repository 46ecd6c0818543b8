using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf doctor</c>: says whether this machine and this data folder are fit, and what to do when not.</summary>
internal static class Doctor
{
    private const long LeastFree = 1L << 30;

    public static Command Verb()
    {
        var data = Installation.DataOption();
        var verb = new Command("doctor", "Check this machine and the data folder.") { data };
        verb.SetAction((line, ct) => Run(line.GetValue(data)!, ct));
        return verb;
    }

    private static async Task<int> Run(string data, CancellationToken ct)
    {
        var failed = 0;
        var settings = Settings.Load(data);
        Say(true, $"data folder {settings.Data.Root}");
        Say(FreeBytes(settings) > LeastFree, $"free space {FreeBytes(settings) / (1 << 20)} MiB (at least {LeastFree >> 20} MiB)");
        Say(true, settings.Data.Running() is { } running ? $"running at {running.Url}" : "not running");
        var backup = settings.Data.LastBackup();
        Say(
            backup is null || TimeProvider.System.GetUtcNow() - backup.At < LastBackup.TooOld,
            backup is null ? "no backup yet: umlauf backup DIR" : $"last backup {backup.At:yyyy-MM-dd HH:mm} UTC in {backup.Folder}"
        );
        try
        {
            await using var installation = Installation.Open(data);
            Say(true, $"database {installation.GetRequiredService<Db>().Dialect.Name}, schema up to date");
            foreach (var work in await installation.GetRequiredService<Jobs>().Waiting(ct))
                Say(
                    work.LastError is null,
                    $"waiting work {work.Kind}: {work.Waiting}{(work.LastError is { } error ? $", last error: {error}" : "")}"
                );
        }
        catch (Exception outage) when (outage is System.Data.Common.DbException or IOException or InvalidOperationException)
        {
            Say(false, $"database: {outage.Message}");
        }
        try
        {
            Say(true, $"contents in {await UmlaufServices.CheckBlobs(settings, ct)}");
        }
        catch (Exception away) when (away is SettingsException or IOException)
        {
            Say(false, $"contents: {away.Message}");
        }
        return failed == 0 ? ExitCode.Done : ExitCode.CheckFailed;

        void Say(bool fit, string what)
        {
            Console.WriteLine($"{(fit ? "ok    " : "FAILED")} {what}");
            failed += fit ? 0 : 1;
        }
    }

    private static long FreeBytes(Settings settings) => new DriveInfo(settings.Data.Root).AvailableFreeSpace;
}
