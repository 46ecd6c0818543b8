using System.Text.RegularExpressions;

namespace Umlauf.Platform;

/// <summary>
/// Turns <c>INSERT INTO t (...) VALUES (...)</c> for one row into a statement for many, whose parameters are arrays with a value for each row: PostgreSQL
/// then plans, checks and answers once instead of once for each row.
/// </summary>
public static partial class ManyRows
{
    private const string Values = "VALUES (";

    /// <param name="sql">An INSERT with one list of values, and whatever follows it.</param>
    /// <param name="names">The parameters that differ from row to row; the others stay as they are.</param>
    /// <exception cref="ArgumentException">It is no such statement.</exception>
    public static string Of(string sql, IReadOnlyCollection<string> names)
    {
        var start = sql.IndexOf(Values, StringComparison.Ordinal);
        if (start < 0)
            throw new ArgumentException("An INSERT ... VALUES (...) was expected.", nameof(sql));
        var (first, end, depth) = (start + Values.Length, start + Values.Length, 1);
        for (; depth > 0; end++)
            depth += sql[end] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
        var used = names.Where(name => Parameter().Matches(sql).Any(match => match.Groups["name"].Value == name)).ToList();
        var row = Parameter()
            .Replace(sql[first..(end - 1)], match => used.Contains(match.Groups["name"].Value) ? Column(match) : match.Value);
        var arrays = string.Join(", ", used.Select(name => "@" + name));
        var columns = string.Join(", ", used.Select(name => $"\"{name}\""));
        return $"{sql[..start]}SELECT {row} FROM unnest({arrays}) AS r ({columns}){sql[end..]}";
    }

    private static string Column(Match parameter) => $"r.\"{parameter.Groups["name"].Value}\"";

    [GeneratedRegex("@(?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
