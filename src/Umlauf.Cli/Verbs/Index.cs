using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Umlauf.Identity;
using Umlauf.Intake;
using Umlauf.Journal;
using Umlauf.Platform;
using Umlauf.Records;

namespace Umlauf.Cli.Verbs;

/// <summary><c>umlauf index</c>: writes the full-text index anew, and where asked the texts that it is made of; goes on where it was interrupted.</summary>
internal static class Index
{
    private const string Texts = "texts";
    private const string Missing = "missing";
    private const string Originals = "originals";

    public static Command Verb()
    {
        var data = Installation.DataOption();
        var from = new Option<string>("--from")
        {
            Description =
                "texts: from the stored texts; missing: read the originals of documents without a text; originals: read all originals again.",
            DefaultValueFactory = _ => Texts,
        };
        from.AcceptOnlyFromAmong(Texts, Missing, Originals);
        var verb = new Command("index", "Write the full-text index anew.") { from, data };
        verb.SetAction((line, ct) => Run(line.GetValue(data)!, line.GetValue(from)!, ct));
        return verb;
    }

    private static async Task<int> Run(string data, string from, CancellationToken ct)
    {
        await using var installation = Installation.Open(data);
        foreach (var tenant in await installation.GetRequiredService<ListJournals>().Run(ct))
        {
            var by = Caller.Program(tenant);
            var ordered =
                from == Texts
                    ? await installation.GetRequiredService<RebuildIndex>().Run(by, ct)
                    : await installation.GetRequiredService<ReadTextsAgain>().Run(by, onlyMissing: from == Missing, ct);
            if (ordered.Refusal is { } refusal)
            {
                await Console.Error.WriteLineAsync(refusal.English);
                return ExitCode.Usage;
            }
        }
        // Where the program runs too, it may take pieces of the work: then this one ends earlier.
        IJobHandler handler = installation
            .GetServices<IJobHandler>()
            .Single(one => from == Texts ? one is RebuildIndexJob : one is ReadTextsAgainJob);
        using var runner = new JobRunner(
            installation.GetRequiredService<Jobs>(),
            [handler],
            installation.GetRequiredService<ILogger<JobRunner>>()
        );
        while (await runner.Step(handler, ct)) { }
        return ExitCode.Done;
    }
}
