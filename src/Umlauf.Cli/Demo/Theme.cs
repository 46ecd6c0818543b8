namespace Umlauf.Cli.Demo;

/// <summary>Who writes: a citizen, a firm or an association.</summary>
public enum Writer
{
    Citizen,
    Company,
    Club,
}

/// <summary>What a letter is about (Anliegen): its share of the post, the office and the filing plan unit it belongs to, and the mailbox it reaches.</summary>
public sealed record Theme(
    string Name,
    int Share,
    Writer Writer,
    string Office,
    string PlanUnit,
    string Mailbox,
    int PdfPercent,
    int PhotoPercent
)
{
    public static IReadOnlyList<Theme> All { get; } =
    [
        new("wohngeld", 15, Writer.Citizen, "50.2", "50.21", "wohngeld", 47, 3),
        new("rechnung", 12, Writer.Company, "20.1", "20.31", "rechnungen", 78, 0),
        new("bau", 9, Writer.Citizen, "61.1", "61.41", "bauamt", 48, 6),
        new("parken", 9, Writer.Citizen, "32.1", "32.25", "poststelle", 26, 8),
        new("melde", 8, Writer.Citizen, "33", "33.11", "poststelle", 20, 2),
        new("hund", 7, Writer.Citizen, "20.2", "20.45", "poststelle", 20, 4),
        new("strasse", 7, Writer.Citizen, "68", "68.12", "poststelle", 16, 54),
        new("kita", 6, Writer.Citizen, "51.1", "51.22", "poststelle", 26, 0),
        new("muell", 6, Writer.Citizen, "68", "68.31", "poststelle", 8, 46),
        new("laerm", 4, Writer.Citizen, "32", "32.41", "poststelle", 20, 3),
        new("halle", 4, Writer.Club, "10.2", "10.52", "poststelle", 34, 2),
        new("einbuergerung", 4, Writer.Citizen, "34", "34.31", "poststelle", 34, 0),
        new("nachbar", 3, Writer.Citizen, "61.1", "61.43", "bauamt", 30, 34),
        new("grab", 3, Writer.Citizen, "68.1", "68.51", "poststelle", 24, 5),
        new("urkunde", 3, Writer.Citizen, "34", "34.11", "poststelle", 18, 0),
        new("gewerbe", 3, Writer.Citizen, "32", "32.11", "poststelle", 28, 3),
        new("rat", 3, Writer.Citizen, "01", "01.12", "poststelle", 22, 2),
        new("bewerbung", 2, Writer.Citizen, "10.1", "10.21", "poststelle", 80, 0),
    ];

    private static readonly Theme[] _byShare = All.SelectMany(t => Enumerable.Repeat(t, t.Share)).ToArray();

    public static Theme Draw(Dice dice) => dice.Pick(_byShare);
}
