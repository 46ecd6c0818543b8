using System.Diagnostics;
using CsCheck;
using Umlauf.Formats.Comparing;

namespace Umlauf.Formats.Tests.Comparing;

public sealed class TextDifferenceTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("Der Hund ist tot.", "Der Hund ist tot.", "=Der Hund ist tot.")]
    [InlineData("Der Hund ist tot.", "Der Hund ist nicht tot.", "=Der Hund ist |+nicht |=tot.")]
    [InlineData("Gebühr 50 Euro\nfällig", "Gebühr 80 Euro\nfällig", "=Gebühr |-50|+80|= Euro\nfällig")]
    [InlineData("am 1. Mai um zehn Uhr", "am 12. Juni um zehn Uhr", "=am |-1|+12|=. |-Mai|+Juni|= um zehn Uhr")]
    [InlineData("eins zwei drei", "vier fünf drei", "-eins zwei|+vier fünf|= drei")]
    [InlineData("", "neu", "+neu")]
    [InlineData("alt", "", "-alt")]
    [InlineData("", "", "")]
    public void The_words_that_changed_are_named(string before, string after, string expected) =>
        Assert.Equal(expected, string.Join('|', TextDifference.Between(before, after).Select(Write)));

    [Fact]
    public void What_is_not_inserted_is_the_old_text_and_what_is_not_deleted_the_new_one()
    {
        var word = Gen.OneOf([
            .. new[] { "Bescheid", "und", "die", " ", "\n", "\f", ",", "ä", "🙂", "50", "\n\n", "Gebühr" }.Select(Gen.Const),
        ]);
        var text = word.Array[0, 60].Select(words => string.Concat(words));

        Gen.Select(text, text)
            .Sample(
                (before, after) =>
                {
                    var parts = TextDifference.Between(before, after);
                    Assert.Equal(before, Joined(parts, DifferenceKind.Inserted));
                    Assert.Equal(after, Joined(parts, DifferenceKind.Deleted));
                    Assert.DoesNotContain(parts, part => part.Text.Length == 0);
                    Assert.All(parts.Zip(parts.Skip(1)), pair => Assert.NotEqual(pair.First.Kind, pair.Second.Kind));
                },
                iter: 20_000
            );
    }

    [Fact]
    public void A_change_in_a_long_text_is_found_without_touching_the_rest()
    {
        var lines = Enumerable.Range(1, 20_000).Select(i => $"Zeile {i} handelt von Gebühren und Fristen.").ToArray();
        var before = string.Join('\n', lines);
        lines[7] = "Zeile 8 handelt von Abgaben und Fristen.";
        lines[12_345] = "Zeile 12346 handelt von Steuern und Fristen.";
        var after = string.Join('\n', lines.Append(lines[100]));

        var parts = TextDifference.Between(before, after);

        Assert.Equal(
            ["-Gebühren", "+Abgaben", "-Gebühren", "+Steuern", $"+\n{lines[100]}"],
            parts.Where(part => part.Kind != DifferenceKind.Same).Select(Write)
        );
    }

    [Theory]
    [InlineData("shuffled")]
    [InlineData("every line changed")]
    [InlineData("one paragraph of a megabyte")]
    public void The_worst_texts_of_a_megabyte_end_and_are_complete(string kind)
    {
        var random = new Random(4711);
        string[] words = ["der", "die", "Gebühr", "und", "Bescheid", "Frist", "nicht", "Antrag"];
        string Line() => string.Join(' ', Enumerable.Range(0, 10).Select(_ => words[random.Next(words.Length)]));
        var old = Enumerable.Range(0, 20_000).Select(i => kind == "shuffled" ? $"{i} {Line()}" : Line()).ToArray();
        var young = kind == "shuffled" ? [.. old.OrderBy(_ => random.Next())] : old.Select(_ => Line()).ToArray();
        var between = kind.StartsWith("one", StringComparison.Ordinal) ? " " : "\n";
        var (before, after) = (string.Join(between, old), string.Join(between, young));

        var clock = Stopwatch.GetTimestamp();
        var parts = TextDifference.Between(before, after);

        output.WriteLine(
            $"{kind}: {before.Length:N0} characters, {Stopwatch.GetElapsedTime(clock).TotalMilliseconds:N0} ms, {parts.Count:N0} pieces"
        );
        Assert.Equal(before, Joined(parts, DifferenceKind.Inserted));
        Assert.Equal(after, Joined(parts, DifferenceKind.Deleted));
    }

    [Fact]
    public void Longer_texts_are_not_compared() =>
        Assert.Throws<ArgumentException>(() => TextDifference.Between(new string('a', TextDifference.MostCharacters + 1), ""));

    private static string Write(DifferencePart part) =>
        part.Kind switch
        {
            DifferenceKind.Same => "=",
            DifferenceKind.Deleted => "-",
            _ => "+",
        } + part.Text;

    private static string Joined(IEnumerable<DifferencePart> parts, DifferenceKind without) =>
        string.Concat(parts.Where(part => part.Kind != without).Select(part => part.Text));
}
