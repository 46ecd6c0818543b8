using System.Text;
using CsCheck;
using Umlauf.Formats.German;
using Xunit;

namespace Umlauf.Formats.Tests.German;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("Muelleimer", "Mülleimer")]
    [InlineData("MÜLLEIMER", "mülleimer")]
    [InlineData("Strasse", "Straße")]
    [InlineData("STRAẞE", "Straße")]
    [InlineData("Straßen", "Straße")]
    [InlineData("Str.", "Straße")]
    [InlineData("Groesse", "Größe")]
    [InlineData("Mu\u0308lleimer", "Mülleimer")]
    [InlineData("Müll\u00ADeimer", "Mülleimer")]
    [InlineData("Häuser", "Haus")]
    [InlineData("Anträgen", "Antrag")]
    [InlineData("Erlaubnisse", "Erlaubnis")]
    [InlineData("Erlaubnissen", "Erlaubnis")]
    [InlineData("Behörden", "Behörde")]
    [InlineData("Bescheides", "Bescheid")]
    [InlineData("Bewilligungen", "Bewilligung")]
    [InlineData("Bürger*innen", "Bürger")]
    [InlineData("Bürger:innen", "Bürger")]
    [InlineData("Bürger_innen", "Bürger")]
    [InlineData("BürgerInnen", "Bürger")]
    [InlineData("Bürger/-innen", "Bürger")]
    [InlineData("Bürger(innen)", "Bürger")]
    [InlineData("Bescheini-\ngung", "Bescheinigung")]
    [InlineData("Bescheini\u00AD\r\n  gung", "Bescheinigung")]
    [InlineData("Wohngeld-\nAntrag", "Wohngeldantrag")]
    [InlineData("Kontoeroeffnung", "Kontoeröffnung")]
    [InlineData("Bueroeinrichtung", "Büroeinrichtung")]
    [InlineData("bearbeitungsgebuehren", "Bearbeitungsgebühr")]
    [InlineData("ﬁnanziell", "finanziell")]
    [InlineData("E-Mails", "Email")]
    [InlineData("Café", "Cafe")]
    [InlineData("Łukasz", "Lukasz")]
    [InlineData("Behinderter", "behindert")]
    [InlineData("Behinderten", "behindert")]
    [InlineData("Beamter", "Beamte")]
    [InlineData("Beschäftigter", "Beschäftigten")]
    public void Two_spellings_have_one_key(string one, string other)
    {
        Assert.Equal(Key(other), Key(one));
    }

    [Theory]
    [InlineData("Müller", "Müll")]
    [InlineData("Bürger", "Burg")]
    [InlineData("Steuer", "Stur")]
    [InlineData("Leiter", "Leit")]
    public void Two_words_stay_two(string one, string other)
    {
        Assert.NotEqual(Key(other), Key(one));
    }

    [Fact]
    public void A_hyphen_that_saves_a_word_joins_nothing()
    {
        Assert.Equal(3, GermanAnalyser.Tokens("Wohn-\nund Geschäftshaus").Count);
        Assert.Equal(3, GermanAnalyser.Tokens("Wohn- und Geschäftshaus").Count);
    }

    [Fact]
    public void Positions_and_places_lead_back_into_the_text()
    {
        const string text = "Der Antrag auf Wohn-\ngeld, Az. 63-0815/2026, liegt vor.";
        var tokens = GermanAnalyser.Tokens(text);
        Assert.Equal(Enumerable.Range(0, tokens.Count), tokens.Select(token => token.Position));
        Assert.Equal("Wohn-\ngeld", text.Substring(tokens[3].Start, tokens[3].Length));
        Assert.Equal("wohngeld", tokens[3].Word.Key);
        Assert.Equal("63-0815/2026", text.Substring(tokens[5].Start, tokens[5].Length));
    }

    [Fact]
    public void Folding_a_folded_text_changes_nothing() =>
        Gen.String.Sample(text =>
        {
            var folded = GermanFolding.Fold(text);
            return GermanFolding.Fold(folded) == folded;
        });

    [Fact]
    public void Composed_and_decomposed_text_have_the_same_words() =>
        GermanText.Sample(text =>
            Keys(text.Normalize(NormalizationForm.FormD))
                .SequenceEqual(Keys(text.Normalize(NormalizationForm.FormC)), StringComparer.Ordinal)
        );

    [Fact]
    public void Any_text_is_read_without_failing_and_every_token_lies_within_it() =>
        Gen.OneOf(Gen.String, GermanText, Gen.String[Gen.Char["aeouß-/.@,:(*\u0308\u00AD\r\n 019DE"], 0, 200])
            .Sample(text =>
            {
                var last = 0;
                foreach (var token in GermanAnalyser.Tokens(text))
                {
                    Assert.InRange(token.Start, last, text.Length - 1);
                    last = token.Start + token.Length;
                    Assert.InRange(last, token.Start + 1, text.Length);
                    Assert.All(token.Word.Terms, term => Assert.InRange(term.Length, 2, 64));
                }
            });

    [Fact]
    public void Every_part_of_a_made_up_compound_is_covered()
    {
        string[] parts =
        [
            "antrag",
            "wohnung",
            "bescheid",
            "gebühr",
            "haus",
            "steuer",
            "hund",
            "straße",
            "kind",
            "behörde",
            "freiheit",
            "garten",
        ];
        var any = Gen.Int[0, parts.Length - 1];
        Gen.Select(any, any, any)
            .Sample(
                (first, second, third) =>
                {
                    var word = parts[first] + parts[second] + parts[third];
                    var split = GermanAnalyser.Parts(word);
                    // Linking elements and umlaut spellings aside, no letter may get lost: the parts are as long as the word or shorter by the links.
                    Assert.InRange(GermanFolding.Fold(word).Length - split.Sum(part => part.Length), 0, 4 * split.Count);
                }
            );
    }

    private static readonly Gen<string> GermanText = Gen.String[Gen.Char["abcdefghijklmnoprstuvwzäöüßÄÖÜAEOU  \n-."], 0, 120];

    private static string Key(string text) => Assert.Single(GermanAnalyser.Tokens(text)).Word.Key;

    private static IEnumerable<string> Keys(string text) => GermanAnalyser.Tokens(text).Select(token => token.Word.Key);
}
