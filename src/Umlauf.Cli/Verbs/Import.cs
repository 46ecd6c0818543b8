using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Identity;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf import FILE</c> (for routes see <see cref="ImportRouteFile"/>): takes a filing plan or the staff from a CSV file, all of it or nothing; the columns say which it is.</summary>
internal static class Import
{
    /// <summary>Larger files are neither.</summary>
    private const long LargestFile = 20 << 20;

    public static Command Verb()
    {
        var file = new Argument<string>("file")
        {
            Description = "The file as CSV: a filing plan (kennzeichen;bezeichnung;...) or staff (anmeldename;name;amt;...).",
        };
        var data = Installation.DataOption();
        var tenant = new Option<int?>("--tenant") { Description = "Number of the administration, where there are several." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would be done, and change nothing." };
        var verb = new Command("import", "Take a filing plan or staff from a file.") { file, data, tenant, dryRun };
        verb.SetAction((line, ct) => Run(line.GetValue(file)!, line.GetValue(data)!, line.GetValue(tenant), line.GetValue(dryRun), ct));
        verb.Subcommands.Add(ImportRouteFile.Verb());
        return verb;
    }

    private static async Task<int> Run(string file, string data, int? tenant, bool dryRun, CancellationToken ct)
    {
        var found = new FileInfo(file);
        if (!found.Exists || found.Length > LargestFile)
        {
            await Console.Error.WriteLineAsync(
                found.Exists ? $"{file} is larger than {LargestFile >> 20} MiB." : $"There is no file {file}."
            );
            return ExitCode.Usage;
        }
        await using var installation = Installation.Open(data);
        if (await Administration(installation, tenant, ct) is not { } administration)
            return ExitCode.Usage;
        var by = Caller.Program(administration);
        var csv = await File.ReadAllBytesAsync(file, ct);
        return ImportStaff.Knows(csv)
            ? await Staff(installation.GetRequiredService<ImportStaff>(), by, csv, dryRun, ct)
            : await FilingPlan(installation.GetRequiredService<ImportFilingPlan>(), by, file, csv, dryRun, ct);
    }

    /// <summary>The one that is named, or the only one; null when that is not clear, which was said.</summary>
    internal static async Task<TenantId?> Administration(IServiceProvider installation, int? tenant, CancellationToken ct)
    {
        var tenants = tenant is { } number ? [new TenantId(number)] : await installation.GetRequiredService<ListJournals>().Run(ct);
        var administrations = tenants.Where(one => one != TenantId.Installation).ToList();
        if (administrations.Count == 1)
            return administrations[0];
        await Console.Error.WriteLineAsync(
            administrations.Count == 0
                ? "There is no administration yet: start `umlauf serve` and set one up, or name one with --tenant."
                : $"There are {administrations.Count} administrations here: name one with --tenant."
        );
        return null;
    }

    /// <summary>The start passwords stand on standard output, once, each beside its login: to be handed over, not kept.</summary>
    private static async Task<int> Staff(ImportStaff import, Caller by, byte[] csv, bool dryRun, CancellationToken ct)
    {
        var imported = await import.Run(by, csv, dryRun, ct);
        if (imported.Refusal is { } refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.English} {refusal.Detail}");
            return ExitCode.CheckFailed;
        }
        foreach (var person in imported.Value.Added)
            Console.WriteLine(dryRun ? person.Login : $"{person.Login}\t{person.StartPassword}");
        await Console.Error.WriteLineAsync(
            $"{(dryRun ? "would be added" : "added")} {imported.Value.Added.Count}, already there {imported.Value.AlreadyThere}"
        );
        return ExitCode.Done;
    }

    private static async Task<int> FilingPlan(
        ImportFilingPlan import,
        Caller by,
        string file,
        byte[] csv,
        bool dryRun,
        CancellationToken ct
    )
    {
        var imported = await import.Run(by, csv, dryRun, ct);
        var plan = imported.Value;
        foreach (var problem in plan.Problems)
            await Console.Error.WriteLineAsync($"{file}:{problem.Line}: {problem.English}");
        if (!plan.Ok)
        {
            await Console.Error.WriteLineAsync("Nothing was imported.");
            return ExitCode.CheckFailed;
        }
        Console.WriteLine(
            $"{(dryRun ? "would be added" : "added")} {plan.Added}, changed {plan.Changed}, as before {plan.Same}, not in the file {plan.Untouched}"
        );
        return ExitCode.Done;
    }
}
