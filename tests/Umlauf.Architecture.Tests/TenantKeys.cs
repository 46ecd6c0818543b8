using System.Text.RegularExpressions;

namespace Umlauf.Architecture.Tests;

/// <summary>The administration comes first in every key, so that the schema can be spread over servers and guarded row by row (docs/adr/0002).</summary>
internal static partial class TenantKeys
{
    public static IEnumerable<string> Missing(string migration)
    {
        var sql = Comment().Replace(migration, "");
        foreach (Match key in Key().Matches(sql))
        {
            if (!key.Groups["columns"].Value.TrimStart().StartsWith("tenant_id", StringComparison.Ordinal))
                yield return key.Value;
        }
        foreach (Match key in ColumnKey().Matches(sql))
            yield return key.Value;
    }

    [GeneratedRegex(
        @"(PRIMARY\s+KEY|FOREIGN\s+KEY|\bUNIQUE|REFERENCES\s+\w+|UNIQUE\s+INDEX\s+(IF\s+NOT\s+EXISTS\s+)?\w+\s+ON\s+\w+)\s*\((?<columns>[^)]*)\)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Key();

    [GeneratedRegex(
        @"[(,]\s*(?!tenant_id\b)\w+\s+[\w{}]+(\s+NOT\s+NULL)?\s+(PRIMARY\s+KEY|UNIQUE)(?!\s*\()",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ColumnKey();

    [GeneratedRegex("--.*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
