using System.Globalization;
using System.Text;
using Umlauf.Formats.German;

namespace Umlauf.Bench;

/// <summary>
/// Texts with the statistics that matter to an index: a few words in nearly every mail, a long tail, compounds nobody wrote before, names, dates and file numbers.
/// The same seed gives the same texts.
/// </summary>
internal sealed class GermanMails(int seed)
{
    private static readonly string[] filler = Words(
        "der die das und in zu den von mit für auf ist im nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"
            + " einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei"
    );
    private static readonly string[] frequent = Words(
        "Antrag Bescheid Wohngeld Unterlagen Miete Wohnung Straße Stadt Amt Termin Rechnung Frist Anlage Betreff Datum Kosten Zahlung Konto Kind Familie Haus Nachweis"
            + " Einkommen Schreiben Gebühr Steuer Grundstück Bauantrag Parkausweis Hundesteuer Personalausweis Mülleimer Straßenbeleuchtung Beschwerde Widerspruch Genehmigung"
    );
    private static readonly string[] verbs = Words(
        "bitten teilen senden prüfen erhalten beantragen bestätigen mitteilen stellen geben nehmen kommen sehen zahlen wohnen vorlegen einreichen bewilligen ablehnen"
            + " erklären warten melden schreiben bezahlen anrufen hoffen danken erinnern"
    );
    private static readonly string[] adjectives = Words(
        "freundlich dringend neu alt groß klein wichtig richtig falsch rechtzeitig schriftlich telefonisch persönlich zuständig erforderlich beigefügt genannt folgend letzt"
    );
    private static readonly string[] names = Words(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Yilmaz Kaya Öztürk Nowak Kowalski Sommer Brandt Vogel Krüger Lehmann Petersen Jansen"
    );
    private static readonly string[] nouns = Nouns();
    private readonly Random random = new(seed);

    /// <summary>What people look for: words in nearly every mail, compounds, two words, names, numbers, words that are nowhere.</summary>
    public static IReadOnlyList<string> Queries { get; } =
    [
        "Wohngeld",
        "Antrag",
        "Bescheid",
        "Straße",
        "Muelleimer",
        "Wohngeldantrag",
        "Antrag Wohngeld",
        "Widerspruch Bescheid",
        "Hundesteuer",
        "Müller",
        "Unterlagen fehlen",
        "Steuer",
        "Mietspiegel",
        "Parkausweis Antrag",
        "Rechnung -Zahlung",
        "Straßenbeleuchtung",
        "betreff:Genehmigung Grundstück",
        "Personalausweis* Kind",
        "63-0815/2026",
        "Krankenhausaufenthalt ODER Beschwerde",
    ];

    public (string Title, string Text) Next()
    {
        var title = $"{(random.Next(3) == 0 ? "AW: " : "")}{Noun()} {Noun()}{(random.Next(4) == 0 ? " " + Number() : "")}";
        var length = 200 + (int)(Math.Pow(random.NextDouble(), 3) * 5_200);
        var text = new StringBuilder("Sehr geehrte Damen und Herren,\n\n", length + 100);
        for (var word = 1; text.Length < length; word++)
            text.Append(Word()).Append(word % 11 == 0 ? ".\n" : " ");
        return (title, text.Append("\nMit freundlichen Grüßen\n").Append(names[random.Next(names.Length)]).ToString());
    }

    public string Name() => names[random.Next(names.Length)];

    private string Word() =>
        random.NextDouble() switch
        {
            < 0.46 => Zipf(filler),
            < 0.76 => Noun(),
            < 0.86 => Zipf(verbs),
            < 0.94 => Zipf(adjectives) + "en",
            < 0.965 => Zipf(names),
            < 0.98 => string.Create(CultureInfo.InvariantCulture, $"{random.Next(1, 29)}.{random.Next(1, 13)}.2026"),
            < 0.985 => Number(),
            _ => random.Next(1, 2_000).ToString(CultureInfo.InvariantCulture),
        };

    private string Number() => string.Create(CultureInfo.InvariantCulture, $"{random.Next(10, 99)}-{random.Next(0, 9_999):0000}/2026");

    private string Noun()
    {
        var kind = random.NextDouble();
        if (kind < 0.75)
            return Zipf(kind < 0.35 ? frequent : nouns);
        var first = Zipf(nouns);
        var link =
            first.EndsWith("ung", StringComparison.Ordinal) ? "s"
            : first.EndsWith('e') ? "n"
            : "";
        return first + link + Zipf(nouns).ToLowerInvariant();
    }

    /// <summary>The n-th word is about n times rarer than the first.</summary>
    private string Zipf(string[] words) => words[((int)Math.Pow(words.Length, random.NextDouble()) - 1) % words.Length];

    private static string[] Words(string text) => text.Split(' ');

    private static string[] Nouns()
    {
        using var list = typeof(GermanAnalyser).Assembly.GetManifestResourceStream("Umlauf.Formats.German.word-parts.txt")!;
        using var reader = new StreamReader(list);
        var found = new List<string>();
        var isNoun = false;
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
                isNoun = line.StartsWith("[noun]", StringComparison.Ordinal);
            else if (isNoun && !line.StartsWith('#'))
                found.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.All(char.IsLetter)));
        }
        var order = new Random(3);
        return [.. found.Select(word => char.ToUpperInvariant(word[0]) + word[1..]).OrderBy(_ => order.Next())];
    }
}
