using System.CommandLine;
using System.Data.Common;
using Umlauf.Cli;
using Umlauf.Cli.Verbs;
using Umlauf.Platform;

var root = new RootCommand("Umlauf: carries what reaches a town hall to a decision and back, without paper.")
{
    Serve.Verb(),
    Seed.Verb(),
    Intake.Verb(),
    ReadItem.Verb(),
    Search.Verb(),
    Umlauf.Cli.Verbs.Index.Verb(),
    Import.Verb(),
    Verify.Verb(),
    Export.Verb(),
    Backup.Verb(),
    Restore.Verb(),
    ApiKey.Verb(),
    Doctor.Verb(),
};
var line = root.Parse(args);
if (line.Errors.Count == 0)
{
    try
    {
        return await line.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
    catch (Exception outage) when (outage is IOException or DbException)
    {
        await Console.Error.WriteLineAsync(
            $"umlauf: the disk, the object store or the database does not take anything just now: {outage.Message}"
        );
        return ExitCode.TemporaryFailure;
    }
    catch (SettingsException wrong)
    {
        // Whoever pipes a message keeps it until the setting is right.
        await Console.Error.WriteLineAsync($"umlauf: a setting is wrong: {wrong.Message}");
        return ExitCode.TemporaryFailure;
    }
}

foreach (var error in line.Errors)
    await Console.Error.WriteLineAsync(error.Message);
await Console.Error.WriteLineAsync("See: umlauf --help");
return ExitCode.Usage;
