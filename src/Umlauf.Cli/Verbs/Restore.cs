using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Adapters.Backups;
using Umlauf.Dispatch;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Web;
using static Umlauf.Web.Language;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf restore DIR</c>: puts a backup into an empty place and proves that it is what was saved.</summary>
internal static class Restore
{
    public static Command Verb()
    {
        var folder = new Argument<string>("dir") { Description = "The folder with the backups." };
        var data = Installation.DataOption();
        var generation = Backup.GenerationOption();
        var replace = new Option<bool>("--replace") { Description = "Put aside what is in the data folder; nothing is deleted." };
        var evenDamaged = new Option<bool>("--even-damaged")
        {
            Description = "Go on without the originals that are damaged in the backup; they are named.",
        };
        var verb = new Command("restore", "Put a backup back, into an empty data folder and database.")
        {
            folder,
            data,
            generation,
            replace,
            evenDamaged,
        };
        verb.SetAction(
            (line, ct) =>
            {
                Installation.Speak();
                var order = new RestoreOrder(line.GetValue(generation), line.GetValue(replace), line.GetValue(evenDamaged));
                return Run(line.GetValue(folder)!, line.GetValue(data)!, order, ct);
            }
        );
        return verb;
    }

    private static async Task<int> Run(string folder, string data, RestoreOrder order, CancellationToken ct)
    {
        var place = new DataFolder(data);
        var restored = await new RestoreBackup(place, TimeProvider.System).Run(folder, order, ct);
        if (restored.Refusal is { } refusal)
            return await Backup.Refuse(refusal);
        var (backup, manifest) = (restored.Value, restored.Value.Manifest);
        Console.WriteLine(
            T(
                $"Zurückgespielt: der Stand vom {Moments.DateAndTime(manifest.At)}. Was danach bestätigt wurde, ist nicht dabei.",
                $"Restored: everything as of {Moments.DateAndTime(manifest.At)}. What was confirmed later is not in it."
            )
        );
        Backup.Say("Datenordner", "Data folder", place.Root);
        Backup.Say("Datenbank", "Database", manifest.Database);
        Backup.Say("Originale", "Originals", $"{backup.Contents:N0} ({Moments.Bytes(backup.Bytes)})");
        Backup.Say("Einstellungen", "Settings", string.Join(", ", backup.Files));
        if (backup.Aside is { } aside)
            Backup.Say("Beiseite", "Put aside", aside);
        if (manifest.Environment.Count > 0)
            Backup.Say("Noch setzen", "Still to set", string.Join(", ", manifest.Environment));
        foreach (var hash in backup.Lost)
            Backup.Say("Fehlt", "Missing", $"sha256 {hash}");
        return await Prove(data, ct);
    }

    /// <summary>Stops the outbox before anything can be sent twice, then checks everything.</summary>
    private static async Task<int> Prove(string data, CancellationToken ct)
    {
        await using (var installation = Installation.Open(data))
        {
            var held = 0;
            foreach (var tenant in await installation.GetRequiredService<ListJournals>().Run(ct))
                held += await installation.GetRequiredService<HoldOutbox>().Run(tenant, ct);
            if (held > 0)
                Backup.Say(
                    "Postausgang",
                    "Outbox",
                    T(
                        held,
                        "1 Sendung angehalten, sie steht unter Ausgang > Klärfälle",
                        "{0} Sendungen angehalten, sie stehen unter Ausgang > Klärfälle",
                        "1 item held, it stands under Outgoing > To be settled",
                        "{0} items held, they stand under Outgoing > To be settled"
                    )
                );
        }
        Console.WriteLine(T("Prüfung:", "Check:"));
        var code = await Verify.Run(data, json: false, ct);
        Console.WriteLine(
            code == ExitCode.Done
                ? T(
                    "Alles ist da und unverändert. Starten: umlauf serve --data ",
                    "Everything is there and unchanged. Start it: umlauf serve --data "
                ) + data
                : T("Es gibt Abweichungen; sie stehen oben.", "There are deviations; they stand above.")
        );
        return code;
    }
}
