using System.Globalization;
using Umlauf.Platform;

namespace Umlauf.Records.Model;

/// <summary>Reads a filing plan from a table, with a sentence for every line that cannot be taken.</summary>
internal sealed class PlanFile
{
    /// <summary>Far above the largest municipal plans (about 1,100 units), far below what would hold the database up.</summary>
    public const int LargestPlan = 20_000;

    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["code"] = ["kennzeichen", "aktenplankennzeichen", "kennziffer", "nummer", "nr", "code"],
        ["name"] = ["bezeichnung", "name", "titel", "betreff", "title"],
        ["description"] = ["inhaltsangabe", "inhalt", "beschreibung", "description"],
        ["retention"] =
        [
            "aufbewahrungjahre",
            "aufbewahrung",
            "aufbewahrungsfrist",
            "aufbewahrungsdauer",
            "frist",
            "retention",
            "retentionyears",
        ],
        ["disposal"] = ["aussonderungsart", "aussonderung", "bewertung", "disposal"],
        ["retired"] = ["stillgelegt", "retired"],
        ["above"] = ["ubergeordnet", "uebergeordnet", "oberkennzeichen", "oberpunkt", "parent"],
    };

    private static readonly Dictionary<string, string?> Disposals = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = null,
        ["A"] = "A",
        ["archivieren"] = "A",
        ["archivwürdig"] = "A",
        ["B"] = "B",
        ["bewerten"] = "B",
        ["V"] = "V",
        ["vernichten"] = "V",
        ["kassieren"] = "V",
    };

    private readonly List<ImportProblem> problems = [];
    private readonly List<PlanRow> rows = [];

    private PlanFile() { }

    public IReadOnlyList<ImportProblem> Problems => problems;

    public IReadOnlyList<PlanRow> Rows => rows;

    public static PlanFile Read(ReadOnlySpan<byte> bytes)
    {
        var plan = new PlanFile();
        try
        {
            plan.Take(CsvRows.Read(bytes));
        }
        catch (FormatException quote)
        {
            plan.Problem(
                int.Parse(quote.Message, CultureInfo.InvariantCulture),
                "Anführungszeichen ohne Ende",
                "quotation mark without end"
            );
        }
        return plan;
    }

    private void Take(IReadOnlyList<CsvRow> table)
    {
        if (table.Count == 0)
        {
            Problem(1, "Die Datei ist leer", "the file is empty");
            return;
        }
        var places = Places(table[0]);
        if (problems.Count > 0)
            return;
        if (table.Count - 1 > LargestPlan)
        {
            Problem(table[LargestPlan + 1].Line, $"Mehr als {LargestPlan} Einheiten", $"more than {LargestPlan} units");
            return;
        }
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in table.Skip(1))
            Take(row, table[0].Fields.Count, places, lines);
    }

    private Dictionary<string, int> Places(CsvRow header)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < header.Fields.Count; i++)
        {
            var name = Bare(header.Fields[i]);
            foreach (var (column, names) in Columns)
                if (names.Contains(name, StringComparer.Ordinal) && !places.TryAdd(column, i))
                    Problem(header.Line, $"Spalte „{header.Fields[i]}“ kommt doppelt vor", $"column \"{header.Fields[i]}\" occurs twice");
        }
        if (!places.ContainsKey("code"))
            Problem(header.Line, "Spalte „kennzeichen“ fehlt", "column \"kennzeichen\" is missing");
        if (!places.ContainsKey("name"))
            Problem(header.Line, "Spalte „bezeichnung“ fehlt", "column \"bezeichnung\" is missing");
        return places;
    }

    private void Take(CsvRow row, int width, Dictionary<string, int> places, Dictionary<string, int> lines)
    {
        string Field(string column) => places.TryGetValue(column, out var at) && at < row.Fields.Count ? row.Fields[at].Trim() : "";
        var before = problems.Count;
        if (row.Fields.Skip(width).Any(field => field.Length > 0))
            Problem(row.Line, $"{row.Fields.Count} Felder statt {width}", $"{row.Fields.Count} fields instead of {width}");

        var code = Field("code");
        if (code.Length == 0)
            Problem(row.Line, "Kennzeichen fehlt", "code is missing");
        else if (code.Length > 30 || code.Any(char.IsControl))
            Problem(
                row.Line,
                "Kennzeichen ist länger als 30 Zeichen oder enthält Steuerzeichen",
                "code has more than 30 or control characters"
            );
        else if (!lines.TryAdd(code, row.Line))
            Problem(row.Line, $"Kennzeichen {code} steht schon in Zeile {lines[code]}", $"code {code} is already on line {lines[code]}");

        var name = Field("name");
        if (name.Length is 0 or > 200)
            Problem(row.Line, "Bezeichnung fehlt oder ist länger als 200 Zeichen", "name is missing or has more than 200 characters");
        var (unlimited, years) = Retention(row.Line, Field("retention"));
        if (!Disposals.TryGetValue(Field("disposal"), out var disposal))
            Problem(
                row.Line,
                $"Aussonderungsart „{Field("disposal")}“ ist nicht A, B oder V",
                $"disposal \"{Field("disposal")}\" is not A, B or V"
            );
        if (problems.Count > before)
            return;
        rows.Add(
            new PlanRow
            {
                Line = row.Line,
                Code = code,
                Name = DocumentText.Line(name),
                Description = DocumentText.Clean(Field("description"), 2000),
                RetentionUnlimited = unlimited,
                RetentionYears = years,
                Disposal = disposal,
                Retired = Field("retired").ToUpperInvariant() is "1" or "X" or "J" or "JA" or "Y" or "YES" or "TRUE" or "WAHR",
                Above = places.ContainsKey("above") ? Field("above") : null,
            }
        );
    }

    private (bool Unlimited, int? Years) Retention(int line, string text)
    {
        var bare = Bare(text);
        if (bare.Length == 0)
            return (false, null);
        if (bare is "unbefristet" or "dauernd" or "unlimited" or "unbegrenzt")
            return (true, null);
        var digits = bare.Replace("jahre", "", StringComparison.Ordinal)
            .Replace("jahr", "", StringComparison.Ordinal)
            .Replace("years", "", StringComparison.Ordinal);
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= 200)
            return (false, years);
        Problem(
            line,
            $"Aufbewahrung „{text}“ ist weder eine Zahl von Jahren noch „unbefristet“",
            $"retention \"{text}\" is neither a number of years nor \"unbefristet\""
        );
        return (false, null);
    }

    private static string Bare(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormD).Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private void Problem(int line, string german, string english) => problems.Add(new ImportProblem(line, german, english));
}
