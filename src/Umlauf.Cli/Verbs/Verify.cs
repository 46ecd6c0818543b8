using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
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
        var verb = new Command("verify", "Prove that nothing was changed, lost, reordered or slipped in.") { data, json };
        verb.SetAction((line, ct) => Run(line.GetValue(data)!, line.GetValue(json), ct));
        return verb;
    }

    private static async Task<int> Run(string data, bool json, CancellationToken ct)
    {
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
