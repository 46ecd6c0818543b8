using Umlauf.Formats.German;
using Xunit;

namespace Umlauf.Formats.Tests.German;

public sealed class NumberTests
{
    [Theory]
    [InlineData("63-0815/2026", "6308152026")]
    [InlineData("4.46-12/2026", "446122026")]
    [InlineData("SO-2026/001234", "so2026001234")]
    [InlineData("IV/32.1-112/26", "32111226")]
    [InlineData("2026_SO_17", "2026so17")]
    public void A_file_number_is_found_with_and_without_its_separators(string number, string plain)
    {
        var text = Terms($"Ihr Zeichen: {number}, unser Schreiben");
        Assert.Contains(plain, text);
        Assert.Contains(Terms(plain).First(), text);
        Assert.Contains(Assert.Single(GermanAnalyser.Tokens(number), token => token.Word.IsNumber).Word.Key, text);
    }

    [Theory]
    [InlineData("63-0815/2026", "0815")]
    [InlineData("63-0815/2026", "63-0815")]
    [InlineData("63-0815/2026", "0815/2026")]
    [InlineData("SO-2026/001234", "001234")]
    [InlineData("SO-2026/001234", "SO-2026")]
    public void A_file_number_is_found_by_its_parts(string number, string part)
    {
        Assert.Contains(GermanAnalyser.Tokens(part)[0].Word.Key, Terms(number));
    }

    [Theory]
    [InlineData("12.05.2026", "2026-05-12")]
    [InlineData("12.5.2026", "12.05.2026")]
    [InlineData("0211 / 899-1234", "02118991234")]
    [InlineData("(0211) 899 1234", "0211/8991234")]
    [InlineData("+49 211 8991234", "0211 899-1234")]
    [InlineData("0049 211 899 1234", "0211 899-1234")]
    [InlineData("DE89 3704 0044 0532 0130 00", "DE89370400440532013000")]
    [InlineData("1.234,56", "1234,56")]
    public void A_number_has_one_key_however_it_is_written(string one, string other)
    {
        var left = Assert.Single(GermanAnalyser.Tokens(one)).Word;
        var right = Assert.Single(GermanAnalyser.Tokens(other)).Word;
        Assert.True(left.IsNumber);
        Assert.Equal(right.Key, left.Key);
    }

    [Theory]
    [InlineData("max.mueller@stadt-musterstadt.de")]
    [InlineData("max.mueller")]
    [InlineData("Müller")]
    [InlineData("musterstadt")]
    [InlineData("stadt-musterstadt.de")]
    public void An_address_is_found_whole_and_by_its_names(string query)
    {
        var terms = Terms("Von: Max <Max.Mueller@stadt-musterstadt.de>");
        Assert.All(GermanAnalyser.Tokens(query), token => Assert.Contains(token.Word.Key, terms));
    }

    [Theory]
    [InlineData("Ende des Satzes.Und weiter", 5)]
    [InlineData("am 12.05. um 10:30 Uhr", 6)]
    [InlineData("und/oder", 2)]
    [InlineData("DE12 ist keine Kontonummer", 4)]
    public void Ordinary_text_is_not_taken_for_a_number(string text, int words)
    {
        Assert.Equal(words, GermanAnalyser.Tokens(text).Count);
    }

    private static HashSet<string> Terms(string text)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        GermanAnalyser.AddTerms(text, terms);
        return terms;
    }
}
