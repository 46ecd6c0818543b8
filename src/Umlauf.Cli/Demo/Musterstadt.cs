using System.Text;

namespace Umlauf.Cli.Demo;

/// <summary>An office of the made-up town.</summary>
public sealed record DemoOffice(string Code, string Name, string Above);

/// <summary>A person of the made-up town; heads an office or not.</summary>
public sealed record DemoPerson(string Login, string Name, string Office, bool Heads, IReadOnlyList<string> Roles);

/// <summary>Who stands in for whom for good in the made-up town; may do so at any time or not.</summary>
public sealed record DemoDeputy(string Login, string Deputy, bool Always);

/// <summary>The made-up town: its offices, people and filing plan, as the files in Town/ tell them.</summary>
public static class Musterstadt
{
    public const string Name = "Stadt Musterstadt";

    /// <summary>A key of the form of a real one that no municipality has.</summary>
    public const string Ags = "05999001";

    public const string Password = "umlauf-demo";

    /// <summary>From above to below.</summary>
    public static IReadOnlyList<DemoOffice> Offices { get; } = Rows("offices").Select(r => new DemoOffice(r[0], r[1], r[2])).ToList();

    public static IReadOnlyList<DemoPerson> People { get; } =
        Rows("staff")
            .Select(r => new DemoPerson(r[0], $"{r[1]} {r[2]}", r[3], r[4] == "ja", r[5].Split(',', StringSplitOptions.RemoveEmptyEntries)))
            .ToList();

    public static DemoPerson Of(string login) => People.First(person => person.Login == login);

    /// <summary>Those of one person in their order.</summary>
    public static IReadOnlyList<DemoDeputy> Deputies { get; } =
        Rows("deputies").Select(r => new DemoDeputy(r[0], r[1], r[2] == "ja")).ToList();

    /// <summary>The first ones of the list, one for each kind of work.</summary>
    public static string Logins => string.Join(", ", People.Take(7).Select(p => p.Login));

    public static byte[] FilingPlan => Encoding.UTF8.GetBytes(Resources.Text("Umlauf.Cli.Demo.Town.filing-plan.csv"));

    /// <summary>Where the post of each mailbox goes first.</summary>
    public static IReadOnlyDictionary<string, string> Mailboxes { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["poststelle"] = "10.3",
            ["wohngeld"] = "50.2",
            ["bauamt"] = "61.1",
            ["rechnungen"] = "20.1",
        };

    /// <summary>Who works on the matters of an office: its people, or where it has none the people of the office above.</summary>
    public static IReadOnlyList<DemoPerson> WorkersOf(string office)
    {
        var here = People.Where(p => p.Office == office).ToList();
        if (here.Count > 0)
            return here;
        return WorkersOf(office.LastIndexOf('.') is var dot and > 0 ? office[..dot] : "0");
    }

    private static IEnumerable<string[]> Rows(string file) =>
        Resources
            .Text($"Umlauf.Cli.Demo.Town.{file}.csv")
            .ReplaceLineEndings("\n")
            .TrimEnd()
            .Split('\n')
            .Skip(1)
            .Select(line => line.Split(';'));
}
