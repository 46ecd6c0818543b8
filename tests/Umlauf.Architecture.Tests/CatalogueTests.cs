using System.Text.RegularExpressions;
using Xunit;

namespace Umlauf.Architecture.Tests;

public sealed partial class CatalogueTests
{
    [Fact]
    public void The_page_of_refusals_is_what_the_code_says() => Equal("docs/refusals.md", Catalogues.RefusalsPage());

    [Fact]
    public void The_page_of_journal_events_is_what_the_code_says() => Equal("docs/journal-events.md", Catalogues.JournalEventsPage());

    [Fact]
    public void The_page_of_settings_is_what_the_code_says() => Equal("docs/operations/settings.md", SettingsPage.Made());

    [Fact]
    public void Each_refusal_has_a_code_of_its_own_and_a_sentence_in_both_languages()
    {
        Assert.NotEmpty(Catalogues.Refusals);
        Assert.Empty(
            Catalogues
                .Refusals.GroupBy(refusal => refusal.Code, StringComparer.Ordinal)
                .Where(same => same.Count() > 1)
                .Select(same => same.Key)
        );
        Assert.All(
            Catalogues.Refusals,
            refusal =>
            {
                Assert.Matches(Code(), refusal.Code);
                Assert.Matches(Sentence(), refusal.German);
                Assert.Matches(Sentence(), refusal.English);
                Assert.InRange(refusal.Status, 400, 599);
            }
        );
    }

    [Fact]
    public void Every_word_of_the_glossary_is_a_word_of_the_code()
    {
        var names = CompiledCode.Product.Types.Select(type => type.Name).ToList();

        Assert.NotEmpty(Glossary());
        Assert.All(Glossary(), word => Assert.Contains(names, name => name.Contains(word, StringComparison.Ordinal)));
    }

    [Fact]
    public void Everything_with_a_key_stands_in_the_glossary()
    {
        var keys = CompiledCode.Product.Types.Where(type => type.Interfaces.Any(one => one.InterfaceType.Name == "IId`1")).ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Contains(key.Name[..^"Id".Length], Glossary()));
    }

    /// <summary>The code words of the first table.</summary>
    private static List<string> Glossary() =>
        [
            .. SourceTree
                .Files.Single(file => file.Path == "docs/glossary.md")
                .Text.Split("\n## ")[0]
                .Split('\n')
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(line => line.Split('|')[1].Split(','))
                .Select(word => word.Trim(' ', '`')),
        ];

    private static void Equal(string path, string made)
    {
        var file = Path.Combine(SourceTree.Root, path);
        if (Environment.GetEnvironmentVariable("UMLAUF_UPDATE_DOCS") == "1")
            File.WriteAllText(file, made);
        Assert.Equal(made, File.ReadAllText(file));
    }

    [GeneratedRegex(@"^[a-z]+(\.[a-z]+(-[a-z]+)*)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\p{Lu}.*[.!?]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Sentence();
}
