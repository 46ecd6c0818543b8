using System.Runtime.ExceptionServices;
using DbUp.Builder;
using DbUp.Engine.Output;
using Umlauf.Platform;

namespace Umlauf.Adapters.Migrating;

/// <summary>Runs the numbered migrations with DbUp, each in its own transaction.</summary>
internal static class DbUpRun
{
    /// <exception cref="InvalidOperationException">A migration failed; it was rolled back and the program must not start.</exception>
    public static void Migrate(UpgradeEngineBuilder database, IReadOnlyList<MigrationScript> scripts)
    {
        var result = database
            .WithScripts(scripts.Select(script => new DbUp.Engine.SqlScript(script.Name, script.Sql)))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        // No script began: the database is not reached or has no room, and says so itself.
        if (result is { Successful: false, ErrorScript: null })
            ExceptionDispatchInfo.Throw(result.Error);
        if (!result.Successful)
            throw new InvalidOperationException($"Migration {result.ErrorScript?.Name} failed: {result.Error.Message}", result.Error);
    }

    public static IReadOnlyList<string> Executed(UpgradeEngineBuilder database) =>
        database.WithScripts(Array.Empty<DbUp.Engine.SqlScript>()).LogTo(new NoOpUpgradeLog()).Build().GetExecutedScripts();
}
