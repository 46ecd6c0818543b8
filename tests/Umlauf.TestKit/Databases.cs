using Xunit;

namespace Umlauf.TestKit;

/// <summary>The data of a theory that runs on both databases: <c>[Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]</c>.</summary>
public static class Databases
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";

    /// <summary>Both; where PostgreSQL is missing its row shows as skipped, with CI=true it fails.</summary>
    public static IEnumerable<TheoryDataRow<string>> All
    {
        get
        {
            yield return new(Sqlite);
            yield return new(Postgres) { Skip = Component.Strict ? null : SharedPostgres.Missing };
        }
    }
}
