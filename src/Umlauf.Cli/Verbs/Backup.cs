using System.CommandLine;
using System.Diagnostics;
using Umlauf.Adapters.Backups;
using Umlauf.Platform;
using Umlauf.Web;
using static Umlauf.Web.Language;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf backup DIR</c>: saves everything while the program runs, or checks what was saved.</summary>
internal static class Backup
{
    public static Command Verb()
    {
        var folder = new Argument<string>("dir") { Description = "An existing folder: empty, or with earlier backups." };
        var data = Installation.DataOption();
        var keep = new Option<int>("--keep")
        {
            Description = "So many backups stay, older ones are removed.",
            DefaultValueFactory = _ => 14,
        };
        keep.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() < 1)
                given.AddError("--keep: at least 1.");
        });
        var thorough = new Option<bool>("--full")
        {
            Description = "Read also the originals that earlier backups have, and replace what is damaged there.",
        };
        var check = new Option<bool>("--check") { Description = "Save nothing; read every byte of a backup and compare it with its hash." };
        var generation = GenerationOption();
        var verb = new Command("backup", "Save everything, while the program runs.") { folder, data, keep, thorough, check, generation };
        verb.SetAction(
            (line, ct) =>
            {
                Installation.Speak();
                return line.GetValue(check)
                    ? Check(line.GetValue(folder)!, line.GetValue(generation), ct)
                    : Take(line.GetValue(folder)!, line.GetValue(data)!, line.GetValue(keep), line.GetValue(thorough), ct);
            }
        );
        return verb;
    }

    public static Option<string?> GenerationOption() =>
        new("--generation") { Description = "The name of a backup; without it the newest." };

    private static async Task<int> Take(string folder, string data, int keep, bool thorough, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        var taken = await new TakeBackup(Settings.Load(data), TimeProvider.System).Run(folder, keep, thorough, ct);
        if (taken.Refusal is { } refusal)
            return await Refuse(refusal);
        var (backup, manifest) = (taken.Value, taken.Value.Manifest);
        Console.WriteLine(
            T(
                $"Sicherung {backup.Generation} ist vollständig ({Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} s).",
                $"Backup {backup.Generation} is complete ({Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} s)."
            )
        );
        Say("Ordner", "Folder", Path.GetFullPath(folder));
        Say("Datenbank", "Database", $"{manifest.Database}, {Moments.Bytes(backup.DatabaseBytes)}");
        Say(
            "Originale",
            "Originals",
            T(
                $"{manifest.Contents:N0} ({Moments.Bytes(manifest.Bytes)}), davon neu {backup.NewContents:N0} ({Moments.Bytes(backup.NewBytes)})",
                $"{manifest.Contents:N0} ({Moments.Bytes(manifest.Bytes)}), new among them {backup.NewContents:N0} ({Moments.Bytes(backup.NewBytes)})"
            )
        );
        Say("Einstellungen", "Settings", string.Join(", ", backup.Files));
        if (backup.Removed > 0)
            Say(
                "Entfernt",
                "Removed",
                T(backup.Removed, "1 ältere Sicherung", "{0} ältere Sicherungen", "1 older backup", "{0} older backups")
            );
        if (manifest.Environment.Count > 0)
            Say(
                "Nicht dabei",
                "Not in it",
                T("Werte aus der Umgebung: ", "values from the environment: ") + string.Join(", ", manifest.Environment)
            );
        Say(
            "Geheim",
            "Secret",
            T(
                "Die Sicherung enthält alle Schreiben, Schlüssel und, wenn umlauf.json welche nennt, Kennwörter.",
                "The backup holds all letters, keys and, if umlauf.json has any, passwords."
            )
        );
        var code = backup.Left is { } left ? await Refuse(left) : ExitCode.Done;
        return manifest.Lost.Count == 0 ? code : await Lost(manifest.Lost);
    }

    private static async Task<int> Lost(IReadOnlyList<string> lost)
    {
        await Console.Error.WriteLineAsync(
            T(
                lost.Count,
                "1 Original ist schon im Datenordner beschädigt oder fehlt und ist nicht in der Sicherung:",
                "{0} Originale sind schon im Datenordner beschädigt oder fehlen und sind nicht in der Sicherung:",
                "1 original is damaged or missing in the data folder itself and is not in the backup:",
                "{0} originals are damaged or missing in the data folder itself and are not in the backup:"
            )
        );
        foreach (var hash in lost)
            await Console.Error.WriteLineAsync($"  sha256 {hash}");
        return ExitCode.CheckFailed;
    }

    private static async Task<int> Check(string folder, string? generation, CancellationToken ct)
    {
        var check = await CheckBackup.Run(folder, generation, ct);
        if (check.Refusal is { } refusal)
            return await Refuse(refusal);
        var found = check.Value;
        if (found.Ok)
        {
            Console.WriteLine(
                T(
                    $"Sicherung {found.Generation} ist unversehrt: {found.Manifest!.Contents:N0} Originale ({Moments.Bytes(found.Manifest.Bytes)}) und alle Dateien gelesen.",
                    $"Backup {found.Generation} is intact: {found.Manifest!.Contents:N0} originals ({Moments.Bytes(found.Manifest.Bytes)}) and all files read."
                )
            );
            return ExitCode.Done;
        }
        await Console.Error.WriteLineAsync(T($"Sicherung {found.Generation} ist beschädigt:", $"Backup {found.Generation} is damaged:"));
        foreach (var file in found.Files)
            await Console.Error.WriteLineAsync($"  {found.Generation}/{file}");
        foreach (var hash in found.Contents)
            await Console.Error.WriteLineAsync($"  blobs: sha256 {hash}");
        if (found.Contents.Count > 0)
            await Console.Error.WriteLineAsync(
                T(
                    "Ersetzen, solange das Programm sie hat: umlauf backup DIR --full",
                    "To replace them while the program has them: umlauf backup DIR --full"
                )
            );
        return ExitCode.CheckFailed;
    }

    public static async Task<int> Refuse(Refusal refusal)
    {
        await Console.Error.WriteLineAsync(T(refusal));
        if (
            refusal.Code == BackupRefusals.NoRoom.Code
            || refusal.Code == BackupRefusals.NotTidied.Code
            || refusal.Code == BackupRefusals.Busy.Code
        )
            return ExitCode.TemporaryFailure;
        return refusal.Status >= 500 ? ExitCode.CheckFailed : ExitCode.Usage;
    }

    public static void Say(string german, string english, string what) => Console.WriteLine($"  {T(german, english) + ":", -15}{what}");
}
