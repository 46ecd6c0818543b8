using Umlauf.Formats.German;
using Xunit;

namespace Umlauf.Formats.Tests.German;

public sealed class CompoundTests
{
    private static readonly (string Word, string[] Parts)[] Measured =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fixtures", "german-compounds.txt"))
            .Where(line => line.Length > 0)
            .Select(line => line.Split('='))
            .Select(pair => (pair[0], pair[1].Split('+').Select(part => GermanFolding.Fold(part)).ToArray())),
    ];

    public static TheoryData<string> Words => [.. Measured.Take(120).Select(pair => pair.Word)];

    [Theory]
    [MemberData(nameof(Words))]
    public void An_office_word_is_split_into_its_parts(string word)
    {
        var expected = Measured.First(pair => pair.Word == word).Parts;
        Assert.Equal(expected, GermanAnalyser.Parts(word));
        Assert.Equal(expected, GermanAnalyser.Parts(word.ToUpperInvariant()));
        Assert.Equal(expected, GermanAnalyser.Parts(word.ToLowerInvariant()));
    }

    [Fact]
    public void Of_two_hundred_compounds_at_least_97_in_100_parts_are_right_and_found()
    {
        var expected = 0;
        var found = 0;
        var right = 0;
        var wrong = new List<string>();
        foreach (var (word, parts) in Measured)
        {
            var split = GermanAnalyser.Parts(word);
            var common = split.Intersect(parts, StringComparer.Ordinal).Count();
            expected += parts.Length;
            found += split.Count;
            right += common;
            if (common != parts.Length)
            {
                wrong.Add($"{word}: {string.Join('+', split)}");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Measured.Length} compounds: precision {100.0 * right / found:F1} %, recall {100.0 * right / expected:F1} %; wrong: {string.Join(", ", wrong)}"
        );
        Assert.True(Measured.Length >= 200);
        Assert.True(right >= 0.97 * found, $"precision {right}/{found}");
        Assert.True(right >= 0.97 * expected, $"recall {right}/{expected}");
    }

    [Theory]
    [InlineData("Kurzehose", "zeh")]
    [InlineData("kurze Hose", "zeh")]
    [InlineData("Wandhalterung", "alterung")]
    [InlineData("Kinderzahnheilkunde", "ilkunde")]
    [InlineData("Taschenhersteller", "aschen")]
    [InlineData("auszugehen", "auszug")]
    [InlineData("auszugehen", "ehe")]
    [InlineData("diplomatischen", "diplom")]
    [InlineData("diplomatischen", "tisch")]
    [InlineData("zugewiesen", "zug")]
    [InlineData("zugewiesen", "wiese")]
    [InlineData("Häkelnadel", "adel")]
    [InlineData("Gesundheitsamt", "samt")]
    [InlineData("Hundesteuer", "teuer")]
    [InlineData("Stiefeltern", "stiefel")]
    [InlineData("Wohnung", "wohn")]
    [InlineData("Müller", "mull")]
    [InlineData("entschieden", "ente")]
    [InlineData("Bürgermeister", "burg")]
    [InlineData("Erziehung", "zieh")]
    public void A_word_does_not_give_what_only_its_letters_contain(string text, string term)
    {
        Assert.DoesNotContain(term, Terms(text));
    }

    [Theory]
    [InlineData("Wandhalterung", "wand halterung")]
    [InlineData("Kinderzahnheilkunde", "kinder zahn heil kunde")]
    [InlineData("Taschenhersteller", "tasche hersteller")]
    [InlineData("Häkelnadel", "hakel nadel")]
    [InlineData("Hauptstr.", "haupt strasse")]
    [InlineData("FPÖ-Abgeordnete", "fpo abgeordnete")]
    public void A_doubtful_word_is_split_right(string word, string parts)
    {
        Assert.Equal(parts.Split(' '), Assert.Single(GermanAnalyser.Tokens(word)).Word.Parts);
    }

    [Theory]
    [InlineData("Wohngeld", "Wohngeldbewilligungsbescheid")]
    [InlineData("Bewilligungsbescheid", "Wohngeldbewilligungsbescheide")]
    [InlineData("Geld", "Wohngeldbewilligungsbescheid")]
    [InlineData("Bescheide", "Wohngeldbewilligungsbescheid")]
    [InlineData("Antragsteller", "Wohngeldantragstellerinnen")]
    [InlineData("Straße", "Bahnhofstr.")]
    [InlineData("Wohngeldantrag", "Wohngeld-Antrag")]
    [InlineData("Wohngeldantrag", "Wohngeldanträge")]
    [InlineData("Schule", "Schulbescheinigung")]
    [InlineData("Miete", "Mietvertrag")]
    [InlineData("Erlaubnis", "Aufenthaltserlaubnisse")]
    public void A_word_is_found_in_a_longer_one(string query, string text)
    {
        Assert.Contains(GermanAnalyser.Tokens(query)[0].Word.Key, Terms(text));
    }

    [Theory]
    [InlineData("Wohngeldantrag", "Antrag auf Kindergeld für die Wohnung")]
    [InlineData("Wohngeld", "Wohnberechtigung, Kindergeld")]
    [InlineData("Kindergeld", "Geld für Kinder")]
    public void A_compound_is_not_found_where_its_parts_stand_apart(string query, string text)
    {
        Assert.DoesNotContain(GermanAnalyser.Tokens(query)[0].Word.Key, Terms(text));
    }

    private static HashSet<string> Terms(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        GermanAnalyser.AddTerms(text, terms);
        return terms;
    }
}
