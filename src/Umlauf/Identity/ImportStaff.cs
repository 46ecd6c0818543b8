using System.Globalization;
using Umlauf.Platform;

namespace Umlauf.Identity;

/// <summary>What an import of people did; the start passwords are shown once.</summary>
public sealed record ImportedStaff(IReadOnlyList<ImportedPerson> Added, int AlreadyThere);

/// <summary>A person added by an import, with the start password to hand over.</summary>
public sealed record ImportedPerson(string Login, string StartPassword);

/// <summary>
/// Adds people from a CSV file (Mitarbeiter einlesen): all of them or nobody; who is there already stays as is.
/// Columns by name: anmeldename, name, amt (the office's code), and if wanted leitung (ja), rollen (poststelle, buergermeister, administration,
/// betrieb, revision), vertraulich (ja).
/// </summary>
public sealed class ImportStaff(Db db, AddStaff addStaff)
{
    public static readonly Refusal Unusable = new(
        "identity.staff-file-unusable",
        "Die Datei wurde nicht eingelesen, niemand wurde angelegt. Bitte berichtigen Sie diese Zeilen.",
        "The file was not taken, nobody was added. Please correct these lines."
    );

    private const int MostPeople = 5000;
    private const int MostNamed = 20;

    private static readonly string[] needed = ["anmeldename", "name", "amt"];

    private static readonly Dictionary<string, Role> roles = new(StringComparer.OrdinalIgnoreCase)
    {
        ["poststelle"] = Role.Mailroom,
        ["buergermeister"] = Role.Mayor,
        ["bürgermeister"] = Role.Mayor,
        ["administration"] = Role.Administrator,
        ["betrieb"] = Role.Operator,
        ["revision"] = Role.Auditor,
    };

    /// <summary>Whether the first line names the columns of such a file.</summary>
    public static bool Knows(ReadOnlySpan<byte> csv) => Rows(csv) is not null;

    /// <param name="dryRun">Says what would be done, and changes nothing.</param>
    public async Task<Result<ImportedStaff>> Run(Caller by, ReadOnlyMemory<byte> csv, bool dryRun, CancellationToken ct)
    {
        if (!Rights.Of(by).May(Right.Administrate))
            return Rights.NotAllowed;
        if (Rows(csv.Span) is not { } rows)
            return Unusable.With("anmeldename;name;amt");
        var (offices, logins) = await Present(by, ct);
        var problems = new List<string>();
        var people = new List<(int Line, NewStaff Staff)>();
        foreach (var row in rows.Where(row => !logins.Contains(Login.Normal(row["anmeldename"]))))
        {
            if (!offices.TryGetValue(row["amt"], out var office))
                problems.Add($"Zeile {row.Line}: Amt {row["amt"]}");
            var wanted = row["rollen"].Split([',', '/', '+'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            problems.AddRange(wanted.Where(role => !roles.ContainsKey(role)).Select(role => $"Zeile {row.Line}: Rolle {role}"));
            people.Add((row.Line, NewPerson(row, office, wanted)));
        }
        return problems.Count > 0 ? Unusable.With(First(problems)) : await Add(by, people, rows.Count - people.Count, dryRun, ct);
    }

    private async Task<Result<ImportedStaff>> Add(
        Caller by,
        List<(int Line, NewStaff Staff)> people,
        int alreadyThere,
        bool dryRun,
        CancellationToken ct
    )
    {
        // Hashing is slow on purpose, and must not hold up the database.
        var ready = people.AsParallel().AsOrdered().Select(person => AddStaff.Prepare(person.Staff)).ToList();
        var problems = new List<string>();
        var added = new List<ImportedPerson>();
        await using var unit = await db.Write(by.Actor, ct);
        foreach (var ((line, staff), prepared) in people.Zip(ready))
        {
            var one = await addStaff.Insert(unit, staff, prepared);
            if (one.Refusal is { } refusal)
                problems.Add($"Zeile {line}: {refusal.German}");
            else
                added.Add(new ImportedPerson(Login.Normal(staff.Login), prepared.StartPassword!));
        }
        if (problems.Count > 0)
            return Unusable.With(First(problems));
        if (!dryRun)
            await unit.Commit();
        return new ImportedStaff(added, alreadyThere);
    }

    private static NewStaff NewPerson(Row row, OfficeId office, string[] wanted) =>
        new()
        {
            Login = row["anmeldename"],
            Name = row["name"],
            Posts = [new Post(office, IsYes(row["leitung"]))],
            Roles = [.. wanted.Where(roles.ContainsKey).Select(role => roles[role])],
            Clearance = IsYes(row["vertraulich"]) ? Confidentiality.Confidential : Confidentiality.Normal,
        };

    private async Task<(Dictionary<string, OfficeId> Offices, HashSet<string> Logins)> Present(Caller by, CancellationToken ct)
    {
        await using var unit = await db.Read(by.Actor, ct);
        var offices = await unit.Query<Office>(
            "SELECT id, parent_id, code, name, closed_at FROM identity_office WHERE tenant_id = @tenant AND closed_at IS NULL"
        );
        var logins = await unit.Query<string>("SELECT login FROM identity_staff WHERE tenant_id = @tenant");
        return (offices.ToDictionary(office => office.Code, office => office.Id, StringComparer.OrdinalIgnoreCase), [.. logins]);
    }

    /// <summary>Null when the columns are not there, or the file is no table.</summary>
    private static List<Row>? Rows(ReadOnlySpan<byte> csv)
    {
        try
        {
            var table = CsvRows.Read(csv);
            if (table.Count is 0 or > MostPeople + 1)
                return null;
            var columns = table[0].Fields.Select((name, place) => (Name: name.Trim().ToLowerInvariant(), place)).ToList();
            if (columns.DistinctBy(column => column.Name).Count() != columns.Count)
                return null;
            var places = columns.ToDictionary(column => column.Name, column => column.place, StringComparer.Ordinal);
            return needed.All(places.ContainsKey) ? [.. table.Skip(1).Select(row => new Row(row, places))] : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static bool IsYes(string value) => value.Equals("ja", StringComparison.OrdinalIgnoreCase) || value is "1" or "x" or "X";

    private static string First(List<string> problems) =>
        string.Join("; ", problems.Take(MostNamed))
        + (problems.Count > MostNamed ? string.Create(CultureInfo.InvariantCulture, $" (+{problems.Count - MostNamed})") : "");

    /// <summary>A line of the file; a column that is not there is empty.</summary>
    private sealed class Row(CsvRow row, Dictionary<string, int> places)
    {
        public int Line => row.Line;

        public string this[string column] =>
            places.TryGetValue(column, out var place) && place < row.Fields.Count ? row.Fields[place].Trim() : "";
    }
}
