using System.Text.RegularExpressions;

namespace Umlauf.Architecture.Tests;

/// <summary>Who may name which table. In a house of one program the real coupling hides in the joins.</summary>
internal static partial class SqlWalls
{
    private const string unit = "Umlauf.Platform.Unit";
    private static readonly HashSet<string> runs = ["Query", "One", "Scalar", "Exec", "Stream"];
    private static readonly string[] doors = [unit, "Umlauf.Platform.Session", "Dapper.", "System.Data.", "Microsoft.Data.", "Npgsql."];

    /// <summary>Wall 3: SQL in X names only tables <c>x_...</c> and published views <c>y_pub_...</c>.</summary>
    /// <param name="code">Our assemblies.</param>
    /// <param name="tables">Every table and view that a migration creates: these are found in any place of any literal.</param>
    public static IEnumerable<Violation> OwnTables(CompiledCode code, IReadOnlySet<string> tables) =>
        from type in code.Types
        let room = Rooms.Of(type)
        where room is not null && Rooms.MayUse.ContainsKey(room)
        let literals = CompiledCode.Literals(type).ToList()
        from what in literals
            .SelectMany(literal =>
                Named(literal, literals).Concat(Word().Matches(literal).Select(match => match.Value).Where(tables.Contains))
            )
            .Where(table => !Owned(table, room))
            .Distinct(StringComparer.Ordinal)
            .Select(table => $"the table {table} is not {room}'s")
            .Concat(literals.Where(literal => LowerCase().IsMatch(literal)).Select(literal => $"the walls read SQL in capitals: {literal}"))
        select new Violation(type, what);

    /// <summary>Wall 3 for a migration: the tables in its text that are not its capability's.</summary>
    public static IEnumerable<string> ForeignTables(string capability, string migration)
    {
        var sql = Comment().Replace(migration, "");
        return Named(sql, [sql]).Where(table => !Owned(table, capability)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The tables and views that a migration creates.</summary>
    public static IEnumerable<string> Created(string migration) =>
        Creation().Matches(migration).Select(match => match.Groups["table"].Value);

    /// <summary>What is meant for all administrations says so in a comment of the statement.</summary>
    private const string Everywhere = "-- in all administrations";

    /// <summary>A statement that forgets the administration would mix them; pages by OFFSET get slower the further one reads.</summary>
    public static IEnumerable<Violation> ForgetTenantOrPageByOffset(CompiledCode code) =>
        from type in code.Types
        // Platform's jobs are claimed for all administrations at once.
        where Rooms.Of(type) is { } room && room != "Platform" && Rooms.MayUse.ContainsKey(room)
        from method in CompiledCode.Family(type).SelectMany(member => member.Methods)
        from statement in Statements(CompiledCode.Literals(method)).Where(text => Statement().IsMatch(text))
        where
            !(statement.Contains("tenant", StringComparison.Ordinal) || statement.Contains(Everywhere, StringComparison.Ordinal))
            || Offset().IsMatch(statement)
        select new Violation(type, $"forgets the administration or pages by offset: {statement}");

    /// <summary>Puts the pieces of interpolated statements together again.</summary>
    private static List<string> Statements(IEnumerable<string> literals) =>
        literals.Aggregate(
            new List<string>(),
            (statements, piece) =>
            {
                if (statements.Count == 0 || Beginning().IsMatch(piece))
                    statements.Add(piece);
                else
                    statements[^1] += piece;
                return statements;
            }
        );

    /// <summary>Wall 4: no SQL outside of the capabilities and adapters. Cli may hold a unit, to do several use cases in one transaction.</summary>
    public static IEnumerable<Violation> NoneOutside(CompiledCode code) =>
        from type in code.Types
        let room = Rooms.Of(type)
        where room is "Web" or "Cli"
        from what in CompiledCode
            .UsedBy(type)
            .Select(used => used.FullName)
            // To say that the database does not answer is no SQL.
            .Where(name => name != "System.Data.Common.DbException" && !(room == "Cli" && name == unit))
            .Where(name => Array.Exists(doors, door => name.StartsWith(door, StringComparison.Ordinal)))
            .Concat(
                CompiledCode
                    .Calls(type)
                    .Where(call => call.DeclaringType.FullName == unit && runs.Contains(call.Name))
                    .Select(call => call.Name)
            )
            .Concat(CompiledCode.Literals(type).Where(literal => Statement().IsMatch(literal)))
        select new Violation(type, $"runs SQL: {what}");

    /// <summary>Whether the text changes rows.</summary>
    public static bool Writes(string literal) => Change().IsMatch(literal);

    private static bool Owned(string table, string room) =>
        table.StartsWith(room.ToLowerInvariant() + "_", StringComparison.Ordinal) || Published().IsMatch(table);

    /// <summary>Names in the places where SQL expects a table, without common table expressions and the databases' own catalogues.</summary>
    private static IEnumerable<string> Named(string sql, IReadOnlyCollection<string> all) =>
        TablePlace()
            .Matches(sql)
            .Select(match => match.Groups["table"].Value)
            .Where(name => !name.StartsWith("pg_", StringComparison.Ordinal) && !name.StartsWith("sqlite_", StringComparison.Ordinal))
            .Where(name => !all.Any(text => CommonTable(name).IsMatch(text)));

    private static Regex CommonTable(string name) =>
        new(
            $@"\b{Regex.Escape(name)}\s*(\([a-z0-9_, ]*\))?\s+AS\s+(NOT\s+)?(MATERIALIZED\s*)?\(",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );

    [GeneratedRegex(
        @"(?<!\bDISTINCT\s)\b(FROM|JOIN|INTO|UPDATE|TABLE|TABLE\s+IF\s+(NOT\s+)?EXISTS|VIEW|REFERENCES|INDEX\s+\w+\s+ON|TRIGGER\s[^;]*\sON)\s+(ONLY\s+)?(?<table>[a-z][a-z0-9_]*)\b(?![(.])",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TablePlace();

    [GeneratedRegex(@"\b[a-z]+_[a-z0-9_]+\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[a-z]+_pub_[a-z0-9_]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Published();

    [GeneratedRegex(
        @"\bCREATE\s+(VIRTUAL\s+|UNLOGGED\s+)?(TABLE|VIEW|MATERIALIZED\s+VIEW)\s+(IF\s+NOT\s+EXISTS\s+)?(?<table>[a-z][a-z0-9_]*)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Creation();

    [GeneratedRegex(
        @"\b(SELECT\b.+\bFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\b",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(
        @"\b(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+(\s+(AS\s+)?\w+)?\s+SET|DELETE\s+FROM)\b",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Change();

    [GeneratedRegex(
        @"^\s*(select\s.+\sfrom\s|insert\s+into\s+[a-z]+_|update\s+[a-z]+_\w+\s+set\s|delete\s+from\s+[a-z]+_)",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        1000
    )]
    private static partial Regex LowerCase();

    [GeneratedRegex(@"^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\bOFFSET\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Offset();

    [GeneratedRegex("--.*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
