using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Umlauf.Platform;

namespace Umlauf.Architecture.Tests;

/// <summary>The catalogues in docs/ that are made from the code.</summary>
internal static partial class Catalogues
{
    /// <summary>Every expected "no": the static fields of type <see cref="Refusal"/>.</summary>
    public static IReadOnlyList<Refusal> Refusals { get; } =
    [
        .. new[] { "Umlauf", "Umlauf.Adapters", "Umlauf.Web", "Umlauf.Cli" }
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType == typeof(Refusal))
            .Select(field => (Refusal)field.GetValue(null)!)
            .OrderBy(refusal => refusal.Code, StringComparer.Ordinal),
    ];

    public static string RefusalsPage()
    {
        var page = Begin("Refusals", "Every expected \"no\" of the program. The code is stable: programs and tests may rely on it.");
        page.Append("\n| code | HTTP | screen | English |\n|---|---|---|---|\n");
        foreach (var refusal in Refusals)
            page.Append(CultureInfo.InvariantCulture, $"| `{refusal.Code}` | {refusal.Status} | {refusal.German} | {refusal.English} |\n");
        return page.ToString();
    }

    public static string JournalEventsPage()
    {
        var page = Begin(
            "Journal events",
            "Every kind of entry in the journal, and the use case that writes it. The chain's format: [journal-format.md](journal-format.md)."
        );
        page.Append("\n| kind | written by | which does |\n|---|---|---|\n");
        var kinds = UseCases
            .JournalKinds(CompiledCode.Product)
            .Distinct()
            .OrderBy(one => one.Kind, StringComparer.Ordinal)
            .ThenBy(one => one.WrittenBy, StringComparer.Ordinal);
        foreach (var (kind, by) in kinds)
            page.Append(CultureInfo.InvariantCulture, $"| `{kind}` | {by["Umlauf.".Length..]} | {Summary(by.Split('.')[^1])} |\n");
        return page.ToString();
    }

    private static StringBuilder Begin(string title, string sentence) =>
        new($"# {title}\n\n{sentence}\nMade from the code by `UMLAUF_UPDATE_DOCS=1 ./test`; a test compares it.\n");

    /// <summary>The first sentence above the type in its source file.</summary>
    private static string Summary(string type)
    {
        var text = SourceTree
            .Files.First(file => file.Path.StartsWith("src/", StringComparison.Ordinal) && Path.GetFileName(file.Path) == type + ".cs")
            .Text;
        var above = text[..Regex.Match(text, $@"\b(class|record) {type}\b", RegexOptions.None, TimeSpan.FromSeconds(1)).Index];
        var summary = above[above.LastIndexOf("<summary>", StringComparison.Ordinal)..]
            .Split("</summary>")[0]
            .Replace("///", "", StringComparison.Ordinal);
        var words = string.Join(' ', Markup().Replace(summary, "${name}").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Split(". ")[0].TrimEnd('.') + ".";
    }

    [GeneratedRegex(@"<[^>]*?(cref=""([A-Za-z]:)?(?<name>[^""]*)"")?\s*/?>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Markup();
}
