using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Umlauf.Platform;

/// <summary>One numbered migration, ready for one database.</summary>
public sealed record MigrationScript(string Name, string Sql);

/// <summary>
/// Reads <c>&lt;Capability&gt;/Migrations/NNNN_name.sql</c> of this assembly in the order of their numbers.
/// Column types are written as tokens; a block between <c>-- only: sqlite</c> (or postgres) and <c>-- end</c> is kept for that database alone.
/// </summary>
public static partial class Migrations
{
    public static IReadOnlyList<MigrationScript> For(Dialect dialect)
    {
        var assembly = typeof(Migrations).Assembly;
        return
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(name => new MigrationScript(FileName().Match(name).Value, Adapt(Text(assembly, name), dialect)))
                .OrderBy(script => script.Name, StringComparer.Ordinal),
        ];
    }

    private static string Adapt(string sql, Dialect dialect)
    {
        var kept = new StringBuilder();
        string? only = null;
        foreach (var line in sql.Split('\n'))
        {
            if (line.StartsWith("-- only: ", StringComparison.Ordinal))
                only = line["-- only: ".Length..].Trim();
            else if (line.StartsWith("-- end", StringComparison.Ordinal))
                only = null;
            else if (only is null || only == dialect.Name)
                kept.Append(line).Append('\n');
        }
        return Token().Replace(kept.ToString(), match => dialect.ColumnTypes[match.Groups["type"].Value]);
    }

    private static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\d{4}_\w+\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();

    [GeneratedRegex(@"\{(?<type>[a-z]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
