using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Umlauf.Circulation;
using Umlauf.Journal;
using Umlauf.Platform;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf verify</c>: the journal's chain and checkpoints, every blob's hash, and that every row still says what the journal recorded.</summary>
internal static class Verify
{
    public static Command Verb()
    {
        var data = Installation.DataOption();
        var json = Installation.JsonOption();
        var sheet = new Option<string?>("--sheet")
        {
            Description = "Check this route sheet (Laufzettel.json) alone, without any data folder.",
        };
        var key = new Option<string?>("--key")
        {
            Description = "The administration's public key (PEM) for --sheet; without it the one on the sheet.",
        };
        var verb = new Command("verify", "Prove that nothing was changed, lost, reordered or slipped in.") { data, json, sheet, key };
        verb.SetAction(
            (line, ct) =>
                line.GetValue(sheet) is { } file
                    ? Sheet(file, line.GetValue(key), line.GetValue(json), ct)
                    : Run(line.GetValue(data)!, line.GetValue(json), ct)
        );
        return verb;
    }

    /// <summary>Needs nothing but the file: what a citizen, a court or another town can do.</summary>
    private static async Task<int> Sheet(string file, string? key, bool json, CancellationToken ct)
    {
        if (new[] { file, key }.FirstOrDefault(path => path is not null && !File.Exists(path)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"There is no file {missing}.");
            return ExitCode.Usage;
        }
        var bytes = await File.ReadAllBytesAsync(file, ct);
        var trusted = key is null ? null : await File.ReadAllTextAsync(key, ct);
        var check = CheckRouteSheet.Run(bytes, trusted);
        var ok = check.Problems.Count == 0;
        if (json)
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        ok,
                        acts = check.Acts,
                        checkpoint = check.CheckpointSize,
                        key = check.Fingerprint,
                        problems = check.Problems,
                    },
                    Installation.Json
                )
            );
        else
            Console.WriteLine(
                $"{check.Acts} acts, checkpoint over {check.CheckpointSize} entries, key {check.Fingerprint}\n{(ok ? "ok" : "NOT ok")}"
            );
        foreach (var problem in check.Problems)
            await Console.Error.WriteLineAsync($"{problem.Code}: {problem.Where}: {problem.What}");
        return ok ? ExitCode.Done : ExitCode.CheckFailed;
    }

    internal static async Task<int> Run(string data, bool json, CancellationToken ct)
    {
        if (!Installation.Exists(data))
            return ExitCode.Usage;
        await using var installation = Installation.Open(data);
        var reports = new List<IntegrityReport>();
        foreach (var tenant in await installation.GetRequiredService<ListJournals>().Run(ct))
            reports.AddRange(await installation.GetRequiredService<VerifyAdministration>().Run(tenant, ct));
        var problems = reports.SelectMany(report => report.Problems).ToList();
        var ok = problems.Count == 0;
        if (json)
        {
            var result = new
            {
                ok,
                entries = Count("journal"),
                blobs = Count("blobs"),
                problems,
            };
            Console.WriteLine(JsonSerializer.Serialize(result, Installation.Json));
        }
        else
        {
            foreach (var subject in reports.GroupBy(report => report.Subject, StringComparer.Ordinal))
                Console.WriteLine(
                    $"{subject.Key}: {subject.Sum(report => report.Checked)} checked, {subject.Sum(report => report.Problems.Count)} problems"
                );
            Console.WriteLine(ok ? "ok" : "NOT ok");
        }
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync($"{problem.Code}: {problem.Where}: {problem.What}");
        return ok ? ExitCode.Done : ExitCode.CheckFailed;

        long Count(string subject) => reports.Where(report => report.Subject == subject).Sum(report => report.Checked);
    }
}
