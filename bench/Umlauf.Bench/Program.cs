using Umlauf.Bench;

var scenarios = new Dictionary<string, Func<Bench, Task>>(StringComparer.Ordinal)
{
    ["intake"] = bench => new IntakeScenario(bench).Run(),
    ["intake-http"] = bench => new HttpIntakeScenario(bench).Run(),
    ["intake-imap"] = bench => new ImapIntakeScenario(bench).Run(),
    ["originals"] = bench => new OriginalsScenario(bench).Run(),
    ["start"] = bench => new StartScenario(bench).Run(),
    ["desk"] = bench => new DeskScenario(bench).Run(),
    ["journal"] = bench => new JournalScenario(bench).Run(),
    ["circulation"] = bench => new CirculationScenario(bench).Run(),
    ["circulation-engine"] = bench =>
    {
        new CirculationEngineScenario(bench).Run();
        return Task.CompletedTask;
    },
    ["pages"] = bench => new PagesScenario(bench).Run(),
    ["search"] = bench => new SearchScenario(bench).Run(),
};

if (args.Length == 0 || !scenarios.TryGetValue(args[0], out var scenario))
{
    await Console.Error.WriteLineAsync(
        $"Usage: bench {string.Join('|', scenarios.Keys)} [--json] [--runs N] [--scale 1.0] [--sizes N,N] [--folder DIR] [--keep DIR] [--only sqlite|postgres] [--mails DIR]"
    );
    return 2;
}
using var run = new Bench(args[0], args);
await scenario(run);
run.Print();
return 0;
